/** The article that an editor wants to change, as it is now, if their If-Match and Idempotency-Key allow the change. */
import { catchUp } from "../../cache/follow";
import { runQueries } from "../../db/client";
import { holds, lastHad, type Precondition } from "../../http/precondition";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { type ArticleAndSettings, articleById, claimedKey } from "../queries";
import { fieldsChanged } from "../revision";
import { revisionOf } from "../revision-queries";
import { replay } from "./idempotency";
import type { ChangeRequest, SaveResult } from "./request";

export interface CurrentArticle extends ArticleAndSettings {
  readonly edition: number;
  /** The moment as of which it was read, epoch ms. */
  readonly now: number;
}

/**
 * One round trip.
 * @returns `replayed` when an earlier request with the same key has made the change.
 * @throws ProblemError `not-found`, `precondition-failed`, `idempotency-key-reused`
 */
export async function readCurrent(
  runtime: Runtime,
  id: number,
  { precondition, idempotency }: Pick<ChangeRequest, "precondition" | "idempotency">,
): Promise<{ readonly replayed: SaveResult } | { readonly current: CurrentArticle }> {
  const { db, waits } = runtime;
  const now = runtime.now();
  const queries = [
    catchUp(runtime, now),
    articleById(db, id, now),
    claimedKey(db, idempotency?.keyHash ?? ""),
  ] as const;
  const [present, found, claimed] = await runQueries(db, queries, waits.d1Ms);
  if (claimed !== null && idempotency !== null)
    return { replayed: await replay(runtime, idempotency, claimed) };
  if (found === null) throw new ProblemError({ code: "not-found" });
  await requireUnchanged(runtime, found.article, precondition);
  return { current: { ...found, edition: present.current, now } };
}

/** @throws ProblemError `precondition-failed`, with the current revision and what changed since the editor's */
export async function requireUnchanged(
  { db, waits }: Runtime,
  { id, revision }: Pick<Article, "id" | "revision">,
  precondition: Precondition | null,
): Promise<void> {
  if (precondition === null || holds(precondition, revision)) return;
  const had = lastHad(precondition, revision);
  const queries = [revisionOf(db, id, had ?? 0), revisionOf(db, id, revision)] as const;
  const [before, now] = await runQueries(db, queries, waits.d1Ms);
  const changed = before === null || now === null ? null : fieldsChanged(before, now);
  throw new ProblemError({ code: "precondition-failed", stands: { revision, changed } });
}
