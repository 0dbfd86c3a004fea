/**
 * Whether the revisions are as they were written. Each one's chain hash covers the one before it, its content hash, the
 * article's state, and who wrote it, when and why; a content hash covers what `draft.ts` says. And the article is as
 * its last revision says.
 */
import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { contentHash } from "../draft";
import { chainHash, type Revision } from "../revision";
import { type Copied, copyOf, revisionsAfter } from "../revision-queries";

/** A revision may be 2 MB. */
const AT_ONCE = 8;

export interface Verification {
  /** The number of the last revision that was looked at; 0 before the first. */
  readonly number: number;
  readonly chain: string | null;
  readonly last: Revision | null;
  readonly misfit: Misfit | null;
}

/** The first revision that does not fit, and how; `article`: the article is not as its last revision says. */
export interface Misfit {
  readonly number: number;
  readonly what: "missing" | "content" | "chain" | "article";
}

/** Goes through all of them, a few in memory at a time. @throws ProblemError `not-found` */
export async function verify(runtime: Runtime, id: number): Promise<Verification> {
  const { db, waits } = runtime;
  let seen: Verification = { number: 0, chain: null, last: null, misfit: null };
  for (;;) {
    const questions = [copyOf(db, id), revisionsAfter(db, id, seen.number, AT_ONCE)] as const;
    const [article, few] = await runQueries(db, questions, waits.d1Ms);
    if (article === null) throw new ProblemError({ code: "not-found" });
    for (const revision of few) seen = await afterRevision(seen, revision);
    if (few.length < AT_ONCE || seen.misfit !== null) return afterLast(seen, article);
  }
}

async function afterRevision(seen: Verification, revision: Revision): Promise<Verification> {
  if (seen.misfit !== null) return seen;
  const number = seen.number + 1;
  const misfit = (what: Misfit["what"]) => ({ ...seen, misfit: { number, what } });
  if (revision.number !== number) return misfit("missing");
  if ((await contentHash(hashedOf(revision))) !== revision.contentHash) return misfit("content");
  const chain = await chainHash(seen.chain, revision.contentHash, revision);
  if (chain !== revision.chainHash) return misfit("chain");
  return { number, chain, last: revision, misfit: null };
}

/** What its content hash was made of: the dates are those that the editor gave. */
const hashedOf = (revision: Revision) => ({
  ...revision,
  ...revision.asked,
  tags: revision.tags.map(name => ({ name })),
  authors: revision.authors.map(name => ({ name })),
});

function afterLast(seen: Verification, article: Copied): Verification {
  if (seen.misfit !== null) return seen;
  const { number, last } = seen;
  if (number < article.revision) return { ...seen, misfit: { number: number + 1, what: "missing" } };
  const isAsWritten = last !== null && isCopyOf(article, last);
  return isAsWritten ? seen : { ...seen, misfit: { number, what: "article" } };
}

/** What comes due or to its end by itself does so before any revision says it. */
function isCopyOf(article: Copied, revision: Revision): boolean {
  const isDue = revision.status === "scheduled" && article.status === "published";
  const hasEnded = article.status === "retracted" && revision.unpublishAt !== null;
  return (
    article.title === revision.title &&
    (article.status === revision.status || isDue || hasEnded) &&
    article.slug === revision.slug &&
    article.publishedOn === revision.publishedOn &&
    article.publishedTime === revision.publishedTime &&
    (hasEnded || article.publishAt === revision.publishAt)
  );
}
