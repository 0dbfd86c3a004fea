/** What stands around a date on its line: «التاريخ», a weekday, a time of day, «م». */
import { crossKey } from "../fold";
import { weekdayNumber } from "./date-names";

/** A wall time as it was typed, made one of 24 hours; it may be none. */
export interface Clock {
  readonly hours: number;
  readonly minutes: number;
}

export interface DateParts {
  /** What is left, to be read as a date. */
  readonly date: string;
  readonly clock: Clock | null;
  /** 0 for Sunday; null if none is named. */
  readonly weekday: number | null;
}

/** A line as dates are compared: figures and letters in one form each, one space between words. */
export const keyOfDate = (line: string) => crossKey(line).replace(/\s+/gu, " ").trim();

/** Any of some words, by their keys. */
const anyOf = (...words: string[]) => `(?:${words.map(keyOfDate).join("|")})`;

const LABEL = new RegExp(
  `^${anyOf(
    ...["تاريخ النشر", "التاريخ", "بتاريخ", "تاريخ", "نشر بتاريخ", "نشر في", "في"],
    ...["published on", "published", "dated", "date", "on", "dîroka weşanê", "dîrok", "tarîx"],
    ...["ڕێکەوتی", "ڕێکەوت", "بەرواری", "بەروار"],
  )}(?: ?: ?| )(.+)$`,
  "u",
);

const BEFORE_NOON = anyOf("ص", "صباحا", "فجرا", "am", "a\\.m\\.", "بەیانی", "ê sibehê");
const AFTER_NOON = anyOf("م", "مساء", "ظهرا", "عصرا", "بعد الظهر", "pm", "p\\.m\\.", "ئێوارە", "ê êvarê");
const TIME = `(\\d{1,2}):(\\d{2})(?::\\d{2})?(?: ?(?:(${BEFORE_NOON})|(${AFTER_NOON})))?`;
const OCLOCK = anyOf(
  "على الساعة",
  "في الساعة",
  "الساعة",
  "ساعة",
  "saet",
  "li saet",
  "at",
  "کاتژمێر",
  "سەعات",
);
const PARTING = "(?: ?[-–—|,،] ?| )";

const TIME_BEHIND = new RegExp(`^(.+?\\d.*?)(?:${PARTING}(?:${OCLOCK} ?:? ?)?|t)${TIME}$`, "u");
const TIME_BEFORE = new RegExp(`^(?:${OCLOCK} ?:? ?)?${TIME}${PARTING}(.+)$`, "u");
const ERA = new RegExp(
  `(\\d{4})(?:['’]?an|ي)? ?${anyOf("م", "ميلادي", "ميلادية", "ad", "ce", "ز", "زایینی")}$`,
  "u",
);
const WEEKDAY_BEFORE = new RegExp(
  `^(?:${anyOf("يوم", "roja", "ڕۆژی")} )?\\(?([^\\s\\d,،()]+)\\)?(?: ?[,،:–-] ?| )(.+)$`,
  "u",
);
const WEEKDAY_BEHIND = /^(.*\d\S*)(?: ?[,،–-] ?| )\(?([^\s\d,،()]+)\)?$/u;

/** @param key of a line. */
export function parted(key: string): DateParts {
  const unlabelled = LABEL.exec(key)?.[1] ?? key;
  const { rest, clock } = withoutTime(unlabelled);
  const { date, weekday } = withoutWeekday(rest.replace(ERA, "$1"));
  return { date: date.replace(ERA, "$1"), clock, weekday };
}

function withoutTime(key: string): { rest: string; clock: Clock | null } {
  const [, before, ...behind] = TIME_BEHIND.exec(key) ?? [];
  if (before !== undefined) return { rest: before, clock: clockOf(behind) };
  const [, ...found] = TIME_BEFORE.exec(key) ?? [];
  const rest = found.at(-1);
  return rest === undefined ? { rest: key, clock: null } : { rest, clock: clockOf(found) };
}

function clockOf([typed, minutes, before, after]: readonly (string | undefined)[]): Clock {
  const hours = Number(typed);
  const isTwelve = hours === 12;
  const shift = after !== undefined && hours < 12 ? 12 : before !== undefined && isTwelve ? -12 : 0;
  return { hours: hours + shift, minutes: Number(minutes) };
}

function withoutWeekday(key: string): { date: string; weekday: number | null } {
  const [, first = "", behind = ""] = WEEKDAY_BEFORE.exec(key) ?? [];
  const named = weekdayNumber(first);
  if (named !== undefined) return { date: behind, weekday: named };
  const [, before = "", last = ""] = WEEKDAY_BEHIND.exec(key) ?? [];
  const namedLast = weekdayNumber(last);
  return namedLast === undefined ? { date: key, weekday: null } : { date: before, weekday: namedLast };
}
