/** When an observance falls: its overrides, its history, its rule, in that order. Pure. */
import { addDays } from "../../text/dates/civil-date";
import { evaluate, type HijriDay, lengthOf, type Yield } from "./evaluate";
import type { Adjustments, History, Rule } from "./shape";

/** Everything that decides on which days it falls. */
export interface DayRule {
  readonly rule: Rule;
  readonly history: History;
  /** By Gregorian year: the date on which it was held, `YYYY-MM-DD`. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly adjustments: Adjustments;
  /** The first year in which it was held, in its own calendar; null when that is not known. */
  readonly firstYear: number | null;
}

/** One falling of it. */
export interface Falling {
  /** `YYYY-MM-DD`: with the observance and the language, the key of a commemoration. */
  readonly localDate: string;
  /** The last day of one that goes on, else the same. */
  readonly lastDate: string;
  /** The year that is counted: of the Hijri calendar for a Hijri rule, else the Gregorian one. */
  readonly year: number;
  /** What decided. `rule`: the rule as it stands; `history`: one of its earlier or later rules; `override`: an editor. */
  readonly basis: "rule" | "history" | "override";
  readonly leapDay: Yield["leapDay"];
  readonly hijri: HijriDay | null;
}

/**
 * Its fallings whose first day lies in a range.
 * @param from, to  `YYYY-MM-DD`, both inclusive. @returns oldest first, each local date once.
 */
export function fallingsBetween(day: DayRule, from: string, to: string): Falling[] {
  // A week can begin in the year before its own, and the first weekday after a date lie in the next.
  const years = { first: Number(from.slice(0, 4)) - 1, last: Number(to.slice(0, 4)) + 1 };
  const found = new Map<string, Falling>();
  for (let year = years.first; year <= years.last; year++) {
    for (const falling of fallingsOf(day, year)) {
      if (falling.localDate >= from && falling.localDate <= to) found.set(falling.localDate, falling);
    }
  }
  return [...found.values()].sort((one, other) => (one.localDate < other.localDate ? -1 : 1));
}

/** Its fallings that belong to a Gregorian year: none, one, or for a Hijri rule two. */
export function fallingsOf(day: DayRule, year: number): Falling[] {
  const row = day.history.find(({ from, to }) => year >= from && year <= (to ?? year));
  const rule = row?.rule ?? day.rule;
  const override = day.overrides[String(year)];
  if (override !== undefined) {
    return [falling({ date: override, days: lengthOf(rule), leapDay: null, hijri: null }, year, "override")];
  }
  if (day.history.length > 0 && row === undefined) return [];
  const basis = row === undefined ? "rule" : "history";
  return evaluate(rule, year, day.adjustments)
    .map(one => falling(one, year, basis))
    .filter(one => day.history.length > 0 || day.firstYear === null || one.year >= day.firstYear);
}

/** The next falling on or after a date. @returns null when none comes within twelve years. */
export function nextFalling(day: DayRule, from: string): Falling | null {
  // Eight years hold a leap day also across a century that has none; cycles of more years are asked for a year at a time.
  const until = `${Number(from.slice(0, 4)) + 12}${from.slice(4, 7)}-01`;
  return fallingsBetween(day, from, until)[0] ?? null;
}

function falling({ date, days, leapDay, hijri }: Yield, year: number, basis: Falling["basis"]): Falling {
  return {
    localDate: date,
    lastDate: addDays(date, days - 1),
    year: hijri?.year ?? year,
    basis,
    leapDay,
    hijri,
  };
}
