/** What an article was goes into an archive, and comes out of it behind its article. Nothing that is there is changed. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { type CarriedRevision, cleaned } from "./carried-revision";
import * as store from "./carried-revision-queries";

/** A revision may be 2 MB. */
export const MOST_REVISIONS = 8;

/** Oldest first, without the current one. @param after the number after which to go on. @throws ProblemError `not-found` */
export async function pastOf(
  { db, waits }: Runtime,
  id: number,
  after: number,
): Promise<{ readonly revisions: readonly CarriedRevision[]; readonly next: number | null }> {
  const questions = [store.carrierOf(db, id), store.pastRevisions(db, id, after, MOST_REVISIONS)] as const;
  const [article, revisions] = await runQueries(db, questions, waits.d1Ms);
  if (article === null) throw new ProblemError({ code: "not-found" });
  const next = revisions.length === MOST_REVISIONS ? (revisions.at(-1)?.number ?? null) : null;
  return { revisions, next };
}

/**
 * Each comes in or is there already. Readers see its correction, so it is an edition.
 * @returns the numbers of those that came to nothing: another stands there, or the article is not that far.
 * @throws ProblemError `not-found`, `invalid`
 */
export async function putPast(
  runtime: Runtime,
  id: number,
  sent: readonly CarriedRevision[],
  tokenId: string,
): Promise<readonly number[]> {
  const { db, waits, now } = runtime;
  const [article] = await runQueries(db, [store.carrierOf(db, id)], waits.d1Ms);
  if (article === null) throw new ProblemError({ code: "not-found" });
  const act = { at: now(), tokenId };
  const tags = article.isReleased ? [articleTag(id)] : [];
  const statements = [
    ...sent.map(one => store.insertPast(db, id, cleaned(one, article.lang), tokenId)),
    insertEdition(db, { at: act.at, cause: "import", tags }, id),
    audit(db, { ...act, action: "article.import-revisions", subject: { id }, edition: "this" }),
  ];
  const numbers = sent.map(({ number }) => number);
  const { answer } = await makeEdition(runtime, statements, store.chainsOf(db, id, numbers));
  return sent.filter(one => answer.get(one.number) !== one.chain_hash).map(({ number }) => number);
}
