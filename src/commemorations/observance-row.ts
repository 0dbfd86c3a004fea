/** An observance as a row of D1, and back. Pure. */

import * as z from "zod";
import type { observances } from "../db/schema";
import { REVIEWS } from "../db/schema";
import { LANGS } from "../text/languages";
import { monthDayOf, type Observance, type ObservanceWish } from "./observance";
import { adjustmentsSchema, datesByYear, historySchema, ruleSchema } from "./rules/rule";

export type ObservanceRow = typeof observances.$inferSelect;

const perLanguage = <T extends z.ZodType>(shape: T) => z.partialRecord(z.enum(LANGS), shape);
const names = perLanguage(z.string());
const lists = perLanguage(z.array(z.string()));
const templates = perLanguage(
  z.object({ title: z.string(), body: z.string(), format: z.enum(["text", "markdown"]).default("text") }),
);
const nameReviews = perLanguage(
  z.object({ status: z.enum(REVIEWS), by: z.string().nullable(), at: z.number().nullable() }),
);
const approval = z.object({ approver: z.string(), tokenId: z.string(), at: z.number() });

/** @throws ZodError, SyntaxError when it cannot be read: such a row is named, and holds up no other. */
export function readRow(row: ObservanceRow): Observance {
  const { createdAt, packEntry, monthDay, ...columns } = row;
  return {
    ...columns,
    names: names.parse(JSON.parse(row.names)),
    nameReviews: nameReviews.parse(JSON.parse(row.nameReviews)),
    aliases: lists.parse(JSON.parse(row.aliases)),
    tags: lists.parse(JSON.parse(row.tags)),
    rule: ruleSchema.parse(JSON.parse(row.rule)),
    history: historySchema.parse(JSON.parse(row.history)),
    overrides: datesByYear.parse(JSON.parse(row.overrides)),
    adjustments: adjustmentsSchema.parse(JSON.parse(row.adjustments)),
    templates: templates.parse(JSON.parse(row.templates)),
    approval: row.approval === null ? null : approval.parse(JSON.parse(row.approval)),
  };
}

const JSON_COLUMNS = [
  ...["names", "nameReviews", "aliases", "tags", "rule", "history", "overrides"],
  ...["adjustments", "templates", "approval"],
];

/** A state as it was written down, with what its columns hold. */
export function readContent(content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = Object.entries(content).map(([name, value]) => [
    name,
    JSON_COLUMNS.includes(name) && typeof value === "string" ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(read);
}

/** Its columns, but for those that only the store knows. */
export function writtenRow(wish: ObservanceWish) {
  return {
    key: wish.key,
    pack: wish.pack,
    names: JSON.stringify(wish.names),
    nameReviews: JSON.stringify(wish.nameReviews),
    aliases: JSON.stringify(wish.aliases),
    tags: JSON.stringify(wish.tags),
    rule: JSON.stringify(wish.rule),
    history: JSON.stringify(wish.history),
    overrides: JSON.stringify(wish.overrides),
    adjustments: JSON.stringify(wish.adjustments),
    firstYear: wish.firstYear,
    originYear: wish.originYear,
    counts: wish.counts,
    roundYearsOnly: wish.roundYearsOnly,
    tone: wish.tone,
    sensitivity: wish.sensitivity,
    dateStatus: wish.dateStatus,
    source: wish.source,
    zone: wish.zone,
    localTime: wish.localTime,
    daysAhead: wish.daysAhead,
    mode: wish.mode,
    templates: JSON.stringify(wish.templates),
    approval: wish.approval === null ? null : JSON.stringify(wish.approval),
    monthDay: monthDayOf(wish),
  };
}
