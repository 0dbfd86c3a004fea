/** When an observance falls. A rule is data; this is its one evaluator. Pure. */
import * as z from "zod";
import { addDays, daysInMonth, isoDate } from "../text/civil-date";
import { instantOf, localDate } from "../text/time-zone";

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The same month and day each year. @see guide text-and-calendars section 11; RFC 7529 section 4 for the leap-day policy. */
export const fixedRule = z
  .strictObject({
    type: z.literal("fixed"),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    /** What 29 February becomes in a common year: 28 February, 1 March, or nothing. */
    leap_day: z.enum(["feb28", "mar1", "leap-only"]).default("feb28"),
  })
  .refine(rule => rule.day <= (LONGEST_MONTH[rule.month - 1] ?? 0), {
    path: ["day"],
    error: "is no day of that month",
  });

/** Other kinds of rule join this union. */
export const ruleShape = z.discriminatedUnion("type", [fixedRule]);
export type Rule = z.infer<typeof ruleShape>;

/** The local date on which it falls in a year, `YYYY-MM-DD`; null when it does not fall in that year. */
export function fallsOn(rule: Rule, year: number): string | null {
  const { month, day } = rule;
  if (day <= daysInMonth(year, month)) return isoDate({ year, month, day });
  switch (rule.leap_day) {
    case "feb28":
      return isoDate({ year, month: 2, day: 28 });
    case "mar1":
      return isoDate({ year, month: 3, day: 1 });
    case "leap-only":
      return null;
  }
}

/** What decides when the clock acts on an observance. */
export interface Timed {
  readonly rule: Rule;
  readonly zone: string;
  /** Wall time `HH:MM`. */
  readonly localTime: string;
  /** Local date: no earlier occurrence is the clock's business. */
  readonly since: string;
}

export interface Occurrence {
  /** The local date in the observance's zone. */
  readonly localDate: string;
  /** The instant at which it is due, epoch ms. */
  readonly dueAt: number;
  /** Whether its day has passed: then it is not published late, but kept as a draft marked missed. */
  readonly isMissed: boolean;
}

/** How far back the clock looks for a day that it missed, in days. */
export const LOOK_BACK_DAYS = 30;

/**
 * The occurrences that have come due and may not have been acted on, oldest first.
 * @param now the tick's scheduled time, epoch ms.
 * @returns at most those of the last 30 local days; never one from before `since`.
 */
export function comeDue(observance: Timed, now: number): Occurrence[] {
  const today = localDate(now, observance.zone);
  const year = Number(today.slice(0, 4));
  const oldest = addDays(today, -LOOK_BACK_DAYS);
  return [year - 1, year]
    .map(one => fallsOn(observance.rule, one))
    .filter(day => day !== null)
    .filter(day => day >= observance.since && day >= oldest && day <= today)
    .map(day => ({ localDate: day, dueAt: dueAt(observance, day), isMissed: day < today }))
    .filter(occurrence => occurrence.dueAt <= now);
}

/** The next occurrence after an instant. @param now epoch ms. @returns null when none falls within eight years. */
export function nextOccurrence(observance: Timed, now: number): { localDate: string; dueAt: number } | null {
  const year = Number(localDate(now, observance.zone).slice(0, 4));
  // Eight years hold a leap day, also across a century that has none.
  for (let one = year; one <= year + 8; one++) {
    const day = fallsOn(observance.rule, one);
    if (day !== null && dueAt(observance, day) > now)
      return { localDate: day, dueAt: dueAt(observance, day) };
  }
  return null;
}

function dueAt({ zone, localTime }: Timed, day: string): number {
  return instantOf(day, localTime, zone).ms;
}
