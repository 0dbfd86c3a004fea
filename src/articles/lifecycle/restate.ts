/** A change of standing is a revision of its own with the same text, and one edition. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { catchUp } from "../../cache/follow";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import type { RestoredStatus } from "../../db/schema";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import type { ArticleAndSettings } from "../article-row";
import type { LifecycleState } from "../lifecycle-state";
import { effectOf } from "../lifecycle-state";
import { list, unlist } from "../listing-queries";
import { articleById, claimedKey } from "../queries";
import { chainHash } from "../revision";
import { factsOf } from "../touched";
import { claimWithoutEffect, replayed } from "../write/idempotency";
import { nextSlug } from "../write/next-slug";
import { copyRevision } from "../write/revision-queries";
import { refuseStale } from "../write/stale";
import * as write from "../write/write-queries";
import type { Asking, IdempotencyClaim } from "../writing";

export interface Restated extends ArticleAndSettings {
  readonly edition: number;
  /** Whether it was done by an earlier request with the same Idempotency-Key. */
  readonly isReplayed: boolean;
}

/** A change of standing, and what readers are told who come for a retracted article. */
export interface Restatement {
  readonly reason: write.Act["reason"];
  readonly standing: LifecycleState;
  readonly withdrawal: write.Withdrawal;
  /** Whether readers lose it. */
  readonly isTakenAway: boolean;
  /** Of what goes into the trash. */
  readonly restoredStatus?: RestoredStatus;
}

export const NOT_WITHDRAWN: write.Withdrawal = { note: null, isWithheld: false };

/** Warnings that a new standing answers or makes anew. */
const ANSWERED = [
  "no-date",
  "missed",
  "scheduled-for-noon",
  "date-differs",
  "publish-at-not-kept",
  "goes-on-waiting",
];

const ATTEMPTS = 20;

/**
 * @param next what is to be done to what stands now; null for nothing.
 * @throws ProblemError `not-found`, `precondition-failed`, `idempotency-key-reused`, `busy`
 */
export async function restate(
  runtime: Runtime,
  id: number,
  asking: Asking,
  next: (found: ArticleAndSettings, now: number) => Restatement | null,
): Promise<Restated> {
  const { idempotency, precondition, tokenId } = asking;
  let clashes = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const now = runtime.now();
    const questions = [
      catchUp(runtime, now),
      articleById(runtime.db, id, now),
      claimedKey(runtime.db, idempotency?.keyHash ?? ""),
    ] as const;
    const [present, found, claimed] = await runQueries(runtime.db, questions, runtime.waits.d1Ms);
    if (claimed !== null && idempotency !== null)
      return { ...(await replayed(runtime, idempotency, claimed)), isReplayed: true };
    if (found === null) throw new ProblemError({ code: "not-found" });
    await refuseStale(runtime, found.article, precondition);
    const restatement = next(found, now);
    try {
      if (restatement === null) {
        await claimWithoutEffect(runtime, idempotency, id, now);
        return { ...found, edition: present.current, isReplayed: false };
      }
      const slug = nextSlug(found.article.slug, clashes, runtime.random);
      const act: write.Act = { at: now, tokenId, reason: restatement.reason };
      return await restateOnce(runtime, found.article, slug, restatement, act, idempotency);
    } catch (failure) {
      // Somebody revised it meanwhile: the same is done to what stands now, unless the condition says no. Or the
      // address of its new day is taken.
      if (!(failure instanceof UniqueKeyTaken)) throw failure;
      if (failure.key.startsWith("slugs.")) clashes += 1;
    }
  }
  throw new ProblemError({ code: "busy" });
}

async function restateOnce(
  runtime: Runtime,
  article: Article,
  slug: string,
  restatement: Restatement,
  act: write.Act,
  idempotency: IdempotencyClaim | null,
): Promise<Restated> {
  const made = { ...restatement.standing, ...act, slug, correction: null };
  const chain = await chainHash(article.chainHash, article.contentHash, made);
  const claim = idempotency === null ? [] : [write.claimKey(runtime.db, idempotency, article.id, act.at)];
  const statements = [...restating(runtime, article, slug, restatement, chain, act), ...claim];
  const { answer, edition } = await makeEdition(
    runtime,
    statements,
    articleById(runtime.db, article.id, act.at),
  );
  if (answer === null) throw new Error("the article that was restated is gone");
  return { ...answer, edition, isReplayed: false };
}

function restating(
  { db }: Runtime,
  article: Article,
  slug: string,
  { standing, reason, withdrawal, isTakenAway, restoredStatus }: Restatement,
  chain: string,
  act: write.Act,
): Statement[] {
  const { id } = article;
  const number = article.revision + 1;
  const kept = article.warnings.filter(warning => !ANSWERED.includes(warning.code));
  const copied = { standing, slug, chain, warnings: [...kept, ...standing.warnings] };
  // What readers saw neither before nor after touches no page; of what was retracted they see the note.
  const hasEnded = article.endedAt !== null;
  const wasOnShow = article.publishAt !== null || article.status === "retracted" || hasEnded;
  const isOnShow = wasOnShow || standing.publishAt !== null;
  // What has ended is taken away by this edition if no tick has done so.
  const isLost = isTakenAway || (hasEnded && standing.publishAt === null);
  const after = { ...article, publishedOn: standing.publishedOn };
  const effect = effectOf(article, standing, act.at);
  const tags = isOnShow ? [articleTag(id), ...factsOf(article), ...factsOf(after)] : [];
  return [
    unlist(db, id),
    write.updateStanding(db, { id, slug }, number, standing, act.at, withdrawal, restoredStatus ?? null),
    ...write.insertNewAddress(db, article, standing, slug),
    copyRevision(db, id, number, copied, act),
    list(db, id),
    insertEdition(
      db,
      { at: act.at, cause: reason, tags, effect, ...(isLost ? { retractedId: id } : {}) },
      id,
    ),
    audit(db, { ...act, action: `article.${reason}`, subject: { id }, edition: "this" }),
  ];
}
