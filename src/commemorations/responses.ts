/** The shapes in which days that return, and what was published on them, are told to programs. */

import * as z from "zod";
import { articleStatus } from "../articles/article-json";
import { COUNTS, MODES, REVIEWS, SENSITIVITIES, TONES } from "../db/schema";
import { told, toldPerLanguage } from "../http/responses";
import { adjustmentsSchema, datesByYear, historySchema, ruleSchema } from "./rules/rule";

const review = z.enum(REVIEWS);

export const toldTemplate = z.strictObject({
  title: z.string(),
  body: z.string(),
  format: z.enum(["text", "markdown"]),
});

/** A falling, with how it was reckoned. */
export const occurrenceDates = {
  local_date: told.day,
  last_date: told.day,
  local_time: told.time,
  zone: z.string(),
  at: told.instant,
  wall_time: z.enum(["exact", "gap", "repeated"]),
  basis: z.enum(["rule", "history", "override"]),
  leap_day: z.enum(["feb28", "mar1"]).nullable(),
  hijri: z
    .strictObject({
      year: z.int(),
      adjust: z.int().min(-1).max(1),
      is_confirmed: z.boolean(),
      is_provisional: z.boolean(),
    })
    .nullable(),
};

const observance = {
  id: told.id,
  key: z.string(),
  pack: z.string().nullable(),
  names: toldPerLanguage(z.string()),
  name_reviews: toldPerLanguage(
    z.strictObject({
      status: review,
      is_confirmed: z.boolean(),
      by: z.string().nullable(),
      at: told.instant.nullable(),
    }),
  ),
  aliases: toldPerLanguage(z.array(z.string())),
  tags: toldPerLanguage(z.array(z.string())),
  rule: ruleSchema,
  history: historySchema,
  overrides: datesByYear,
  adjustments: adjustmentsSchema,
  origin_year: z.int().nullable(),
  first_year: z.int().nullable(),
  counts: z.enum(COUNTS),
  round_years_only: z.boolean(),
  tone: z.enum(TONES),
  sensitivity: z.enum(SENSITIVITIES),
  date_status: review,
  source: z.string(),
  zone: z.string(),
  local_time: told.time,
  days_ahead: z.int(),
  mode: z.enum(MODES),
  templates: toldPerLanguage(toldTemplate),
  needs_approver: z.boolean(),
  approval: z.strictObject({ approver: z.string(), at: told.instant }).nullable(),
  since: told.day,
  version: z.int(),
};

export const toldObservance = z
  .strictObject({ ...observance, next: z.strictObject(occurrenceDates).nullable() })
  .meta({ id: "Observance", description: "A day that returns." });

export const toldListedObservance = z
  .strictObject({
    ...observance,
    next: z.strictObject({ local_date: told.day, last_date: told.day }).nullable(),
  })
  .meta({ id: "ListedObservance", description: "The same in a list: its next falling is a date alone." });

export const toldOccurrence = z
  .strictObject({
    local_date: told.day,
    lang: told.lang,
    outcome: z.enum(["published", "drafted", "missed", "held"]),
    article: z.strictObject({ id: told.id, title: z.string(), status: articleStatus }),
    claimed_at: told.instant,
    provenance: z.record(z.string(), z.unknown()).meta({ description: "How its date was reckoned." }),
    offer: z
      .strictObject({
        title: z.string(),
        body: z.string(),
        body_format: z.enum(["text", "html"]),
        see_also: z.array(z.strictObject({ title: z.string(), excerpt: z.string().nullable() })),
      })
      .nullable()
      .meta({ description: "What would have been said, where an editor's article stands instead." }),
  })
  .meta({ id: "Occurrence" });

export const toldHold = z
  .strictObject({ code: z.string(), message: z.string() })
  .meta({ id: "Hold", description: "Why the clock does not act." });
