/** An article goes from one state of its lifecycle to another: a revision of its own with the same text, and one edition. */
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import type { Statement } from "../../db/client";
import type { RestoredStatus } from "../../db/schema";
import { retryOnConflict } from "../../http/conflict";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { effectOf, type LifecycleState } from "../lifecycle-state";
import { list, unlist } from "../listing-queries";
import { type ArticleAndSettings, articleById } from "../queries";
import { chainHash } from "../revision";
import { factsOf } from "../touched";
import { readCurrent } from "../write/current-article";
import { claimWithoutEffect } from "../write/idempotency";
import type { ChangeRequest, IdempotencyClaim } from "../write/request";
import { nextSlug } from "../write/resolve-target";
import * as write from "../write/write-queries";

export interface TransitionResult extends ArticleAndSettings {
  readonly edition: number;
  /** Whether an earlier request with the same Idempotency-Key did it. */
  readonly isReplayed: boolean;
}

/** The next state, and what readers get who come for a retracted article. */
export interface Transition {
  readonly reason: write.Act["reason"];
  readonly state: LifecycleState;
  readonly withdrawal: write.Withdrawal;
  /** Whether readers lose it. */
  readonly isTakenAway: boolean;
  /** Only of an article that goes into the trash. */
  readonly restoredStatus?: RestoredStatus;
}

export const NOT_WITHDRAWN: write.Withdrawal = { note: null, isWithheld: false };

/** Warnings that a new state settles or gives anew. */
const SETTLED_WARNINGS = [
  "no-date",
  "missed",
  "scheduled-for-noon",
  "date-differs",
  "publish-at-not-kept",
  "goes-on-waiting",
];

/**
 * When somebody revises the article meanwhile, the same is done to what it is then, unless the precondition says no.
 * @param next the transition from what the article is now; null for nothing.
 * @throws ProblemError `not-found`, `precondition-failed`, `idempotency-key-reused`, `busy`
 */
export async function transition(
  runtime: Runtime,
  id: number,
  request: ChangeRequest,
  next: (found: ArticleAndSettings, now: number) => Transition | null,
): Promise<TransitionResult> {
  const { idempotency, tokenId } = request;
  let clashes = 0;
  return await retryOnConflict(
    async () => {
      const read = await readCurrent(runtime, id, request);
      if ("replayed" in read) return { ...read.replayed, isReplayed: true };
      const { now, ...found } = read.current;
      const wanted = next(found, now);
      if (wanted === null) {
        await claimWithoutEffect(runtime, idempotency, id, now);
        return { ...found, isReplayed: false };
      }
      const slug = nextSlug(found.article.slug, clashes, runtime.random);
      const act: write.Act = { at: now, tokenId, reason: wanted.reason };
      return await store(runtime, found.article, slug, wanted, act, idempotency);
    },
    ({ key }) => {
      // The address on its new day is taken.
      if (key.startsWith("slugs.")) clashes += 1;
      return true;
    },
  );
}

async function store(
  runtime: Runtime,
  article: Article,
  slug: string,
  wanted: Transition,
  act: write.Act,
  idempotency: IdempotencyClaim | null,
): Promise<TransitionResult> {
  const { db } = runtime;
  const chained = { ...wanted.state, ...act, slug, correction: null };
  const chain = await chainHash(article.chainHash, article.contentHash, chained);
  const statements = [
    ...transitionStatements(runtime, article, slug, wanted, chain, act),
    ...(idempotency === null ? [] : [write.claimKey(db, idempotency, article.id, act.at)]),
  ];
  const { answer, edition } = await makeEdition(runtime, statements, articleById(db, article.id, act.at));
  if (answer === null) throw new Error("the article that changed its state is gone");
  return { ...answer, edition, isReplayed: false };
}

function transitionStatements(
  { db }: Runtime,
  article: Article,
  slug: string,
  { state, reason, withdrawal, isTakenAway, restoredStatus }: Transition,
  chain: string,
  act: write.Act,
): Statement[] {
  const { id } = article;
  const number = article.revision + 1;
  const kept = article.warnings.filter(warning => !SETTLED_WARNINGS.includes(warning.code));
  const copied = { state, slug, chain, warnings: [...kept, ...state.warnings] };
  // What readers see neither before nor after touches no page; of a retracted article they see the note.
  const hasEnded = article.endedAt !== null;
  const wasSeen = article.publishAt !== null || article.status === "retracted" || hasEnded;
  const isSeen = wasSeen || state.publishAt !== null;
  // If no tick has unpublished an article whose end has passed, this edition does.
  const isLost = isTakenAway || (hasEnded && state.publishAt === null);
  const after = { ...article, publishedOn: state.publishedOn };
  const effect = effectOf(article, state, act.at);
  const tags = isSeen ? [articleTag(id), ...factsOf(article), ...factsOf(after)] : [];
  return [
    unlist(db, id),
    write.updateState(db, { id, slug }, number, state, act.at, withdrawal, restoredStatus ?? null),
    ...write.insertNewAddress(db, article, state, slug),
    write.copyRevision(db, id, number, copied, act),
    list(db, id),
    insertEdition(
      db,
      { at: act.at, cause: reason, tags, effect, ...(isLost ? { retractedId: id } : {}) },
      id,
    ),
    audit(db, { ...act, action: `article.${reason}`, subject: { id }, edition: "this" }),
  ];
}
