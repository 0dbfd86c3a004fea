/** An observance: a day that returns, its names, its rule and what is said on it. Types and rules; pure. */
import type { COUNTS, MODES, Review, SENSITIVITIES, TONES } from "../db/schema";
import { LANGS, type Lang } from "../text/languages";
import type { OccurrenceDates, Recurrence } from "./rules/occurrence-dates";
import type { Template } from "./template";

type PerLanguage<T> = Readonly<Partial<Record<Lang, T>>>;

/** How far a name may be trusted, and who said so. */
export interface NameReview {
  readonly status: Review;
  /** The token of the editor who confirmed it, and when, epoch ms; null for what the pack says. */
  readonly by: string | null;
  readonly at: number | null;
}

/** Who answers for its going out without an editor. */
export interface Approval {
  readonly approver: string;
  readonly tokenId: string;
  /** epoch ms */
  readonly at: number;
}

export interface Observance extends Recurrence {
  readonly id: number;
  readonly key: string;
  /** The pack it came from; null for an editor's own. */
  readonly pack: string | null;
  readonly names: PerLanguage<string>;
  readonly nameReviews: PerLanguage<NameReview>;
  /** Other names by which an editor's article for the day may call it. */
  readonly aliases: PerLanguage<readonly string[]>;
  /** Tags that its posts carry, and by which past coverage is found. */
  readonly tags: PerLanguage<readonly string[]>;
  /** The year of what is remembered, in the calendar of its rule. */
  readonly originYear: number | null;
  readonly counts: (typeof COUNTS)[number];
  /** Whether it speaks only in the 1st, 5th, 10th, 25th, 50th and 100th year. */
  readonly roundYearsOnly: boolean;
  readonly tone: (typeof TONES)[number];
  readonly sensitivity: (typeof SENSITIVITIES)[number];
  readonly dateStatus: Review;
  /** Where the date comes from, for readers; empty when nobody said. */
  readonly source: string;
  readonly zone: string;
  /** Wall time `HH:MM`. */
  readonly localTime: string;
  /** How many days before its day a draft or a reminder is there. */
  readonly daysAhead: number;
  /** off: nothing · remind: a task · draft: an editor publishes · auto: the clock does. */
  readonly mode: (typeof MODES)[number];
  readonly templates: PerLanguage<Template>;
  readonly approval: Approval | null;
  /** Local date of its making, of its last switching on, or of a change of its days: nothing earlier is made up for. */
  readonly since: string;
  readonly version: number;
  /** Its last change, epoch ms. */
  readonly revisedAt: number;
}

/** What an editor decides about one; the rest is kept for them. */
export type ObservanceWish = Omit<Observance, "id" | "since" | "version" | "revisedAt">;

/** The languages in which it speaks. */
export function languagesOf(observance: Pick<Observance, "templates">): Lang[] {
  return LANGS.filter(lang => observance.templates[lang] !== undefined);
}

/** Whether a name may stand before readers: one that nobody has checked may not. */
export function isNameConfirmed(observance: Pick<Observance, "names" | "nameReviews">, lang: Lang): boolean {
  return observance.names[lang] !== undefined && observance.nameReviews[lang]?.status !== "unreviewed";
}

/** Whether it may go out by itself only when somebody answers for it by name. */
export function needsApprover(observance: Pick<Observance, "sensitivity" | "rule" | "history">): boolean {
  const rules = [observance.rule, ...observance.history.map(row => row.rule)];
  return observance.sensitivity === "high" || rules.some(({ type }) => type === "hijri" || type === "table");
}

/** The year from which years are counted, in the calendar of its rule; null when none are. */
export function originOf({
  counts,
  originYear,
  firstYear,
}: Pick<Observance, "counts" | "originYear" | "firstYear">) {
  if (counts === "none") return null;
  return counts === "edition" ? firstYear : originYear;
}

/**
 * Which anniversary or edition a falling is. The event of 1988 has its 38th anniversary in 2026; a day first held in
 * 2016 has its 1st edition in 2016.
 * @returns null when nothing is counted, or not one year has passed: there is no 0th.
 */
export function yearsAt(
  observance: Pick<Observance, "counts" | "originYear" | "firstYear">,
  { year }: Pick<OccurrenceDates, "year">,
): number | null {
  const origin = originOf(observance);
  if (origin === null) return null;
  const years = year - origin + (observance.counts === "edition" ? 1 : 0);
  return years >= 1 ? years : null;
}

const ROUND_YEARS = [1, 5, 10, 25, 50, 100];

/** Whether it is silent in a year that is not round. */
export function isSilentIn(observance: Observance, dates: OccurrenceDates): boolean {
  if (!observance.roundYearsOnly) return false;
  const years = yearsAt(observance, dates);
  return years === null || !ROUND_YEARS.includes(years);
}

/** What an approval was given for: whatever of it changes afterwards, the approval lapses. */
export function approvedContent(wish: ObservanceWish): string {
  const {
    names,
    templates,
    rule,
    history,
    overrides,
    originYear,
    firstYear,
    counts,
    roundYearsOnly,
    tone,
    sensitivity,
    zone,
    localTime,
  } = wish;
  return JSON.stringify([
    LANGS.map(lang => [names[lang], templates[lang]?.title, templates[lang]?.body, templates[lang]?.format]),
    [rule, history, Object.entries(overrides).toSorted()],
    [originYear, firstYear, counts, roundYearsOnly, tone, sensitivity, zone, localTime],
  ]);
}

/** `MM-DD` for one that falls on the same day each year, so that it is found by it; empty for every other. */
export function monthDayOf({ rule, history, overrides }: Pick<Observance, "rule" | "history" | "overrides">) {
  if (rule.type !== "fixed" || history.length > 0 || Object.keys(overrides).length > 0) return "";
  if (rule.every_years !== undefined || (rule.month === 2 && rule.day === 29)) return "";
  return `${String(rule.month).padStart(2, "0")}-${String(rule.day).padStart(2, "0")}`;
}

/** What decides whether what fell earlier is the clock's business still. */
export function daysChanged(before: ObservanceWish, after: ObservanceWish): boolean {
  const days = ({ rule, history, zone, firstYear }: ObservanceWish) =>
    JSON.stringify([rule, history, zone, firstYear]);
  const hasNewLanguage = languagesOf(after).some(lang => before.templates[lang] === undefined);
  return days(before) !== days(after) || hasNewLanguage || (before.mode === "off" && after.mode !== "off");
}
