/**
 * How fast one token may write: a brake for a script gone wild and a token gone astray, never met by people. A bucket
 * for each token in the memory of one isolate, which fills up again all the time; and in front of it, where it is
 * bound, the platform's own, which counts for a whole location.
 * @see docs/decisions/0019-a-rate-limit-on-writing.md
 */

import { ProblemError } from "../http/problem";
import { isolateState, type Runtime } from "../runtime";

const MINUTE_MS = 60_000;
const MOST_TOKENS = 1_000;
/** The platform does not say when to come again: its periods are of 10 s or 60 s. */
const PLATFORM_SECONDS = 60;

/** What a token may still send. */
export interface Bucket {
  /** As of when, epoch ms. */
  readonly at: number;
  /** Documents and files; below zero after an archive of many. */
  readonly left: number;
}

/**
 * Takes one from what the token may send.
 * @throws ProblemError `rate-limited` when nothing is left of it.
 */
export async function spendOne(runtime: Runtime, tokenId: string): Promise<void> {
  const { uploadsPerMinute, rateLimit } = runtime;
  const bucket = bucketOf(runtime, tokenId);
  if (bucket !== null && bucket.left < 1) {
    const seconds = Math.ceil(((1 - bucket.left) * MINUTE_MS) / uploadsPerMinute / 1_000);
    throw new ProblemError({ code: "rate-limited", of: "uploads", seconds });
  }
  spend(runtime, tokenId, 1);
  // A rateLimit that does not answer stops nobody.
  const { success } = (await rateLimit?.limit({ key: tokenId }).catch(() => null)) ?? { success: true };
  if (!success) throw new ProblemError({ code: "rate-limited", of: "uploads", seconds: PLATFORM_SECONDS });
}

/**
 * What one request holds beyond its first is paid afterwards: an archive is taken whole, and its token waits then.
 * @param tokenId null for the clock, which nobody holds up.
 */
export function spend(runtime: Runtime, tokenId: string | null, count: number): void {
  const bucket = tokenId === null ? null : bucketOf(runtime, tokenId);
  if (tokenId === null || bucket === null) return;
  const buckets = bucketsState(runtime);
  if (buckets.size >= MOST_TOKENS) buckets.clear();
  buckets.set(tokenId, { at: bucket.at, left: bucket.left - count });
}

/** What each token may still send, and as of when. */
const bucketsState = isolateState(() => new Map<string, Bucket>());

/** As it is now; null where nothing is counted. */
function bucketOf(runtime: Runtime, tokenId: string): Bucket | null {
  const { uploadsPerMinute: most } = runtime;
  if (most === 0) return null;
  const [known, at] = [bucketsState(runtime).get(tokenId), runtime.now()];
  if (known === undefined) return { at, left: most };
  const filled = (Math.max(0, at - known.at) * most) / MINUTE_MS;
  return { at, left: Math.min(most, known.left + filled) };
}
