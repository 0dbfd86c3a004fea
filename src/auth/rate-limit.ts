/**
 * How fast one token may write, and how many wrong tokens one client may send. Both counted in the memory of one
 * isolate: that stops scripts gone wild, and spares D1 those who guess.
 * @see docs/decisions/0019-a-brake-on-writing.md
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
export async function limitRate(runtime: Runtime, tokenId: string): Promise<void> {
  const { uploadsPerMinute, rateLimit } = runtime;
  const bucket = bucketOf(runtime, tokenId);
  if (bucket !== null && bucket.left < 1) {
    const seconds = Math.ceil(((1 - bucket.left) * MINUTE_MS) / uploadsPerMinute / 1_000);
    throw new ProblemError({ code: "rate-limited", of: "uploads", seconds });
  }
  spend(runtime, tokenId, 1);
  // If it does not answer, nobody is stopped.
  const { success } = (await rateLimit?.limit({ key: tokenId }).catch(() => null)) ?? { success: true };
  if (!success) throw new ProblemError({ code: "rate-limited", of: "uploads", seconds: PLATFORM_SECONDS });
}

/**
 * Counts what a request held beyond its first document: an archive is taken whole, and its token waits afterwards.
 * @param tokenId null for the clock, which has no limit.
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

/** Wrong tokens that one client may send in a minute. */
const FAILURES_A_MINUTE = 30;

/** Wrong tokens sent lately, by client. */
const failures = isolateState<Minutes>(() => new Map());

/** @param client the address as the platform tells it; null where there is none to tell clients apart. */
export function countWrongToken(runtime: Runtime, client: string | null): void {
  if (client !== null) countOne(failures(runtime), client, runtime.now());
}

/** The problem for a client that has sent too many wrong tokens within a minute; null for any other. */
export function guessLimit(runtime: Runtime, client: string | null): ProblemError | null {
  const now = runtime.now();
  const minute = client === null ? null : runningMinute(failures(runtime), client, now);
  if (minute === null || minute.count < FAILURES_A_MINUTE) return null;
  return new ProblemError({
    code: "rate-limited",
    of: "tokens",
    seconds: Math.ceil(msLeft(minute, now) / 1_000),
  });
}

/** A client's key. One with IPv6 has a whole /64 to call from. @see RFC 4291 section 2.2: `::` stands for groups of zeros */
export function clientOf(ip: string | undefined): string | null {
  if (ip === undefined || ip === "") return null;
  if (!ip.includes(":")) return ip;
  const [first = [], last = []] = ip.split("::").map(side => side.split(":").filter(group => group !== ""));
  const zeros = Array<string>(Math.max(0, GROUPS - first.length - last.length)).fill("0");
  return [...first, ...zeros, ...last].slice(0, GROUPS / 2).join(":");
}

/** Of an IPv6 address. */
const GROUPS = 8;

/** With more than these the count begins anew. */
const MOST_REMEMBERED = 1_000;

export interface Minute {
  /** epoch ms. */
  readonly since: number;
  count: number;
}

export type Minutes = Map<string, Minute>;

/** Counts once more. @param now epoch ms. @returns how often it was in the minute that runs, this one included. */
export function countOne(minutes: Minutes, key: string, now: number): number {
  const running = runningMinute(minutes, key, now);
  if (running !== null) return ++running.count;
  if (minutes.size >= MOST_REMEMBERED) minutes.clear();
  minutes.set(key, { since: now, count: 1 });
  return 1;
}

/** @returns null where nothing has happened within a minute. */
export function runningMinute(minutes: Minutes, key: string, now: number): Minute | null {
  const known = minutes.get(key);
  if (known === undefined || now < known.since || msLeft(known, now) <= 0) return null;
  return known;
}

export const msLeft = ({ since }: Minute, now: number) => since + MINUTE_MS - now;
