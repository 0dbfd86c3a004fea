/** The chain over revisions: each hash covers the one before it, so the past cannot be changed unseen. Pure, but for the hash. */
import { sha256 } from "../text/hash";

/** What a revision says beside its content: who made it, when and why, and where the article stood by it. */
export interface Chained {
  readonly status: string;
  /** epoch ms */
  readonly at: number;
  readonly tokenId: string | null;
  readonly reason: string;
  readonly correction: string | null;
  readonly slug: string | null;
  readonly publishedOn: string | null;
  readonly publishedTime: string | null;
  readonly publishAt: number | null;
  readonly unpublishAt: number | null;
}

/** @param previous the chain hash before it; null for the first. @param content its content hash. */
export async function chainHash(previous: string | null, content: string, made: Chained): Promise<string> {
  const { status, at, tokenId, reason, correction, slug } = made;
  const { publishedOn, publishedTime, publishAt, unpublishAt } = made;
  const facts = [at, tokenId, reason, correction, slug, publishedOn, publishedTime, publishAt, unpublishAt];
  return await sha256(`${previous ?? ""}\n${content}\n${status}\n${JSON.stringify(facts)}`);
}

/** As revisions were chained before what else they say was part of it. */
export async function olderChainHash(
  previous: string | null,
  content: string,
  status: string,
): Promise<string> {
  return await sha256(`${previous ?? ""}\n${content}\n${status}`);
}
