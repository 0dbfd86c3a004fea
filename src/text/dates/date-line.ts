import { isoDate, isRealDate, weekday } from "./civil-date";
import { type Clock, keyOfDate, parted } from "./date-around";
import { MONTH_NUMBERS } from "./date-names";

export type DateWarning = "ambiguous-date" | "weekday-mismatch";

/** `date` is `YYYY-MM-DD`; `time`, if the line has one, is a wall time "HH:MM" of the newsroom. */
export type DateLine =
  | { kind: "date"; date: string; time?: string; warnings: DateWarning[] }
  | { kind: "impossible" }
  /** A date of which nobody can say which: its year has two figures. */
  | { kind: "unclear" }
  | { kind: "none" };

const NONE: DateLine = { kind: "none" };
const IMPOSSIBLE: DateLine = { kind: "impossible" };

// The longest form with every optional word, vowelled and spaced, is far shorter.
const MAX_LENGTH = 200;

const DAY_FIRST = /^(\d{1,2}) ?([/.\\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4}) ?([/.\\-]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/;
const NAMED =
  /^(\d{1,2})(?:['’]?(?:ê|ي)|st|nd|rd|th)?(?: |[-/] ?)(?:من |of )?(?:شهر )?([^\d,،]+?)(?: ?[,،/-] ?| )(?:عام |سنه |sala )?(\d{4})(?:['’]?an)?$/;
const MONTH_FIRST = /^([^\d,،]+?) (\d{1,2})(?:st|nd|rd|th)?(?: ?[,،] ?| )(\d{4})$/;
const MONTH_PAIR = /^([^/()]+?) ?(?:\/ ?([^/()]+)|\(([^/()]+)\))?$/;

/**
 * Reads a line that is a date from end to end, in figures or in the words of any of our languages, with either
 * Arabic set of digits; a weekday, a time, «التاريخ» before it and «م» behind it belong to it. Never a date inside a
 * sentence.
 * @returns `none` if the line is no date; `impossible` if it has the form of one and no calendar has that day.
 * Two figures that could both be months are read day first, with `ambiguous-date`.
 * @see guide text-and-calendars, section 3.
 */
export function parseDateLine(line: string): DateLine {
  if (line.length > MAX_LENGTH) return NONE;
  const { date, clock, weekday: named } = parted(keyOfDate(line));
  const read = inFigures(date) ?? inWords(date) ?? NONE;
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
  if (year !== undefined) return dated(Number(year), Number(month), Number(day));
  const [, first, , second, last] = DAY_FIRST.exec(key) ?? [];
  if (first === undefined || last === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  if (last.length === 2)
    return isRealDate({ year: 2000, month: Math.min(a, b), day: Math.max(a, b) })
      ? { kind: "unclear" }
      : null;
  if (a <= 12 && b > 12) return dated(Number(last), a, b);
  return dated(Number(last), b, a, a <= 12 && a !== b ? ["ambiguous-date"] : []);
}

function inWords(key: string): DateLine | null {
  const [, day, months, year] = NAMED.exec(key) ?? [];
  if (day !== undefined) return inMonth(Number(year), months ?? "", Number(day));
  const [, month, dayBehind, yearBehind] = MONTH_FIRST.exec(key) ?? [];
  return month === undefined ? null : inMonth(Number(yearBehind), month, Number(dayBehind));
}

function inMonth(year: number, months: string, day: number): DateLine | null {
  const [, first, second = first, third = second] = MONTH_PAIR.exec(months) ?? [];
  const month = MONTH_NUMBERS.get(first ?? "");
  const other = MONTH_NUMBERS.get(third ?? "");
  if (month === undefined || other === undefined) return null;
  return month === other ? dated(year, month, day) : IMPOSSIBLE;
}

function dated(year: number, month: number, day: number, warnings: DateWarning[] = []): DateLine {
  const date = { year, month, day };
  return isRealDate(date) ? { kind: "date", date: isoDate(date), warnings } : IMPOSSIBLE;
}

const FIGURES = /\d{1,4} ?[/.\\-] ?\d{1,2} ?[/.\\-] ?\d{2,4}/;
/** A line of more words says more than when. */
const MOST_WORDS = 6;

/** Whether a line that is no date to us may be one to whoever typed it. */
export function seemsDated(line: string): boolean {
  if (line.length > MAX_LENGTH) return false;
  const key = keyOfDate(line);
  const words = key.split(/[^\p{L}\p{M}\d]+/u);
  if (words.filter(word => /\p{L}/u.test(word)).length > MOST_WORDS) return false;
  if (FIGURES.test(key)) return true;
  const isMonth = words.some((word, place) =>
    [word, `${word} ${words[place + 1]}`].some(name => MONTH_NUMBERS.has(name)),
  );
  return (
    isMonth && words.some(word => /^\d{4}$/.test(word)) && words.some(word => /^\d{1,2}\D{0,2}$/.test(word))
  );
}
