/** On which dates an observance falls: by its overrides, then its history, then its rule. Pure. */
import { addDays, daysInMonth, isoDate, weekday } from "../../text/dates/civil-date";
import { easter, FIRST_PROVISIONAL_YEAR, gregorianOfHijri, hijriYearsOf } from "./calendars";
import {
  type Adjustments,
  type HijriRule,
  type History,
  type Rule,
  WEEKDAY_CODES,
  type WeekdayCode,
} from "./rule";

/** What decides on which dates an observance falls. */
export interface Recurrence {
  readonly rule: Rule;
  readonly history: History;
  /** By Gregorian year: the date on which it was held, `YYYY-MM-DD`. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly adjustments: Adjustments;
  /** The first year in which it was held, in its own calendar; null when that is not known. */
  readonly firstYear: number | null;
}

/** The dates of one occurrence, and how they were found. */
export interface OccurrenceDates {
  /** The first day, `YYYY-MM-DD`: with the observance and the language, the key of a commemoration. */
  readonly localDate: string;
  /** The last day of one that goes on, else the same. */
  readonly lastDate: string;
  /** The year that is counted: of the Hijri calendar for a Hijri rule, else the Gregorian one. */
  readonly year: number;
  /** What decided: the present rule, one of `history`, or an editor's override. */
  readonly basis: "rule" | "history" | "override";
  /** What 29 February became in a year that has none; null when it did not matter. */
  readonly leapDay: "feb28" | "mar1" | null;
  readonly hijri: HijriDay | null;
}

/** Where a day of the Hijri table came from. */
export interface HijriDay {
  readonly year: number;
  /** By how many days an editor moved it. */
  readonly adjust: -1 | 0 | 1;
  /** Whether an editor has confirmed this year's date: without that it is never published. */
  readonly isConfirmed: boolean;
  /** Whether the table is computed ahead of the published calendar. */
  readonly isProvisional: boolean;
}

/**
 * The occurrences whose first day lies in a range.
 * @param from, to  `YYYY-MM-DD`, both inclusive. @returns oldest first, each local date once.
 */
export function occurrencesBetween(recurrence: Recurrence, from: string, to: string): OccurrenceDates[] {
  // A week can begin in the year before its own, and the first weekday after a date lie in the next.
  const years = { first: Number(from.slice(0, 4)) - 1, last: Number(to.slice(0, 4)) + 1 };
  const found = new Map<string, OccurrenceDates>();
  for (let year = years.first; year <= years.last; year++) {
    for (const dates of occurrencesOfYear(recurrence, year)) {
      if (dates.localDate >= from && dates.localDate <= to) found.set(dates.localDate, dates);
    }
  }
  return [...found.values()].sort((one, other) => (one.localDate < other.localDate ? -1 : 1));
}

/** The occurrences of a Gregorian year: none, one, or for a Hijri rule two. */
export function occurrencesOfYear(recurrence: Recurrence, year: number): OccurrenceDates[] {
  const { history, overrides, adjustments, firstYear } = recurrence;
  const row = history.find(({ from, to }) => year >= from && year <= (to ?? year));
  const rule = row?.rule ?? recurrence.rule;
  const override = overrides[String(year)];
  if (override !== undefined) return [datesOf(plain(override, daysOf(rule)), year, "override")];
  if (history.length > 0 && row === undefined) return [];
  const basis = row === undefined ? "rule" : "history";
  return evaluate(rule, year, adjustments)
    .map(result => datesOf(result, year, basis))
    .filter(dates => history.length > 0 || firstYear === null || dates.year >= firstYear);
}

/** The next occurrence on or after a date. @returns null when none comes within twelve years. */
export function nextOccurrence(recurrence: Recurrence, from: string): OccurrenceDates | null {
  // Between two leap days lie at most eight years.
  const until = `${Number(from.slice(0, 4)) + 12}${from.slice(4, 7)}-01`;
  return occurrencesBetween(recurrence, from, until)[0] ?? null;
}

/** What a rule gives for a year. */
interface RuleResult extends Pick<OccurrenceDates, "leapDay" | "hijri"> {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** How many days it goes on. */
  readonly days: number;
}

function datesOf(
  { date, days, leapDay, hijri }: RuleResult,
  year: number,
  basis: OccurrenceDates["basis"],
): OccurrenceDates {
  const lastDate = addDays(date, days - 1);
  return { localDate: date, lastDate, year: hijri?.year ?? year, basis, leapDay, hijri };
}

/** @returns oldest first; none, one, or for a Hijri rule two. A day may lie a week into a neighbouring year. */
function evaluate(rule: Rule, year: number, adjustments: Adjustments): RuleResult[] {
  switch (rule.type) {
    case "fixed":
      return isItsYear(rule, year) ? onDay(rule, year, date => plain(date)) : [];
    case "nth-weekday":
      return nthWeekday(year, rule.month, rule.n, rule.weekday).map(date => plain(date));
    case "first-weekday-on-or-after":
      return onDay(rule, year, date => plain(addDays(date, daysUntil(weekday(date), rule.weekday))));
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

/** How many days an occurrence by the rule goes on. */
const daysOf = (rule: Rule) => ("days" in rule ? rule.days : 1);

const plain = (date: string, days = 1): RuleResult => ({ date, days, leapDay: null, hijri: null });

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
function onDay(
  { month, day, leap_day }: MonthDay,
  year: number,
  make: (date: string) => RuleResult,
): RuleResult[] {
  if (day <= daysInMonth(year, month)) return [make(isoDate({ year, month, day }))];
  if (leap_day === "leap-only") return [];
  const instead = leap_day === "feb28" ? { year, month: 2, day: 28 } : { year, month: 3, day: 1 };
  return [{ ...make(isoDate(instead)), leapDay: leap_day }];
}

function nthWeekday(year: number, month: number, n: number, code: WeekdayCode): string[] {
  const last = daysInMonth(year, month);
  const first = 1 + daysUntil(weekday(isoDate({ year, month, day: 1 })), code);
  const day = n === -1 ? first + 7 * Math.floor((last - first) / 7) : first + 7 * (n - 1);
  return day <= last ? [isoDate({ year, month, day })] : [];
}

function weekStart(date: string, code: WeekdayCode): string {
  const back = (weekday(date) - WEEKDAY_CODES.indexOf(code) + 7) % 7;
  return addDays(date, -back);
}

/** Days from a weekday to the next such one, 0 to 6. */
function daysUntil(from: number, to: WeekdayCode): number {
  return (WEEKDAY_CODES.indexOf(to) - from + 7) % 7;
}

/** A Hijri day can fall twice in a Gregorian year: the New Year fell on 10 January and 29 December 2008. */
function hijriDays(rule: HijriRule, gregorianYear: number, adjustments: Adjustments): RuleResult[] {
  return hijriYearsOf(gregorianYear).flatMap(year => {
    const day = gregorianOfHijri(year, rule.month, rule.day);
    if (day === null) return [];
    const given = adjustments[String(year)];
    const adjust = rule.adjustable ? (given ?? 0) : 0;
    const date = addDays(day, adjust);
    if (Number(date.slice(0, 4)) !== gregorianYear) return [];
    const isProvisional = year >= FIRST_PROVISIONAL_YEAR;
    const hijri = { year, adjust, isConfirmed: given !== undefined, isProvisional };
    return [{ date, days: rule.days, leapDay: null, hijri }];
  });
}
