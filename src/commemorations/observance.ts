/** An observance: a day that returns. Its type, its row in D1, and what follows from it. Pure. */
import * as z from "zod";
import { type observances, REVIEWS } from "../db/schema";
import { LANGS, type Lang } from "../text/languages";
import type { OccurrenceDates } from "./rules/occurrence-dates";
import { adjustmentsSchema, datesByYear, historySchema, ruleSchema } from "./rules/rule";

export const perLanguage = <T extends z.ZodType>(schema: T) => z.partialRecord(z.enum(LANGS), schema);

/** How far a name may be trusted: as the pack says, or as an editor has confirmed, by which token and when, epoch ms. */
const nameReview = z.object({
  status: z.enum(REVIEWS),
  by: z.string().nullable(),
  at: z.number().nullable(),
});
export type NameReview = z.infer<typeof nameReview>;

const templateSchema = z.object({
  /** A line of plain text. */
  title: z.string(),
  body: z.string(),
  /** `text`: a line is a paragraph. `markdown`: as in an article. */
  format: z.enum(["text", "markdown"]),
});
export type Template = Readonly<z.infer<typeof templateSchema>>;

/** The person who answers for its being published without an editor, and the token that said so. `at`: epoch ms. */
const approvalSchema = z.object({ approver: z.string(), tokenId: z.string(), at: z.number() });
export type Approval = Readonly<z.infer<typeof approvalSchema>>;

/** What its JSON columns hold. */
export const jsonColumns = z.object({
  names: perLanguage(z.string()),
  nameReviews: perLanguage(nameReview),
  /** Other names by which an editor's article may call the day. */
  aliases: perLanguage(z.array(z.string())),
  /** Tags that its articles carry, and by which earlier articles are found. */
  tags: perLanguage(z.array(z.string())),
  rule: ruleSchema,
  history: historySchema,
  overrides: datesByYear,
  adjustments: adjustmentsSchema,
  templates: perLanguage(templateSchema),
  approval: approvalSchema.nullable(),
});
type JsonColumns = z.infer<typeof jsonColumns>;

export type ObservanceRow = typeof observances.$inferSelect;

/** The row with its JSON read, without what only queries use. What each column means is told in `db/schema`. */
export type Observance = Readonly<
  Omit<ObservanceRow, keyof JsonColumns | "createdAt" | "packEntry" | "monthDay"> & JsonColumns
>;

/** What an editor or a pack decides; the rest is managed for them. */
export type ObservanceInput = Omit<Observance, "id" | "since" | "version" | "revisedAt">;

/** @throws ZodError, SyntaxError when a row cannot be read: drizzle's JSON columns would fail all rows with it. */
export function readRow(row: ObservanceRow): Observance {
  const { createdAt, packEntry, monthDay, ...columns } = row;
  return { ...columns, ...jsonColumns.parse(readContent(row)) };
}

/** A row with its JSON columns parsed. */
export function readContent(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = Object.entries(row).map(([name, value]) => [
    name,
    name in jsonColumns.shape && typeof value === "string" ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(read);
}

/** Its columns, without those that queries fill in. */
export function writtenRow(input: ObservanceInput) {
  return {
    key: input.key,
    pack: input.pack,
    names: JSON.stringify(input.names),
    nameReviews: JSON.stringify(input.nameReviews),
    aliases: JSON.stringify(input.aliases),
    tags: JSON.stringify(input.tags),
    rule: JSON.stringify(input.rule),
    history: JSON.stringify(input.history),
    overrides: JSON.stringify(input.overrides),
    adjustments: JSON.stringify(input.adjustments),
    firstYear: input.firstYear,
    originYear: input.originYear,
    counts: input.counts,
    roundYearsOnly: input.roundYearsOnly,
    tone: input.tone,
    sensitivity: input.sensitivity,
    dateStatus: input.dateStatus,
    source: input.source,
    zone: input.zone,
    localTime: input.localTime,
    daysAhead: input.daysAhead,
    mode: input.mode,
    templates: JSON.stringify(input.templates),
    approval: input.approval === null ? null : JSON.stringify(input.approval),
    monthDay: monthDayOf(input),
  };
}

/** The languages in which it has a template. */
export function languagesOf(observance: Pick<Observance, "templates">): Lang[] {
  return LANGS.filter(lang => observance.templates[lang] !== undefined);
}

/** Whether readers may see the name: not while nobody has checked it. */
export function isNameConfirmed(observance: Pick<Observance, "names" | "nameReviews">, lang: Lang): boolean {
  return observance.names[lang] !== undefined && observance.nameReviews[lang]?.status !== "unreviewed";
}

/** Whether mode `auto` needs a named approver. */
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
 * Which anniversary or edition an occurrence is. The event of 1988 has its 38th anniversary in 2026; a day first held in
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

/** Whether it is published in round years only, and this is none. */
export function isSilentIn(observance: Observance, dates: OccurrenceDates): boolean {
  if (!observance.roundYearsOnly) return false;
  const years = yearsAt(observance, dates);
  return years === null || !ROUND_YEARS.includes(years);
}

/** What an approval covers: a change of any of it ends the approval. */
export function approvedContent(input: ObservanceInput): string {
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
  } = input;
  return JSON.stringify([
    LANGS.map(lang => [names[lang], templates[lang]?.title, templates[lang]?.body, templates[lang]?.format]),
    [rule, history, Object.entries(overrides).toSorted()],
    [originYear, firstYear, counts, roundYearsOnly, tone, sensitivity, zone, localTime],
  ]);
}

/** `MM-DD` of one that falls on the same day each year, to find it by; empty for every other. */
export function monthDayOf({ rule, history, overrides }: Pick<Observance, "rule" | "history" | "overrides">) {
  if (rule.type !== "fixed" || history.length > 0 || Object.keys(overrides).length > 0) return "";
  if (rule.every_years !== undefined || (rule.month === 2 && rule.day === 29)) return "";
  return `${String(rule.month).padStart(2, "0")}-${String(rule.day).padStart(2, "0")}`;
}

/** Whether a change begins anew: the clock then leaves earlier occurrences alone. */
export function daysChanged(before: ObservanceInput, after: ObservanceInput): boolean {
  const days = ({ rule, history, zone, firstYear }: ObservanceInput) =>
    JSON.stringify([rule, history, zone, firstYear]);
  const hasNewLanguage = languagesOf(after).some(lang => before.templates[lang] === undefined);
  return days(before) !== days(after) || hasNewLanguage || (before.mode === "off" && after.mode !== "off");
}
