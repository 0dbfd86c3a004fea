/** A line of a text that is a date (docs/text.md, "Reading dates"): never a date inside a sentence. */
import { crossKey } from "../fold";
import { isoDate, isRealDate, weekday } from "./civil-date";
import { isMonth, isUnreadMonth, monthNumber, weekdayNumber } from "./names";

/** `date` is `YYYY-MM-DD`; `time`, if the line has one, is a wall time "HH:MM" of the newsroom. */
export type DateLine =
  | { kind: "date"; date: string; time?: string; warnings: ("ambiguous-date" | "weekday-mismatch")[] }
  /** It has the form of a date, and no calendar has that day. */
  | { kind: "impossible" }
  /** A date that we cannot read: the year has two figures, is missing, or is of another calendar. */
  | { kind: "unclear" }
  | { kind: "none" };

const NONE: DateLine = { kind: "none" };
const IMPOSSIBLE: DateLine = { kind: "impossible" };
const UNCLEAR: DateLine = { kind: "unclear" };

/** In UTF-16 units. The longest form with every optional word, vowelled and spaced, is far shorter. */
const MAX_LENGTH = 200;

/** A line in the form in which dates are compared: one form of each figure and letter, one space between words. */
const keyOf = (line: string) => crossKey(line).replace(/\s+/gu, " ").trim();

const anyOf = (...words: string[]) => `(?:${words.map(keyOf).join("|")})`;

/**
 * Reads a line that is a date from end to end, in figures or in the words of any of our languages, with either
 * Arabic set of digits. A weekday, a time, «التاريخ» before it and «م» after it belong to it.
 * Two figures that could both be months are read day first, with `ambiguous-date`.
 */
export function parseDateLine(line: string): DateLine {
  if (line.length > MAX_LENGTH) return NONE;
  const { date, clock, weekday: named } = splitLine(keyOf(line));
  const read = inFigures(date) ?? inWords(date) ?? inAnotherEra(date) ?? NONE;
  if (read.kind === "none" && named !== null && isDayOfMonth(date)) return UNCLEAR;
  if (read.kind !== "date") return read;
  if (named !== null && named !== weekday(read.date)) read.warnings.push("weekday-mismatch");
  return clock === null ? read : withTime(read, clock);
}

/** A wall time as it was typed, on 24 hours; it may not exist. */
interface Clock {
  readonly hours: number;
  readonly minutes: number;
}

function withTime(line: DateLine & { kind: "date" }, { hours, minutes }: Clock): DateLine {
  if (hours > 23 || minutes > 59) return IMPOSSIBLE;
  return { ...line, time: [hours, minutes].map(number => String(number).padStart(2, "0")).join(":") };
}

const DAY_FIRST = /^(\d{1,2}) ?([/.\\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4}) ?([/.\\-]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/;

/** No newsroom dates a text in the Middle Ages: such figures are Hijri or Persian years. */
const isOfAnotherEra = (year: number) => year >= 1300 && year < 1500;

function inFigures(key: string): DateLine | null {
  const [, year, , month, day] = YEAR_FIRST.exec(key) ?? [];
  if (year !== undefined)
    return isOfAnotherEra(Number(year)) ? UNCLEAR : dated(Number(year), Number(month), Number(day));
  const [, first, , second, last] = DAY_FIRST.exec(key) ?? [];
  if (first === undefined || last === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  if (last.length === 2) return isDayAndMonth(a, b) ? UNCLEAR : null;
  if (isOfAnotherEra(Number(last))) return UNCLEAR;
  if (a <= 12 && b > 12) return dated(Number(last), a, b);
  return dated(Number(last), b, a, a <= 12 && a !== b ? ["ambiguous-date"] : []);
}

/** In either order, of a leap year. */
const isDayAndMonth = (a: number, b: number) =>
  isRealDate({ year: 2000, month: Math.min(a, b), day: Math.max(a, b) });

// The letters are those of keys: ي stands for the Sorani ی, and accents may be missing.
const DAY = "(\\d{1,2})(?: ?ي|['’]?(?:y?[êîei]|an)|st|nd|rd|th)?(?: |[-/] ?)";
const OF = "(?:من |of )?(?:شهر |meha |مانگي )?";
const YEAR = "(?:عام |سنه |sala |سالي |ساڵي )?(\\d{4})(?:['’]?(?:an|[êîei])|ي)?";
const NAMED = new RegExp(`^${DAY}${OF}([^\\d,،]+?)(?: ?[,،/-] ?| )${YEAR}$`, "u");
const MONTH_FIRST = /^([^\d,،]+?) (\d{1,2})(?:st|nd|rd|th)?(?: ?[,،] ?| )(\d{4})$/;
/** One month, or two names of it: تشرين الثاني/نوفمبر, تشرين الثاني (نوفمبر). */
const MONTH_PAIR = /^([^/()]+?) ?(?:\/ ?([^/()]+)|\(([^/()]+)\))?$/;

function inWords(key: string): DateLine | null {
  const [, day, months, year] = NAMED.exec(key) ?? [];
  if (day !== undefined) return inMonth(Number(year), months ?? "", Number(day));
  const [, month, dayBehind, yearBehind] = MONTH_FIRST.exec(key) ?? [];
  return month === undefined ? null : inMonth(Number(yearBehind), month, Number(dayBehind));
}

function inMonth(year: number, months: string, day: number): DateLine | null {
  const [, first, second = first, third = second] = MONTH_PAIR.exec(months) ?? [];
  const month = monthNumber(first ?? "");
  const other = monthNumber(third ?? "");
  if (month === undefined || other === undefined) return isUnreadMonth(first ?? "") ? UNCLEAR : null;
  return month === other ? dated(year, month, day) : IMPOSSIBLE;
}

/** What follows a year that is not of the Gregorian calendar. */
const OTHER_ERA = new RegExp(
  `(\\d{4})(?: ?ي)? ?${anyOf("هـ", "هجري", "هجرية", "ah", "ش", "هـ ش", "شمسي", "کۆچی", "کوردی", "kurdî", "koçî")}$`,
  "u",
);

function inAnotherEra(key: string): DateLine | null {
  const plain = key.replace(OTHER_ERA, "$1");
  return plain !== key && (inFigures(plain) ?? inWords(plain)) !== null ? UNCLEAR : null;
}

function dated(year: number, month: number, day: number, warnings: "ambiguous-date"[] = []): DateLine {
  const date = { year, month, day };
  return isRealDate(date) ? { kind: "date", date: isoDate(date), warnings: [...warnings] } : IMPOSSIBLE;
}

const DAY_OF_MONTH = new RegExp(
  `^${DAY}${OF}([^\\d,،:]+)$|^([^\\d,،:]+?) (?:\\d{1,2})(?:st|nd|rd|th)?$`,
  "u",
);
const DAY_OF_MONTH_IN_FIGURES = /^(\d{1,2}) ?[/.\\-] ?(\d{1,2})$/;

/** Whether it is a day and a month without a year. @param key of a line without its weekday. */
function isDayOfMonth(key: string): boolean {
  const [, first, second] = DAY_OF_MONTH_IN_FIGURES.exec(key) ?? [];
  if (first !== undefined) return isDayAndMonth(Number(first), Number(second));
  const [, , months, monthBefore] = DAY_OF_MONTH.exec(key) ?? [];
  return (months ?? monthBefore ?? "").split(/ ?[/()] ?/).some(isMonth);
}

interface LineParts {
  /** What is left, to be read as a date. */
  readonly date: string;
  readonly clock: Clock | null;
  /** 0 for Sunday; null if none is named. */
  readonly weekday: number | null;
}

const LABEL = new RegExp(
  `^${anyOf(
    ...["تاريخ النشر", "التاريخ", "بتاريخ", "تاريخ", "نشر بتاريخ", "نشر في", "في"],
    ...["published on", "published", "dated", "date", "on", "dîroka weşanê", "dîrok", "tarîx"],
    ...["ڕێکەوتی", "ڕێکەوت", "بەرواری", "بەروار"],
  )}(?: ?: ?| )(.+)$`,
  "u",
);
const ERA = new RegExp(
  `(\\d{4})(?:['’]?an|ي)? ?${anyOf("م", "ميلادي", "ميلادية", "ad", "ce", "ز", "زایینی")}$`,
  "u",
);

/** Takes a label, a weekday, a time of day and «م» from a line. @param key of the line. */
function splitLine(key: string): LineParts {
  const unlabelled = LABEL.exec(key)?.[1] ?? key;
  const { rest, clock } = withoutTime(unlabelled);
  const { date, weekday } = withoutWeekday(rest.replace(ERA, "$1"));
  return { date: date.replace(ERA, "$1"), clock, weekday };
}

const BEFORE_NOON = anyOf("ص", "صباحا", "فجرا", "am", "a\\.m\\.", "بەیانی", "ê sibehê");
const AFTER_NOON = anyOf("م", "مساء", "ظهرا", "عصرا", "بعد الظهر", "pm", "p\\.m\\.", "ئێوارە", "ê êvarê");
const TIME = `(\\d{1,2}):(\\d{2})(?::\\d{2})?(?: ?(?:(${BEFORE_NOON})|(${AFTER_NOON})))?`;
const OCLOCK = anyOf(
  ...["على الساعة", "في الساعة", "الساعة", "ساعة", "saet", "li saet", "at", "کاتژمێر", "سەعات"],
);
const GAP = "(?: ?[-–—|,،] ?| )";
const TIME_BEHIND = new RegExp(`^(.+?\\d.*?)(?:${GAP}(?:${OCLOCK} ?:? ?)?|t)${TIME}$`, "u");
const TIME_BEFORE = new RegExp(`^(?:${OCLOCK} ?:? ?)?${TIME}${GAP}(.+)$`, "u");

function withoutTime(key: string): { rest: string; clock: Clock | null } {
  const [, before, ...behind] = TIME_BEHIND.exec(key) ?? [];
  if (before !== undefined) return { rest: before, clock: clockOf(behind) };
  const [, ...found] = TIME_BEFORE.exec(key) ?? [];
  const rest = found.at(-1);
  return rest === undefined ? { rest: key, clock: null } : { rest, clock: clockOf(found) };
}

function clockOf([typed, minutes, beforeNoon, afterNoon]: readonly (string | undefined)[]): Clock {
  const hours = Number(typed);
  const shift =
    afterNoon !== undefined && hours < 12 ? 12 : beforeNoon !== undefined && hours === 12 ? -12 : 0;
  return { hours: hours + shift, minutes: Number(minutes) };
}

const WEEKDAY_BEFORE = new RegExp(
  `^(?:${anyOf("يوم", "roja", "ڕۆژی")} )?\\(?([^\\s\\d,،()]+)\\)?(?: ?[,،:–-] ?| )(.+)$`,
  "u",
);
const WEEKDAY_BEHIND = /^(.*\d\S*)(?: ?[,،–-] ?| )\(?([^\s\d,،()]+)\)?$/u;

function withoutWeekday(key: string): { date: string; weekday: number | null } {
  const [, first = "", behind = ""] = WEEKDAY_BEFORE.exec(key) ?? [];
  const named = weekdayNumber(first);
  if (named !== undefined) return { date: behind, weekday: named };
  const [, before = "", last = ""] = WEEKDAY_BEHIND.exec(key) ?? [];
  const namedLast = weekdayNumber(last);
  return namedLast === undefined ? { date: key, weekday: null } : { date: before, weekday: namedLast };
}

/** A line with more words speaks of a date and says more than when. */
const MAX_WORDS = 6;
const FIGURES = /\d{1,4} ?[/.\\-] ?\d{1,2} ?[/.\\-] ?\d{2,4}/;
/** From a day to a year, with a few words or a figure between them that name no month that we know. */
const DAY_TO_YEAR =
  /^\d{1,2}(?:[\p{L}\p{M} '’،,-]{2,30}|[\p{L}\p{M} '’]{1,8}\d{1,2}[\p{L}\p{M} '’]{1,4})\d{4}\p{L}{0,4}$/u;
const MONTH_IN_FIGURES = /^\d{1,2} ?[/.\\-] ?\d{4}$/;
const MONTH_AND_YEAR = /^([^\d,،]+?) ?[,،]? \d{4}$/;
const WORD_FOR_DAY: ReadonlySet<string> = new Set(["يوم", "roja", "ڕۆژی"].map(keyOf));

/** Whether a line that {@link parseDateLine} does not read as a date may have been meant as one. */
export function looksLikeDate(line: string): boolean {
  if (line.length > MAX_LENGTH) return false;
  const key = keyOf(line);
  const words = key.split(/[^\p{L}\p{M}\d]+/u).filter(word => word !== "");
  if (words.filter(word => /\p{L}/u.test(word)).length > MAX_WORDS) return false;
  return FIGURES.test(key) || hasDayMonthYear(words) || isPartOfDate(key, words);
}

function hasDayMonthYear(words: readonly string[]): boolean {
  const namesMonth = words.some((word, place) => [word, `${word} ${words[place + 1]}`].some(isMonth));
  return (
    namesMonth &&
    words.some(word => /^\d{4}\D{0,3}$/.test(word)) &&
    words.some(word => /^\d{1,2}\D{0,2}$/.test(word))
  );
}

/** From a day to a year; or a day of a month, a month of a year or a weekday, and not a word besides. */
function isPartOfDate(key: string, words: readonly string[]): boolean {
  const [, month] = MONTH_AND_YEAR.exec(key) ?? [];
  const { date } = splitLine(key);
  if (DAY_TO_YEAR.test(date) || MONTH_IN_FIGURES.test(date)) return true;
  const others = words.filter(word => weekdayNumber(word) === undefined);
  const isWeekday = others.length < words.length && others.every(word => WORD_FOR_DAY.has(word));
  return (
    isWeekday ||
    (month !== undefined && isMonth(month)) ||
    isDayOfMonth(date) ||
    isDayOfMonth(others.join(" "))
  );
}
