import { keyOfDate, parted } from "./date-around";
import { isMonth, saysNoYear } from "./date-line";
import { weekdayNumber } from "./date-names";

/** Longer lines speak of a date, as do those of more words: they say more than when. */
const MAX_LENGTH = 200;
const MOST_WORDS = 6;

const FIGURES = /\d{1,4} ?[/.\\-] ?\d{1,2} ?[/.\\-] ?\d{2,4}/;
/** From a day to a year, between them a few words or a figure that name no month that we know. */
const DAY_TO_YEAR =
  /^\d{1,2}(?:[\p{L}\p{M} '’،,-]{2,30}|[\p{L}\p{M} '’]{1,8}\d{1,2}[\p{L}\p{M} '’]{1,4})\d{4}\p{L}{0,4}$/u;
const MONTH_IN_FIGURES = /^\d{1,2} ?[/.\\-] ?\d{4}$/;
const MONTH_AND_YEAR = /^([^\d,،]+?) ?[,،]? \d{4}$/;

const DAY: ReadonlySet<string> = new Set(["يوم", "roja", "ڕۆژی"].map(keyOfDate));

/** Whether a line that is no date to us may be one to whoever typed it. */
export function seemsDated(line: string): boolean {
  if (line.length > MAX_LENGTH) return false;
  const key = keyOfDate(line);
  const words = key.split(/[^\p{L}\p{M}\d]+/u).filter(word => word !== "");
  if (words.filter(word => /\p{L}/u.test(word)).length > MOST_WORDS) return false;
  return FIGURES.test(key) || saysDayAndYear(words) || isPartOfDate(key, words);
}

function saysDayAndYear(words: readonly string[]): boolean {
  const names = words.some((word, place) => [word, `${word} ${words[place + 1]}`].some(isMonth));
  return (
    names &&
    words.some(word => /^\d{4}\D{0,3}$/.test(word)) &&
    words.some(word => /^\d{1,2}\D{0,2}$/.test(word))
  );
}

/** From a day to a year; or a day of a month, a month of a year or a weekday, and not a word besides. */
function isPartOfDate(key: string, words: readonly string[]): boolean {
  const [, month] = MONTH_AND_YEAR.exec(key) ?? [];
  const { date } = parted(key);
  if (DAY_TO_YEAR.test(date) || MONTH_IN_FIGURES.test(date)) return true;
  const others = words.filter(word => weekdayNumber(word) === undefined);
  const isWeekday = others.length < words.length && others.every(word => DAY.has(word));
  return (
    isWeekday || (month !== undefined && isMonth(month)) || saysNoYear(date) || saysNoYear(others.join(" "))
  );
}
