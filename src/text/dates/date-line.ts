import { crossKey } from "../fold";
import { isoDate, isRealDate, weekday } from "./civil-date";
import { MONTH_NUMBERS, WEEKDAY_NUMBERS } from "./date-names";

export type DateWarning = "ambiguous-date" | "weekday-mismatch";

/** `date` is `YYYY-MM-DD`; `time`, if the line has one, is a wall time "HH:MM" of the newsroom. */
export type DateLine =
  | { kind: "date"; date: string; time?: string; warnings: DateWarning[] }
  | { kind: "impossible" }
  | { kind: "none" };

const NONE: DateLine = { kind: "none" };
const IMPOSSIBLE: DateLine = { kind: "impossible" };

// The longest form with every optional word, vowelled and spaced, is far shorter.
const MAX_LENGTH = 200;

const DAY_FIRST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const YEAR_FIRST = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/;
const NAMED =
  /^(?:([^\d,،]+?) ?[,،]? )?(\d{1,2})(?:ê|ي)? (?:من )?(?:شهر )?([^\d,،]+?) (?:عام )?(\d{4})(?:an)?(?: ?م)?$/;
const MONTH_PAIR = /^([^/()]+?) ?(?:\/ ?([^/()]+)|\(([^/()]+)\))?$/;

/**
 * Reads a line that is a date from end to end, in figures or in the words of any of our languages, with either
 * Arabic set of digits. Never a date inside a sentence.
 * @returns `none` if the line is no date; `impossible` if it has the form of one and no calendar has that day.
 * Two figures that could both be months are read day first, with `ambiguous-date`.
 * @see guide text-and-calendars, section 3.
 */
export function parseDateLine(line: string): DateLine {
  if (line.length > MAX_LENGTH) return NONE;
  const key = crossKey(line).replace(/\s+/gu, " ").trim();
  return dayFirst(key) ?? yearFirst(key) ?? named(key) ?? NONE;
}

function dayFirst(key: string): DateLine | null {
  const [, first, , second, year] = DAY_FIRST.exec(key) ?? [];
  if (first === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  if (a <= 12 && b > 12) return dated(Number(year), a, b);
  return dated(Number(year), b, a, a <= 12 && a !== b ? ["ambiguous-date"] : []);
}

function yearFirst(key: string): DateLine | null {
  const [, year, , month, day, hours, minutes] = YEAR_FIRST.exec(key) ?? [];
  if (year === undefined) return null;
  const line = dated(Number(year), Number(month), Number(day));
  if (line.kind !== "date" || hours === undefined || minutes === undefined) return line;
  if (Number(hours) > 23 || Number(minutes) > 59) return IMPOSSIBLE;
  return { ...line, time: `${hours.padStart(2, "0")}:${minutes}` };
}

function named(key: string): DateLine | null {
  const [, weekdayName, day, months, year] = NAMED.exec(key) ?? [];
  const [, first, second = first, third = second] = MONTH_PAIR.exec(months ?? "") ?? [];
  const month = MONTH_NUMBERS.get(first ?? "");
  const other = MONTH_NUMBERS.get(third ?? "");
  if (month === undefined || other === undefined) return null;
  const named = weekdayName === undefined ? undefined : WEEKDAY_NUMBERS.get(weekdayName);
  if (weekdayName !== undefined && named === undefined) return null;
  if (month !== other) return IMPOSSIBLE;
  const line = dated(Number(year), month, Number(day));
  if (line.kind !== "date" || named === undefined || named === weekday(line.date)) return line;
  return { ...line, warnings: [...line.warnings, "weekday-mismatch"] };
}

function dated(year: number, month: number, day: number, warnings: DateWarning[] = []): DateLine {
  const date = { year, month, day };
  return isRealDate(date) ? { kind: "date", date: isoDate(date), warnings } : IMPOSSIBLE;
}
