/** The two changes of standing that readers see: an article is published, or taken away. */
import { isPublished } from "../../db/visible";
import { ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { instantFaults, type Note } from "../draft";
import {
  release,
  requireEndAhead,
  requireNotTrashed,
  stateOf,
  staysScheduled,
  unreleased,
} from "../lifecycle-state";
import { withNotes } from "../write/with-notes";
import type { Withdrawal } from "../write/write-queries";
import type { Asking } from "../writing";
import { NOT_WITHDRAWN, type Restated, type Restatement, restate } from "./restate";

/**
 * Publishes a draft, or again what was retracted. One that is published stays as it is, but for its end; one that waits
 * goes on waiting unless it is given an instant, and that is told.
 * @throws ProblemError as `restate`, `invalid`, `trashed`, and `already-published` when readers see it and the instant is ahead
 */
export async function publish(
  runtime: Runtime,
  id: number,
  asking: Asking,
  period: Period,
): Promise<Restated> {
  throwIssues(instantFaults(period));
  const { publishAt, unpublishAt } = period;
  let notes: Note[] = [];
  const restated = await restate(runtime, id, asking, ({ article, settings }, now) => {
    requireNotTrashed(article);
    const end = unpublishAt === undefined ? endAhead(article, now) : unpublishAt;
    const stays = article.publishAt !== null && publishAt === null;
    const waitsFor = stays && !isPublished(article, now) ? article.publishAt : null;
    notes = waitsFor === null ? [] : [staysScheduled(waitsFor)];
    if (stays && end === article.unpublishAt) return null;
    const standing = stays
      ? { ...stateOf(article), unpublishAt: end }
      : release({ ...article, publishAt, unpublishAt: end }, now, settings.zone);
    requireEndAhead(standing, now);
    if (isPublished(article, now) && (standing.publishAt ?? now) > now)
      throw new ProblemError({ code: "already-published", asked: "later" });
    const reason = stays ? "end-set" : "published";
    return { reason, standing, withdrawal: NOT_WITHDRAWN, isTakenAway: false };
  });
  return withNotes(restated, notes);
}

/** From when and until when readers see an article. */
export interface Period {
  /** epoch ms; null for its own date, or now. */
  readonly publishAt: number | null;
  /** epoch ms; null for no end; left out, the one that it has stays. */
  readonly unpublishAt?: number | null;
}

/** An end that has passed while it was away from readers is none any more. */
const endAhead = ({ unpublishAt }: Article, now: number) =>
  unpublishAt !== null && unpublishAt > now ? unpublishAt : null;

/**
 * What has come to its end is taken away from readers, as if it had been retracted then.
 * @returns whether it was done now. @throws ProblemError `not-found`, `busy`
 */
export async function end(runtime: Runtime, id: number): Promise<boolean> {
  const asking: Asking = { tokenId: null, idempotency: null, precondition: null };
  let hasEnded = false;
  await restate(runtime, id, asking, ({ article }) => {
    hasEnded = article.endedAt !== null;
    const standing = { ...unreleased(article), status: "retracted" } as const;
    return hasEnded ? { reason: "ended", standing, withdrawal: NOT_WITHDRAWN, isTakenAway: true } : null;
  });
  return hasEnded;
}

/**
 * Takes an article away from readers: 410 from then on, and in no list. Its text and past stay. One that no reader
 * has seen yet is a draft again. Of one that is retracted already, what is said of it changes.
 * @param said what those read who come for it; without a note, the general sentence. Left out, what was said stays.
 * @throws ProblemError as `restate`, `trashed`, and `not-published`
 */
export async function retract(
  runtime: Runtime,
  id: number,
  asking: Asking,
  said: Partial<Withdrawal>,
): Promise<Restated> {
  return await restate(runtime, id, asking, ({ article }, now) => {
    requireNotTrashed(article);
    const { retractionNote, isWithheld } = article;
    const withdrawal = { note: retractionNote, isWithheld, ...said };
    if (article.status === "retracted") {
      const isSaid = withdrawal.note === retractionNote && withdrawal.isWithheld === isWithheld;
      return isSaid
        ? null
        : { reason: "retracted", standing: stateOf(article), withdrawal, isTakenAway: false };
    }
    if (article.publishAt === null) throw new ProblemError({ code: "not-published" });
    if (!isPublished(article, now)) return recalling(article);
    const standing = { ...unreleased(article), status: "retracted", unpublishAt: null } as const;
    return { reason: "retracted", standing, withdrawal, isTakenAway: true };
  });
}

/**
 * What waits for its hour is a draft again; whatever else stands is left as it is.
 * @param tokenId null for the clock. @returns whether it is a draft now. @throws ProblemError `not-found`, `busy`
 */
export async function recall(runtime: Runtime, id: number, tokenId: string | null): Promise<boolean> {
  const asking: Asking = { tokenId, idempotency: null, precondition: null };
  const { article } = await restate(runtime, id, asking, (found, now) => {
    const isWaiting = found.article.publishAt !== null && !isPublished(found.article, now);
    return isWaiting ? recalling(found.article) : null;
  });
  return article.status === "draft";
}

const recalling = (article: Article): Restatement => ({
  reason: "recalled",
  standing: unreleased(article),
  withdrawal: NOT_WITHDRAWN,
  isTakenAway: false,
});
