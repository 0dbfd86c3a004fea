import { isoDate, isRealDate, weekday } from "./civil-date";
import { type Clock, keyOfDate, parted } from "./date-around";
import { isUnreadMonth, monthNumber } from "./date-names";

export type DateWarning = "ambiguous-date" | "weekday-mismatch";

/** `date` is `YYYY-MM-DD`; `time`, if the line has one, is a wall time "HH:MM" of the newsroom. */
export type DateLine =
  | { kind: "date"; date: string; time?: string; warnings: DateWarning[] }
  | { kind: "impossible" }
  /** A date of which nobody can say which: its year has two figures, is not said, or is of another calendar. */
  | { kind: "unclear" }
  | { kind: "none" };

const NONE: DateLine = { kind: "none" };
const IMPOSSIBLE: DateLine = { kind: "impossible" };
const UNCLEAR: DateLine = { kind: "unclear" };

// The longest form with every optional word, vowelled and spaced, is far shorter.
const MAX_LENGTH = 200;

const DAY_FIRST = /^(\d{1,2}) ?([/.\\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4}) ?([/.\\-]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/;
// The letters of keys: ي stands for the Sorani ی, and accents may be missing.
const DAY = "(\\d{1,2})(?: ?ي|['’]?(?:y?[êîei]|an)|st|nd|rd|th)?(?: |[-/] ?)";
const OF = "(?:من |of )?(?:شهر |meha |مانگي )?";
const YEAR = "(?:عام |سنه |sala |سالي |ساڵي )?(\\d{4})(?:['’]?(?:an|[êîei])|ي)?";
const NAMED = new RegExp(`^${DAY}${OF}([^\\d,،]+?)(?: ?[,،/-] ?| )${YEAR}$`, "u");
const MONTH_FIRST = /^([^\d,،]+?) (\d{1,2})(?:st|nd|rd|th)?(?: ?[,،] ?| )(\d{4})$/;
const NO_YEAR = new RegExp(`^${DAY}${OF}([^\\d,،:]+)$|^([^\\d,،:]+?) (?:\\d{1,2})(?:st|nd|rd|th)?$`, "u");
const NO_YEAR_IN_FIGURES = /^(\d{1,2}) ?[/.\\-] ?(\d{1,2})$/;
/** What stands behind a year that is none of the Gregorian calendar. */
const OTHER_ERA = new RegExp(
  `(\\d{4})(?: ?ي)? ?(?:${["هـ", "هجري", "هجرية", "ah", "ش", "هـ ش", "شمسي", "کۆچی", "کوردی", "kurdî", "koçî"].map(keyOfDate).join("|")})$`,
  "u",
);
/** No newsroom of ours dates a text in the Middle Ages: in figures those are Hijri or Persian years. */
const isOfAnotherEra = (year: number) => year >= 1300 && year < 1500;
const MONTH_PAIR = /^([^/()]+?) ?(?:\/ ?([^/()]+)|\(([^/()]+)\))?$/;

/**
 * Reads a line that is a date from end to end, in figures or in the words of any of our languages, with either
 * Arabic set of digits; a weekday, a time, «التاريخ» before it and «م» behind it belong to it. Never a date inside a
 * sentence.
 * @returns `none` if the line is no date; `impossible` if it has the form of one and no calendar has that day;
 * `unclear` if it is one that we cannot read.
 * Two figures that could both be months are read day first, with `ambiguous-date`.
 * @see guide text-and-calendars, section 3.
 */
export function parseDateLine(line: string): DateLine {
  if (line.length > MAX_LENGTH) return NONE;
  const { date, clock, weekday: named } = parted(keyOfDate(line));
  const read = inFigures(date) ?? inWords(date) ?? inAnotherEra(date) ?? NONE;
  if (read.kind === "none" && named !== null && saysNoYear(date)) return UNCLEAR;
  if (read.kind !== "date") return read;
  const warnings: DateWarning[] = named === null || named === weekday(read.date) ? [] : ["weekday-mismatch"];
  const whole = { ...read, warnings: [...read.warnings, ...warnings] };
  return clock === null ? whole : timed(whole, clock);
}

function timed(line: DateLine & { kind: "date" }, { hours, minutes }: Clock): DateLine {
  if (hours > 23 || minutes > 59) return IMPOSSIBLE;
  const written = [hours, minutes].map(number => String(number).padStart(2, "0")).join(":");
  return { ...line, time: written };
}

function inFigures(key: string): DateLine | null {
  const [, year, , month, day] = YEAR_FIRST.exec(key) ?? [];
  if (year !== undefined)
    return isOfAnotherEra(Number(year)) ? UNCLEAR : dated(Number(year), Number(month), Number(day));
  const [, first, , second, last] = DAY_FIRST.exec(key) ?? [];
  if (first === undefined || last === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  if (last.length === 2)
    return isRealDate({ year: 2000, month: Math.min(a, b), day: Math.max(a, b) }) ? UNCLEAR : null;
  if (isOfAnotherEra(Number(last))) return UNCLEAR;
  if (a <= 12 && b > 12) return dated(Number(last), a, b);
  return dated(Number(last), b, a, a <= 12 && a !== b ? ["ambiguous-date"] : []);
}

function inWords(key: string): DateLine | null {
  const [, day, months, year] = NAMED.exec(key) ?? [];
  if (day !== undefined) return inMonth(Number(year), months ?? "", Number(day));
  const [, month, dayBehind, yearBehind] = MONTH_FIRST.exec(key) ?? [];
  return month === undefined ? null : inMonth(Number(yearBehind), month, Number(dayBehind));
}

function inAnotherEra(key: string): DateLine | null {
  const plain = key.replace(OTHER_ERA, "$1");
  return plain !== key && (inFigures(plain) ?? inWords(plain)) !== null ? UNCLEAR : null;
}

/** Whether a day and a month are all that it is. @param key of a line without its weekday. */
export function saysNoYear(key: string): boolean {
  const [, first, second] = NO_YEAR_IN_FIGURES.exec(key) ?? [];
  if (first !== undefined && second !== undefined) {
    const [a, b] = [Number(first), Number(second)];
    return isRealDate({ year: 2000, month: Math.min(a, b), day: Math.max(a, b) });
  }
  const [, , months, monthBefore] = NO_YEAR.exec(key) ?? [];
  return (months ?? monthBefore ?? "").split(/ ?[/()] ?/).some(isMonth);
}

/** Of any calendar. */
export const isMonth = (name: string): boolean => monthNumber(name) !== undefined || isUnreadMonth(name);

function inMonth(year: number, months: string, day: number): DateLine | null {
  const [, first, second = first, third = second] = MONTH_PAIR.exec(months) ?? [];
  const month = monthNumber(first ?? "");
  const other = monthNumber(third ?? "");
  if (month === undefined || other === undefined) return isUnreadMonth(first ?? "") ? UNCLEAR : null;
  return month === other ? dated(year, month, day) : IMPOSSIBLE;
}

function dated(year: number, month: number, day: number, warnings: DateWarning[] = []): DateLine {
  const date = { year, month, day };
  return isRealDate(date) ? { kind: "date", date: isoDate(date), warnings } : IMPOSSIBLE;
}
