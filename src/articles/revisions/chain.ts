/**
 * Whether the past is as it was written. Each revision's chain hash covers the one before it, its content hash and its
 * status; a content hash covers what `draft.ts` says. Pure, but for the hash.
 */
import { chainHash, contentHash, type Hashed } from "../writing/draft";
import type { Revision } from "./revision";

/** What the walk has seen so far. */
export interface Walk {
  /** The number of the last revision that was looked at; 0 before the first. */
  readonly number: number;
  readonly chain: string | null;
  /** Revisions whose content cannot be hashed again: they are older than what it takes. Their chain is checked. */
  readonly unhashed: number;
  readonly misfit: Misfit | null;
}

/** The first revision that does not fit, and how. */
export interface Misfit {
  readonly number: number;
  readonly what: "missing" | "content" | "chain";
}

export const START: Walk = { number: 0, chain: null, unhashed: 0, misfit: null };

/** @param revision the next one that is there. */
export async function walkOn(walk: Walk, revision: Revision): Promise<Walk> {
  if (walk.misfit !== null) return walk;
  const number = walk.number + 1;
  if (revision.number !== number) return { ...walk, misfit: { number, what: "missing" } };
  const hashed = hashedOf(revision);
  if (hashed !== null && (await contentHash(hashed)) !== revision.contentHash)
    return { ...walk, misfit: { number, what: "content" } };
  const chain = await chainHash(walk.chain, revision.contentHash, revision.status);
  if (chain !== revision.chainHash) return { ...walk, misfit: { number, what: "chain" } };
  return { number, chain, unhashed: walk.unhashed + (hashed === null ? 1 : 0), misfit: null };
}

/** @param current the number at which the article stands. */
export function walkEnds(walk: Walk, current: number): Walk {
  const number = walk.number + 1;
  return walk.misfit === null && walk.number < current
    ? { ...walk, misfit: { number, what: "missing" } }
    : walk;
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
