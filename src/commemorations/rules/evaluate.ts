/** What one rule yields in one Gregorian year. A rule is data; this is its one evaluator. Pure. */
import { addDays, daysInMonth, isoDate, weekday } from "../../text/dates/civil-date";
import { easter } from "./easter";
import { FIRST_PROVISIONAL_YEAR, gregorianOfHijri, hijriYearsOf } from "./hijri";
import { type Adjustments, type HijriRule, type Rule, WEEKDAY_CODES, type WeekdayCode } from "./shape";

/** Where a day of the Hijri table came from. */
export interface HijriDay {
  readonly year: number;
  /** By how many days an editor moved it. */
  readonly adjust: -1 | 0 | 1;
  /** Whether an editor has confirmed this year's date: without that it is never published. */
  readonly isConfirmed: boolean;
  /** Whether the table is computed ahead of what will be published. */
  readonly isProvisional: boolean;
}

export interface Yield {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** How many days it goes on. */
  readonly days: number;
  /** What 29 February became, where it was asked for and the year has none. */
  readonly leapDay: "feb28" | "mar1" | null;
  readonly hijri: HijriDay | null;
}

/** @returns oldest first; none, one, or for a Hijri rule two. A day may lie a week into a neighbouring year. */
export function evaluate(rule: Rule, year: number, adjustments: Adjustments): Yield[] {
  switch (rule.type) {
    case "fixed":
      return isItsYear(rule, year) ? onDay(rule, year, date => plain(date)) : [];
    case "nth-weekday":
      return nthWeekday(year, rule.month, rule.n, rule.weekday).map(date => plain(date));
    case "first-weekday-on-or-after":
      return onDay(rule, year, date => plain(addDays(date, daysBetween(weekday(date), rule.weekday))));
    case "week-of":
      return onDay(rule, year, date => plain(weekStart(date, rule.week_start), rule.days));
    case "span":
      return onDay(rule, year, date => plain(date, rule.days));
    case "easter":
      return [plain(addDays(easter(rule.calendar, year), rule.offset))];
    case "hijri":
      return hijriDays(rule, year, adjustments);
    case "table":
      return [rule.dates[String(year)]].filter(date => date !== undefined).map(date => plain(date));
  }
}

/** How many days the rule's falling goes on, for a date that was set by hand. */
export function lengthOf(rule: Rule): number {
  return "days" in rule ? rule.days : 1;
}

const plain = (date: string, days = 1): Yield => ({ date, days, leapDay: null, hijri: null });

function isItsYear(rule: Extract<Rule, { type: "fixed" }>, year: number): boolean {
  const { every_years: every, anchor_year: anchor } = rule;
  if (every === undefined || anchor === undefined) return true;
  return year >= anchor && (year - anchor) % every === 0;
}

interface MonthDay {
  readonly month: number;
  readonly day: number;
  readonly leap_day: "feb28" | "mar1" | "leap-only";
}

/** The rule's date in the year, by its policy where the year lacks 29 February. */
function onDay({ month, day, leap_day }: MonthDay, year: number, make: (date: string) => Yield): Yield[] {
  if (day <= daysInMonth(year, month)) return [make(isoDate({ year, month, day }))];
  if (leap_day === "leap-only") return [];
  const instead = leap_day === "feb28" ? { year, month: 2, day: 28 } : { year, month: 3, day: 1 };
  return [{ ...make(isoDate(instead)), leapDay: leap_day }];
}

function nthWeekday(year: number, month: number, n: number, code: WeekdayCode): string[] {
  const last = daysInMonth(year, month);
  const first = 1 + daysBetween(weekday(isoDate({ year, month, day: 1 })), code);
  const day = n === -1 ? first + 7 * Math.floor((last - first) / 7) : first + 7 * (n - 1);
  return day <= last ? [isoDate({ year, month, day })] : [];
}

function weekStart(date: string, code: WeekdayCode): string {
  const back = (weekday(date) - WEEKDAY_CODES.indexOf(code) + 7) % 7;
  return addDays(date, -back);
}

/** Days from a weekday to the next such one, 0 to 6. */
function daysBetween(from: number, to: WeekdayCode): number {
  return (WEEKDAY_CODES.indexOf(to) - from + 7) % 7;
}

/** Once or twice in a Gregorian year: the New Year fell on 10 January and 29 December 2008. */
function hijriDays(rule: HijriRule, gregorianYear: number, adjustments: Adjustments): Yield[] {
  return hijriYearsOf(gregorianYear).flatMap(year => {
    const day = gregorianOfHijri(year, rule.month, rule.day);
    if (day === null) return [];
    const given = adjustments[String(year)];
    const adjust = rule.adjustable ? (given ?? 0) : 0;
    const date = addDays(day, adjust);
    if (Number(date.slice(0, 4)) !== gregorianYear) return [];
    const isProvisional = year >= FIRST_PROVISIONAL_YEAR;
    return [
      {
        date,
        days: rule.days,
        leapDay: null,
        hijri: { year, adjust, isConfirmed: given !== undefined, isProvisional },
      },
    ];
  });
}
