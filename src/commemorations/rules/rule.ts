/** The kinds of rule, as data: what an editor may send, and what D1 holds. @see docs/commemorations.md */
import * as z from "zod";
import { isoDay } from "../../http/fields";
import { parseIsoDate } from "../../text/dates/civil-date";

/** From Sunday, as `weekday` of `text/dates/civil-date.ts` counts. @see RFC 5545 section 3.3.10 */
export const WEEKDAY_CODES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
export type WeekdayCode = (typeof WEEKDAY_CODES)[number];

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Every computation here also works a year before the first and after the last. */
export const FIRST_YEAR = 1000;
export const LAST_YEAR = 9998;
const year = z.int().min(FIRST_YEAR).max(LAST_YEAR);
const month = z.int().min(1).max(12);
const day = z.int().min(1).max(31);
const weekday = z.enum(WEEKDAY_CODES);
/** How many days it goes on; its article is published on the first. */
const days = z.int().min(1).max(366);
/** What 29 February becomes in a common year: 28 February, 1 March, or nothing. @see RFC 7529 section 4 */
const leap_day = z.enum(["feb28", "mar1", "leap-only"]).default("feb28");

const isInMonth = (rule: { month: number; day: number }) => rule.day <= (LONGEST_MONTH[rule.month - 1] ?? 0);
const noSuchDay = { path: ["day"], error: "is no day of that month" };

const fixed = z
  .strictObject({
    type: z.literal("fixed"),
    month,
    day,
    leap_day,
    /** Every so many years, from `anchor_year` on. */
    every_years: z.int().min(2).max(1000).optional(),
    anchor_year: year.optional(),
  })
  .refine(isInMonth, noSuchDay)
  .refine(rule => (rule.every_years === undefined) === (rule.anchor_year === undefined), {
    path: ["anchor_year"],
    error: "goes with every_years: give both or neither",
  });

/** The nth such weekday of a month; −1 is the last. A month without a fifth has no occurrence. */
const nthWeekday = z.strictObject({
  type: z.literal("nth-weekday"),
  month,
  n: z.union([z.int().min(1).max(5), z.literal(-1)]),
  weekday,
});

const firstWeekday = z
  .strictObject({ type: z.literal("first-weekday-on-or-after"), month, day, weekday, leap_day })
  .refine(isInMonth, noSuchDay);

/** The week that holds the date, from its own first day. */
const weekOf = z
  .strictObject({
    type: z.literal("week-of"),
    month,
    day,
    week_start: weekday,
    days: days.max(7).default(7),
    leap_day,
  })
  .refine(isInMonth, noSuchDay);

const span = z
  .strictObject({ type: z.literal("span"), month, day, days, leap_day })
  .refine(isInMonth, noSuchDay);

const easter = z.strictObject({
  type: z.literal("easter"),
  calendar: z.enum(["gregorian", "julian"]),
  /** Days from Easter Sunday. Bounded so that it stays within its year. */
  offset: z.int().min(-80).max(230),
});

const hijri = z.strictObject({
  type: z.literal("hijri"),
  month,
  day: z.int().min(1).max(30),
  days: days.default(1),
  calendar: z.literal("umalqura").default("umalqura"),
  /** Whether an editor may move a year by a day. */
  adjustable: z.boolean().default(true),
});

const MOST_YEARS = 400;

/** Dates by year, each within its year. */
export const datesByYear = z
  .record(z.string().regex(/^\d{4}$/, "is no year of four digits"), isoDay)
  .refine(dates => Object.keys(dates).length <= MOST_YEARS, `are more than ${MOST_YEARS}`)
  .refine(
    dates => Object.entries(dates).every(([of, date]) => parseIsoDate(date)?.year === Number(of)),
    "must each lie in their own year",
  );

/** Only the years that are listed. */
const table = z.strictObject({ type: z.literal("table"), dates: datesByYear });

export const ruleSchema = z
  .discriminatedUnion("type", [fixed, nthWeekday, firstWeekday, weekOf, span, easter, hijri, table])
  .meta({ id: "Rule", description: "On which days it falls." });
export type Rule = z.infer<typeof ruleSchema>;
export type HijriRule = Extract<Rule, { type: "hijri" }>;

/** Rules of earlier and later years; other years have no occurrence. */
export const historySchema = z
  .array(z.strictObject({ from: year, to: year.optional(), rule: ruleSchema }))
  .max(50)
  .refine(
    rows =>
      rows.every((row, place) => row.from <= (row.to ?? LAST_YEAR) && startsAfter(rows[place - 1], row.from)),
    "must be in order of years, without overlap",
  );
export type History = z.infer<typeof historySchema>;

function startsAfter(before: { to?: number | undefined } | undefined, from: number): boolean {
  return before === undefined || (before.to !== undefined && before.to < from);
}

/** By Hijri year: by how many days an editor has moved the table's date. A year that is here is confirmed. */
export const adjustmentsSchema = z.record(
  z.string().regex(/^1[45]\d\d$/, "is no Hijri year of the table"),
  z.union([z.literal(-1), z.literal(0), z.literal(1)]),
);
export type Adjustments = z.infer<typeof adjustmentsSchema>;
