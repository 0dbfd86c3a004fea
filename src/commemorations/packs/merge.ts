/**
 * An updated pack meets what stands: what the newsroom has changed stays, everything else follows the pack. Pure.
 * What the pack said last time tells the two apart.
 */
import type { Review } from "../../db/schema";
import { LANGS, type Lang } from "../../text/languages";
import type { NameReview, Observance, ObservanceWish } from "../observance";
import type { PackEntry } from "./pack";

/** One difference between the pack and what stands. `kept`: the newsroom's own word stays. */
export interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly outcome: "updated" | "kept";
}

export interface Merged {
  readonly wish: ObservanceWish;
  /** Empty when the pack says nothing new. */
  readonly changes: readonly Change[];
}

/** @param last what the pack said when it was last imported; null when it never was: then all that stands is the newsroom's. */
export function merge(found: Observance, last: PackEntry | null, entry: PackEntry): Merged {
  const changes: Change[] = [];
  function settle<T>(field: string, standing: T, before: T | undefined, now: T): T {
    const isNew = !isSame(now, standing) && (last === null || !isSame(now, before));
    if (!isNew) return standing;
    const isUntouched = last !== null && isSame(standing, before);
    changes.push({ field, from: standing, to: now, outcome: isUntouched ? "updated" : "kept" });
    return isUntouched ? now : standing;
  }
  const { fields: now } = entry;
  const before = last?.fields;
  const fields = {
    rule: settle("rule", found.rule, before?.rule, now.rule),
    history: settle("history", found.history, before?.history, now.history),
    overrides: settle("overrides", found.overrides, before?.overrides, now.overrides),
    originYear: settle("origin_year", found.originYear, before?.originYear, now.originYear),
    firstYear: settle("first_year", found.firstYear, before?.firstYear, now.firstYear),
    tone: settle("tone", found.tone, before?.tone, now.tone),
    sensitivity: settle("sensitivity", found.sensitivity, before?.sensitivity, now.sensitivity),
    dateStatus: settle<Review>("date_status", found.dateStatus, before?.dateStatus, now.dateStatus),
    source: settle("source", found.source, before?.source, now.source),
  };
  const { names, nameReviews } = mergeNames(found, last, entry, changes);
  return { wish: { ...found, ...fields, names, nameReviews, pack: entry.pack }, changes };
}

function mergeNames(found: Observance, last: PackEntry | null, entry: PackEntry, changes: Change[]) {
  const names: Partial<Record<Lang, string>> = { ...found.names };
  const nameReviews: Partial<Record<Lang, NameReview>> = { ...found.nameReviews };
  for (const lang of LANGS) {
    const [standing, now, status] = [found.names[lang], entry.names[lang], entry.nameStatus[lang]];
    if (now === undefined || status === undefined) continue;
    const review = found.nameReviews[lang];
    const isOwn = standing !== undefined && (review === undefined || review.status === "confirmed");
    const isNew = now !== standing && now !== last?.names[lang];
    const isBetterKnown = now === standing && !isOwn && status !== review?.status;
    if (!isNew && !isBetterKnown) continue;
    const outcome = isOwn ? "kept" : "updated";
    if (isNew) changes.push({ field: `names.${lang}`, from: standing ?? null, to: now, outcome });
    else changes.push({ field: `name_status.${lang}`, from: review?.status ?? null, to: status, outcome });
    if (outcome === "kept") continue;
    names[lang] = now;
    nameReviews[lang] = { status, by: null, at: null };
  }
  return { names, nameReviews };
}

/** Equal as JSON, whatever order their keys stand in. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}
