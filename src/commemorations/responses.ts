/** The JSON in which programs get observances and their occurrences: its schemas, and the functions they type. Pure. */
import * as z from "zod";
import { articleStatus } from "../articles/article-json";
import { COUNTS, MODES, OUTCOMES, REVIEWS, SENSITIVITIES, TONES } from "../db/schema";
import { told, toldPerLanguage } from "../http/responses";
import { localTime } from "../text/dates/time-zone";
import { excerpt } from "../text/excerpt";
import { LANGS } from "../text/languages";
import { isNameConfirmed, needsApprover, type Observance } from "./observance";
import { nextPlanned, type PlannedOccurrence, type Today } from "./occurrence";
import type { ClaimedOccurrence } from "./occurrence-queries";
import { nextOccurrence } from "./rules/occurrence-dates";
import { adjustmentsSchema, datesByYear, historySchema, ruleSchema } from "./rules/rule";

const review = z.enum(REVIEWS);

const templateResponse = z.strictObject({
  title: z.string(),
  body: z.string(),
  format: z.enum(["text", "markdown"]),
});

/** The dates of an occurrence, and how they were found. */
export const datesResponse = {
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

const common = {
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
  templates: toldPerLanguage(templateResponse),
  needs_approver: z.boolean(),
  approval: z.strictObject({ approver: z.string(), at: told.instant }).nullable(),
  since: told.day,
  version: z.int(),
};

export const observanceResponse = z
  .strictObject({ ...common, next: z.strictObject(datesResponse).nullable() })
  .meta({ id: "Observance", description: "A day that returns." });

export const listedObservanceResponse = z
  .strictObject({
    ...common,
    next: z.strictObject({ local_date: told.day, last_date: told.day }).nullable(),
  })
  .meta({ id: "ListedObservance", description: "The same in a list: its next occurrence is a date alone." });

export const occurrenceResponse = z
  .strictObject({
    local_date: told.day,
    lang: told.lang,
    outcome: z.enum(OUTCOMES),
    article: z.strictObject({ id: told.id, title: z.string(), status: articleStatus }),
    claimed_at: told.instant,
    provenance: z.record(z.string(), z.unknown()).meta({ description: "How its date was found." }),
    offer: z
      .strictObject({
        title: z.string(),
        body: z.string(),
        body_format: z.enum(["text", "html"]),
        see_also: z.array(z.strictObject({ title: z.string(), excerpt: z.string().nullable() })),
      })
      .nullable()
      .meta({ description: "What would have been published, had an editor's article not taken its place." }),
  })
  .meta({ id: "Occurrence" });

export const holdResponse = z
  .strictObject({ code: z.string(), message: z.string() })
  .meta({ id: "Hold", description: "Why the clock does not act." });

/** With its next occurrence, to the instant. @param now epoch ms */
export function publicObservance(observance: Observance, now: number): z.input<typeof observanceResponse> {
  const next = nextPlanned(observance, now);
  return { ...commonFields(observance), next: next && publicDates(next) };
}

/** The same in a list, where the next occurrence is a date alone: also today's, at any hour. */
export function listedObservance(
  observance: Observance,
  today: Today,
): z.input<typeof listedObservanceResponse> {
  const next = nextOccurrence(observance, today(observance.zone));
  const day = next && { local_date: next.localDate, last_date: next.lastDate };
  return { ...commonFields(observance), next: day };
}

function commonFields(observance: Observance) {
  return {
    id: observance.id,
    key: observance.key,
    pack: observance.pack,
    names: observance.names,
    name_reviews: reviewsOf(observance),
    aliases: observance.aliases,
    tags: observance.tags,
    rule: observance.rule,
    history: observance.history,
    overrides: observance.overrides,
    adjustments: observance.adjustments,
    origin_year: observance.originYear,
    first_year: observance.firstYear,
    counts: observance.counts,
    round_years_only: observance.roundYearsOnly,
    tone: observance.tone,
    sensitivity: observance.sensitivity,
    date_status: observance.dateStatus,
    source: observance.source,
    zone: observance.zone,
    local_time: observance.localTime,
    days_ahead: observance.daysAhead,
    mode: observance.mode,
    templates: observance.templates,
    needs_approver: needsApprover(observance),
    approval: observance.approval && {
      approver: observance.approval.approver,
      at: new Date(observance.approval.at).toISOString(),
    },
    since: observance.since,
    version: observance.version,
  };
}

export function publicDates({ observance, dates, dueAt, wallTime }: PlannedOccurrence) {
  const { hijri } = dates;
  return {
    local_date: dates.localDate,
    last_date: dates.lastDate,
    /** What the clocks there show then: in a gap not the time that was asked for. */
    local_time: localTime(dueAt, observance.zone),
    zone: observance.zone,
    at: new Date(dueAt).toISOString(),
    wall_time: wallTime,
    basis: dates.basis,
    leap_day: dates.leapDay,
    hijri: hijri && {
      year: hijri.year,
      adjust: hijri.adjust,
      is_confirmed: hijri.isConfirmed,
      is_provisional: hijri.isProvisional,
    },
  };
}

function reviewsOf(observance: Observance) {
  return Object.fromEntries(
    LANGS.filter(lang => observance.names[lang] !== undefined).map(lang => {
      const review = observance.nameReviews[lang];
      const at = review?.at ?? null;
      return [
        lang,
        {
          status: review?.status ?? "confirmed",
          is_confirmed: isNameConfirmed(observance, lang),
          by: review?.by ?? null,
          at: at === null ? null : new Date(at).toISOString(),
        },
      ];
    }),
  );
}

/** Of an occurrence that an editor's article took over, with what was offered as a see-also entry. */
export function publicOccurrence({
  offer,
  ...claimed
}: ClaimedOccurrence): z.input<typeof occurrenceResponse> {
  return {
    local_date: claimed.localDate,
    lang: claimed.lang,
    outcome: claimed.outcome,
    article: { id: claimed.articleId, title: claimed.articleTitle, status: claimed.articleStatus },
    claimed_at: new Date(claimed.claimedAt).toISOString(),
    provenance: claimed.provenance,
    offer: offer && {
      title: offer.title,
      body: offer.body,
      body_format: offer.bodyFormat,
      see_also: [{ title: offer.title, excerpt: excerpt(offer.lead) }],
    },
  };
}
