/** From what an editor sends to what an observance is to be. Pure. */
import { LANGS } from "../text/languages";
import { slugify, slugKey } from "../text/slug";
import type { Approval, NameReview, Observance, ObservanceWish } from "./observance";
import type { SentObservance } from "./observance-shape";

/** An observance of an editor's own: its names and its date are confirmed by whoever sends them. @param at epoch ms */
export function newWish(sent: SentObservance, zone: string, tokenId: string, at: number): ObservanceWish {
  return {
    ...decided(sent, zone),
    key: sent.key ?? keyFrom(sent.names),
    pack: null,
    nameReviews: reviewsAfter(null, sent.names, tokenId, at),
    adjustments: {},
    sensitivity: sent.sensitivity ?? "low",
    dateStatus: sent.date_status ?? "confirmed",
    source: sent.source ?? "",
    approval: approvalOf(sent, tokenId, at),
  };
}

/**
 * What stands, changed to what was sent. A name that differs is confirmed by whoever corrected it; one that does not
 * keeps what is known of it.
 */
export function revisedWish(
  found: Observance,
  sent: SentObservance,
  zone: string,
  tokenId: string,
  at: number,
): ObservanceWish {
  return {
    ...decided(sent, zone),
    key: found.key,
    pack: found.pack,
    nameReviews: reviewsAfter(found, sent.names, tokenId, at),
    adjustments: found.adjustments,
    sensitivity: sent.sensitivity ?? found.sensitivity,
    dateStatus: sent.date_status ?? found.dateStatus,
    source: sent.source ?? found.source,
    approval: approvalOf(sent, tokenId, at) ?? found.approval,
  };
}

function decided(sent: SentObservance, zone: string) {
  return {
    names: sent.names,
    aliases: sent.aliases,
    tags: sent.tags,
    rule: sent.rule,
    history: sent.history,
    overrides: sent.overrides,
    originYear: sent.origin_year,
    firstYear: sent.first_year,
    counts: sent.counts,
    roundYearsOnly: sent.round_years_only,
    tone: sent.tone,
    zone: sent.zone ?? zone,
    localTime: sent.local_time,
    daysAhead: sent.days_ahead,
    mode: sent.mode,
    templates: sent.templates,
  };
}

function reviewsAfter(
  found: Pick<Observance, "names" | "nameReviews"> | null,
  names: SentObservance["names"],
  tokenId: string,
  at: number,
): ObservanceWish["nameReviews"] {
  const reviews: Partial<Record<(typeof LANGS)[number], NameReview>> = {};
  for (const lang of LANGS.filter(one => names[one] !== undefined)) {
    const known = found !== null && found.names[lang] === names[lang] ? found.nameReviews[lang] : undefined;
    reviews[lang] = known ?? { status: "confirmed", by: tokenId, at };
  }
  return reviews;
}

function approvalOf({ approver }: SentObservance, tokenId: string, at: number): Approval | null {
  return approver === undefined ? null : { approver, tokenId, at };
}

/** A key from the English name, if that leaves one. */
function keyFrom(names: SentObservance["names"]): string {
  return slugKey(slugify(names.en ?? names.kmr ?? ""))
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
