/** What editors are shown of an observance. Pure. */

import { localTime } from "../text/dates/time-zone";
import { LANGS } from "../text/languages";
import { isNameConfirmed, needsApprover, type Observance } from "./observance";
import { nextPlanned, type Planned, type Today } from "./plan";
import { nextOccurrence } from "./rules/occurrence-dates";

/** The same as an editor sends it, and what is kept for them; with its next falling, to the instant. @param now epoch ms */
export function publicObservance(observance: Observance, now: number) {
  const next = nextPlanned(observance, now);
  return { ...kept(observance), next: next && publicDay(next) };
}

/** The same in a list, where the next falling is a date alone: today's too, whatever the hour. */
export function listedObservance(observance: Observance, today: Today) {
  const next = nextOccurrence(observance, today(observance.zone));
  const day = next && { local_date: next.localDate, last_date: next.lastDate };
  return { ...kept(observance), next: day };
}

function kept(observance: Observance) {
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

/** A falling, with what an editor should know of how it was reckoned. */
export function publicDay({ observance, dates, dueAt, wallTime }: Planned) {
  const { hijri } = dates;
  return {
    local_date: dates.localDate,
    last_date: dates.lastDate,
    /** What the clocks there show then, which in a gap is not what was asked for. */
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
