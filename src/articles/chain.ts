/**
 * Whether the past is as it was written. Each revision's chain hash covers the one before it, its content hash, where
 * the article stood by it, and who wrote it, when and why; a content hash covers what `draft.ts` says. And the article
 * stands as its last revision says. Pure, but for the hash.
 */
import type { Article } from "./article";
import { chainHash, olderChainHash } from "./chain-hash";
import { contentHash, type Hashed } from "./draft";
import type { Revision } from "./revision";

/** What the walk has seen so far. */
export interface Walk {
  /** The number of the last revision that was looked at; 0 before the first. */
  readonly number: number;
  readonly chain: string | null;
  /** Revisions whose content cannot be hashed again: they are older than what it takes. Their chain is checked. */
  readonly unhashed: number;
  /** Revisions that are older than the part of the chain that says who, when and why. */
  readonly unsigned: number;
  readonly last: Revision | null;
  readonly misfit: Misfit | null;
}

/** The first revision that does not fit, and how; `article`: the article is not as its last revision says. */
export interface Misfit {
  readonly number: number;
  readonly what: "missing" | "content" | "chain" | "article";
}

export const START: Walk = { number: 0, chain: null, unhashed: 0, unsigned: 0, last: null, misfit: null };

/** @param revision the next one that is there. */
export async function walkOn(walk: Walk, revision: Revision): Promise<Walk> {
  if (walk.misfit !== null) return walk;
  const number = walk.number + 1;
  if (revision.number !== number) return { ...walk, misfit: { number, what: "missing" } };
  const hashed = hashedOf(revision);
  if (hashed !== null && (await contentHash(hashed)) !== revision.contentHash)
    return { ...walk, misfit: { number, what: "content" } };
  const { contentHash: content, chainHash: chain, status } = revision;
  const isSigned = chain === (await chainHash(walk.chain, content, { ...revision, ...datesOf(revision) }));
  const isOlder = !isSigned && chain === (await olderChainHash(walk.chain, content, status));
  if (!isSigned && !isOlder) return { ...walk, misfit: { number, what: "chain" } };
  const unhashed = walk.unhashed + (hashed === null ? 1 : 0);
  return {
    number,
    chain,
    unhashed,
    unsigned: walk.unsigned + (isOlder ? 1 : 0),
    last: revision,
    misfit: null,
  };
}

/** What stands of an article beside its revisions. */
export type Copy = Pick<
  Article,
  "title" | "slug" | "status" | "revision" | "publishAt" | "publishedOn" | "publishedTime"
>;

/** @param current the article as it stands. */
export function walkEnds(walk: Walk, current: Copy): Walk {
  if (walk.misfit !== null) return walk;
  const next = walk.number + 1;
  if (walk.number < current.revision) return { ...walk, misfit: { number: next, what: "missing" } };
  const isAsWritten = walk.last !== null && isCopyOf(current, walk.last);
  return isAsWritten ? walk : { ...walk, misfit: { number: walk.number, what: "article" } };
}

/** What comes due or to its end by itself does so before any revision says it. */
function isCopyOf(article: Copy, revision: Revision): boolean {
  const { slug, publishedOn, publishedTime, publishAt } = revision.particulars;
  const isDue = revision.status === "scheduled" && article.status === "published";
  const hasEnded = article.status === "retracted" && revision.particulars.unpublishAt != null;
  const isSame = <T>(written: T | undefined, found: T) => written === undefined || written === found;
  return (
    article.title === revision.title &&
    (article.status === revision.status || isDue || hasEnded) &&
    isSame(slug, article.slug) &&
    isSame(publishedOn, article.publishedOn) &&
    isSame(publishedTime, article.publishedTime) &&
    (hasEnded || isSame(publishAt, article.publishAt))
  );
}

function datesOf({ particulars }: Revision) {
  const { slug, publishedOn, publishedTime, publishAt, unpublishAt } = particulars;
  return {
    slug: slug ?? null,
    publishedOn: publishedOn ?? null,
    publishedTime: publishedTime ?? null,
    publishAt: publishAt ?? null,
    unpublishAt: unpublishAt ?? null,
  };
}

/** What the content hash was made of; null of a revision that does not keep all of it. */
function hashedOf({ particulars, ...revision }: Revision): Hashed | null {
  const { lang, asked, tags, authors, sectionId } = particulars;
  const isWhole = lang !== undefined && asked !== undefined && tags !== undefined && authors !== undefined;
  if (!isWhole || sectionId === undefined) return null;
  const named = (names: readonly string[]) => names.map(name => ({ name }));
  const { title, bodyFormat, body, seeAlso } = revision;
  const text = { lang, title, bodyFormat, body, seeAlso };
  return { ...text, ...asked, tags: named(tags), authors: named(authors), sectionId };
}
