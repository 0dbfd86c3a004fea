/** An article's earlier revisions go into an archive, and come in behind their article. What is there is never changed. */
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { type ArchivedRevision, cleanRevision } from "./archived-revision";
import { articleOf, chainsOf, earlierRevisions, insertEarlierRevision } from "./queries";

/** A revision may be 2 MB. */
export const MOST_REVISIONS = 8;

/** Oldest first, without the current one. @param after the number after which to go on. @throws ProblemError `not-found` */
export async function exportRevisions(
  { db, waits }: Runtime,
  id: number,
  after: number,
): Promise<{ readonly revisions: readonly ArchivedRevision[]; readonly next: number | null }> {
  const questions = [articleOf(db, id), earlierRevisions(db, id, after, MOST_REVISIONS)] as const;
  const [article, revisions] = await runQueries(db, questions, waits.d1Ms);
  if (article === null) throw new ProblemError({ code: "not-found" });
  const next = revisions.length === MOST_REVISIONS ? (revisions.at(-1)?.number ?? null) : null;
  return { revisions, next };
}

/**
 * Each comes in, or is there already. Readers see its correction, so it is an edition.
 * @returns the numbers of those that were refused: another has the number, or the article is not that far.
 * @throws ProblemError `not-found`, `invalid`
 */
export async function importRevisions(
  runtime: Runtime,
  id: number,
  sent: readonly ArchivedRevision[],
  tokenId: string,
): Promise<readonly number[]> {
  const { db, waits, now } = runtime;
  const [article] = await runQueries(db, [articleOf(db, id)], waits.d1Ms);
  if (article === null) throw new ProblemError({ code: "not-found" });
  const act = { at: now(), tokenId };
  const tags = article.isReleased ? [articleTag(id)] : [];
  const statements = [
    ...sent.map(one => insertEarlierRevision(db, id, cleanRevision(one, article.lang))),
    insertEdition(db, { at: act.at, cause: "import", tags }, id),
    audit(db, { ...act, action: "article.import-revisions", subject: { id }, edition: "this" }),
  ];
  const numbers = sent.map(({ number }) => number);
  const { answer } = await makeEdition(runtime, statements, chainsOf(db, id, numbers));
  return sent.filter(one => answer.get(one.number) !== one.chain_hash).map(({ number }) => number);
}
