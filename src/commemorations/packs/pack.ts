/** A pack of observances: dated data. Its JSON, and what an entry decides of an observance. Pure. */

import * as z from "zod";
import { REVIEWS, SENSITIVITIES, TONES } from "../../db/schema";
import { isoDay } from "../../http/fields";
import { LANGS } from "../../text/languages";
import { type ObservanceInput, perLanguage } from "../observance";
import { line, observanceKey } from "../observance-input";
import { datesByYear, historySchema, ruleSchema } from "../rules/rule";

/** What a pack may say of a name or a date: only an editor of this site confirms. */
const packReview = z.enum(REVIEWS).exclude(["confirmed"]);
const year = z.int().min(1).max(9999).optional();

const entrySchema = z.strictObject({
  id: observanceKey,
  pack: observanceKey,
  rule: ruleSchema,
  history: historySchema.default([]),
  overrides: datesByYear.default({}),
  name: perLanguage(line(200)),
  name_status: perLanguage(packReview),
  ar_source: line(500).optional(),
  instrument: line(200).optional(),
  proclaimed_year: year,
  first_year: year,
  year_status: packReview.optional(),
  origin_date: isoDay.optional(),
  tone: z.enum(TONES),
  sensitivity: z.enum(SENSITIVITIES),
  date_status: packReview,
  sources: z.array(line(500)).max(50).default([]),
  note: line(2_000).optional(),
});
type Entry = z.output<typeof entrySchema>;

export const packSchema = z.strictObject({
  /** The day on which it was made: its version. */
  as_of: isoDay,
  about: z.string().optional(),
  defaults: z.record(z.string(), z.unknown()).optional(),
  status: z.record(z.string(), z.string()).optional(),
  sources: z.record(z.string(), z.string()).optional(),
  /** What each pack is called. */
  packs: z.record(observanceKey, z.string()),
  count: z.int().optional(),
  observances: z
    .array(entrySchema)
    .max(2_000)
    .refine(all => new Set(all.map(one => one.id)).size === all.length, "name an id twice"),
});
export type PackFile = z.output<typeof packSchema>;

const nullableYear = z.int().nullable();

/** What a pack decides of an observance, as D1 holds it; everything else is the newsroom's alone. */
export const storedEntrySchema = z.object({
  key: z.string(),
  pack: z.string(),
  names: perLanguage(z.string()),
  nameStatus: perLanguage(packReview),
  fields: z.object({
    rule: ruleSchema,
    history: historySchema,
    overrides: datesByYear,
    originYear: nullableYear,
    firstYear: nullableYear,
    tone: z.enum(TONES),
    sensitivity: z.enum(SENSITIVITIES),
    dateStatus: packReview,
    source: z.string(),
  }),
});
export type PackEntry = z.output<typeof storedEntrySchema>;

/**
 * What an entry decides. A year that the pack itself doubts is left out; a name without a status is unreviewed.
 */
export function entryOf(entry: Entry): PackEntry {
  const langs = LANGS.filter(lang => entry.name[lang] !== undefined);
  return {
    key: entry.id,
    pack: entry.pack,
    names: entry.name,
    nameStatus: Object.fromEntries(langs.map(lang => [lang, entry.name_status[lang] ?? "unreviewed"])),
    fields: {
      rule: entry.rule,
      history: entry.history,
      overrides: entry.overrides,
      originYear: entry.origin_date === undefined ? null : Number(entry.origin_date.slice(0, 4)),
      firstYear: entry.year_status === "unreviewed" ? null : (entry.first_year ?? null),
      tone: entry.tone,
      sensitivity: entry.sensitivity,
      dateStatus: entry.date_status,
      source: [entry.instrument, ...entry.sources].filter(part => part !== undefined).join(" · "),
    },
  };
}

/** A new observance of a pack: off, without templates, its names as the pack trusts them. @param zone the newsroom's */
export function inputOf(entry: PackEntry, zone: string): ObservanceInput {
  const reviews = Object.entries(entry.nameStatus).map(([lang, status]) => [
    lang,
    { status, by: null, at: null },
  ]);
  return {
    ...entry.fields,
    key: entry.key,
    pack: entry.pack,
    names: entry.names,
    nameReviews: Object.fromEntries(reviews),
    aliases: {},
    tags: {},
    adjustments: {},
    counts: "anniversary",
    roundYearsOnly: false,
    zone,
    localTime: "08:00",
    daysAhead: 3,
    mode: "off",
    templates: {},
    approval: null,
  };
}
