/** What can be done to an article: publish, unpublish, retract, recall, review, trash. Each action is a rule for a transition. */
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { runQueries } from "../../db/client";
import type { RestoredStatus } from "../../db/schema";
import { isPublished } from "../../db/visible";
import { ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { instantFaults, type Note } from "../draft";
import {
  release,
  requireEndAhead,
  requireNotTrashed,
  requirePublisherFor,
  stateOf,
  staysScheduled,
  unreleased,
} from "../lifecycle-state";
import { articleById } from "../queries";
import { factsOf } from "../touched";
import type { ChangeRequest } from "../write/request";
import type { Withdrawal } from "../write/write-queries";
import { insertDueEdition, markPublished } from "./due-queries";
import { NOT_WITHDRAWN, type Transition, type TransitionResult, transition } from "./transition";

/** From when and until when readers are to see an article. */
export interface RequestedPeriod {
  /** epoch ms; null for its own date, or now. */
  readonly publishAt: number | null;
  /** epoch ms; null for no end; left out, it keeps the one that it has. */
  readonly unpublishAt?: number | null;
}

/**
 * Publishes or schedules a draft or a retracted article. A published one only gets its end; a scheduled one stays
 * scheduled unless it is given an instant, and a warning says so.
 * @throws ProblemError as `transition`, `invalid`, `trashed`, and `already-published` when readers see it and the instant is ahead
 */
export async function publish(
  runtime: Runtime,
  id: number,
  request: ChangeRequest,
  period: RequestedPeriod,
): Promise<TransitionResult> {
  throwIssues(instantFaults(period));
  const { publishAt, unpublishAt } = period;
  let notes: Note[] = [];
  const published = await transition(runtime, id, request, ({ article, settings }, now) => {
    requireNotTrashed(article);
    const end = unpublishAt === undefined ? endAhead(article, now) : unpublishAt;
    const keepsInstant = article.publishAt !== null && publishAt === null;
    const scheduledFor = keepsInstant && !isPublished(article, now) ? article.publishAt : null;
    notes = scheduledFor === null ? [] : [staysScheduled(scheduledFor)];
    if (keepsInstant && end === article.unpublishAt) return null;
    const state = keepsInstant
      ? { ...stateOf(article), unpublishAt: end }
      : release({ ...article, publishAt, unpublishAt: end }, now, settings.zone);
    requireEndAhead(state, now);
    if (isPublished(article, now) && (state.publishAt ?? now) > now)
      throw new ProblemError({ code: "already-published", asked: "later" });
    const reason = keepsInstant ? "end-set" : "published";
    return { reason, state, withdrawal: NOT_WITHDRAWN, isTakenAway: false };
  });
  const { article } = published;
  return { ...published, article: { ...article, warnings: [...article.warnings, ...notes] } };
}

/** An end that passed while readers did not see it no longer counts. */
const endAhead = ({ unpublishAt }: Article, now: number) =>
  unpublishAt !== null && unpublishAt > now ? unpublishAt : null;

/**
 * A scheduled article comes due. Readers see it from its instant on in any case; this edition informs the followers.
 * The guard is the status itself, so two ticks at once make one edition.
 * @param at the tick's scheduled time, epoch ms.
 */
export async function comeDue(
  runtime: Runtime,
  id: number,
  at: number,
): Promise<"published" | "already-done"> {
  const { db, waits } = runtime;
  const [found] = await runQueries(db, [articleById(db, id, at)], waits.d1Ms);
  if (found === null || found.article.status !== "scheduled") return "already-done";
  const tags = [articleTag(id), ...factsOf(found.article)];
  const statements = [insertDueEdition(db, id, at, runtime.now(), tags), markPublished(db, id, at)];
  await makeEdition(runtime, statements, articleById(db, id, at));
  return "published";
}

/**
 * An article whose end has come is retracted by the clock.
 * @returns whether it was done now. @throws ProblemError `not-found`, `busy`
 */
export async function unpublish(runtime: Runtime, id: number): Promise<boolean> {
  let hasEnded = false;
  await transition(runtime, id, unconditional(null), ({ article }) => {
    hasEnded = article.endedAt !== null;
    const state = { ...unreleased(article), status: "retracted" } as const;
    return hasEnded ? { reason: "ended", state, withdrawal: NOT_WITHDRAWN, isTakenAway: true } : null;
  });
  return hasEnded;
}

/**
 * Takes an article away from readers: they get 410 from then on, and no list has it. Its text and history stay. One that
 * no reader has seen yet is a draft again. Of one that is retracted already, the note changes.
 * @param said what readers get who come for it; without a note, the general sentence. What is left out stays.
 * @throws ProblemError as `transition`, `trashed`, and `not-published`
 */
export async function retract(
  runtime: Runtime,
  id: number,
  request: ChangeRequest,
  said: Partial<Withdrawal>,
): Promise<TransitionResult> {
  return await transition(runtime, id, request, ({ article }, now) => {
    requireNotTrashed(article);
    const { retractionNote, isWithheld } = article;
    const withdrawal = { note: retractionNote, isWithheld, ...said };
    if (article.status === "retracted") {
      const isSame = withdrawal.note === retractionNote && withdrawal.isWithheld === isWithheld;
      return isSame ? null : { reason: "retracted", state: stateOf(article), withdrawal, isTakenAway: false };
    }
    if (article.publishAt === null) throw new ProblemError({ code: "not-published" });
    if (!isPublished(article, now)) return recalled(article);
    const state = { ...unreleased(article), status: "retracted", unpublishAt: null } as const;
    return { reason: "retracted", state, withdrawal, isTakenAway: true };
  });
}

/**
 * A scheduled article is a draft again; any other is left as it is.
 * @param tokenId null for the clock. @returns whether it is a draft now. @throws ProblemError `not-found`, `busy`
 */
export async function recall(runtime: Runtime, id: number, tokenId: string | null): Promise<boolean> {
  const { article } = await transition(runtime, id, unconditional(tokenId), (found, now) => {
    const isScheduled = found.article.publishAt !== null && !isPublished(found.article, now);
    return isScheduled ? recalled(found.article) : null;
  });
  return article.status === "draft";
}

const recalled = (article: Article): Transition => ({
  reason: "recalled",
  state: unreleased(article),
  withdrawal: NOT_WITHDRAWN,
  isTakenAway: false,
});

const unconditional = (tokenId: string | null): ChangeRequest => ({
  tokenId,
  idempotency: null,
  precondition: null,
});

/** A draft asks to be reviewed, or no longer does. @throws ProblemError as `transition`, `trashed`, and `not-a-draft` */
export async function review(
  runtime: Runtime,
  id: number,
  request: ChangeRequest,
  isAsked: boolean,
): Promise<TransitionResult> {
  const status = isAsked ? "in_review" : "draft";
  return await transition(runtime, id, request, ({ article }) => {
    requireNotTrashed(article);
    if (article.status === status) return null;
    if (article.status !== "draft" && article.status !== "in_review")
      throw new ProblemError({ code: "not-a-draft" });
    const state = { ...unreleased(article), status } as const;
    const reason = isAsked ? "review-asked" : "review-ended";
    return { reason, state, withdrawal: NOT_WITHDRAWN, isTakenAway: false };
  });
}

/**
 * Puts an article into the trash: no list but the trash has it, it takes no change, and it can be taken out again.
 * Readers who could read it get 410, as after a retraction.
 * @param mayPublish needed for what was released. @throws ProblemError as `transition`, and `scope-missing`
 */
export async function trash(
  runtime: Runtime,
  id: number,
  request: ChangeRequest,
  mayPublish: boolean,
): Promise<TransitionResult> {
  return await transition(runtime, id, request, ({ article }, now) => {
    requirePublisherFor(article, mayPublish);
    if (article.status === "trashed") return null;
    return {
      reason: "trashed",
      state: { ...unreleased(article), status: "trashed" },
      withdrawal: { note: article.retractionNote, isWithheld: article.isWithheld },
      isTakenAway: isPublished(article, now),
      restoredStatus: restoredStatusOf(article, now),
    };
  });
}

function restoredStatusOf(article: Article, now: number): RestoredStatus {
  if (article.status === "retracted" || isPublished(article, now)) return "retracted";
  return article.status === "in_review" ? "in_review" : "draft";
}

/**
 * Takes an article out of the trash: a draft is a draft again; what readers had is retracted until somebody publishes it.
 * @throws ProblemError as `transition`, and `scope-missing`
 */
export async function untrash(
  runtime: Runtime,
  id: number,
  request: ChangeRequest,
  mayPublish: boolean,
): Promise<TransitionResult> {
  return await transition(runtime, id, request, ({ article }) => {
    requirePublisherFor(article, mayPublish);
    if (article.status !== "trashed") return null;
    return {
      reason: "untrashed",
      state: { ...unreleased(article), status: article.restoredStatus ?? "draft" },
      withdrawal: { note: article.retractionNote, isWithheld: article.isWithheld },
      isTakenAway: false,
    };
  });
}
