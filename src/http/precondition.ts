/**
 * Which revisions a change may follow, as its If-Match says. Revisions alone count: what else an ETag covers (the
 * edition, the links) changes without an editor. Pure.
 * @see RFC 9110 section 13.1.1
 */

/** `any`: whatever stands. A set of revisions may be empty: then nothing fits. */
export type Precondition = "any" | ReadonlySet<number>;

const ETAG = /^(?:W\/)?"r(\d{1,15})(?:\.[0-9a-f]+)?"$/;

/** @param header If-Match. A cache on the way may have weakened the ETag; the revision in it is the same. */
export function readIfMatch(header: string): Precondition {
  const tags = header.split(",").map(tag => tag.trim());
  if (tags.includes("*")) return "any";
  const numbers = tags.flatMap(tag => ETAG.exec(tag)?.[1] ?? []);
  return new Set(numbers.map(Number));
}

/** @param precondition null: none was made. */
export function holds(precondition: Precondition | null, revision: number): boolean {
  return precondition === null || precondition === "any" || precondition.has(revision);
}

/** The newest revision before the current one that the editor had; null if they had none of ours. */
export function lastHad(precondition: Precondition, revision: number): number | null {
  if (precondition === "any") return null;
  const had = [...precondition].filter(number => number > 0 && number < revision);
  return had.length === 0 ? null : Math.max(...had);
}
