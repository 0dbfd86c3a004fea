/**
 * How an isolate's ledger follows D1. Younger than 10 s it is trusted; up to 20 s it is trusted and refreshed in
 * the background; older, it is refreshed before anything is judged by it.
 */
import { D1Unavailable, type Db, type Query, runQueries, TimedOut, withTimeout } from "../db/client";
import { isolateState, type Runtime } from "../runtime";
import { present } from "./edition-queries";
import { getLedgerCopy, putLedgerCopy } from "./kv-cache";
import { type CatchUp, joinCatchUp, joinCopy, type Ledger, SLOTS } from "./ledger";
import { MemoryCache } from "./memory-cache";
import type { Rendering } from "./rendering";

/** An isolate asks D1 for the ledger at most once in this time, in ms. */
export const REFRESH_AFTER_MS = 10_000;
/** Nothing is judged by a ledger older than this, in ms. */
export const TRUSTED_MS = 20_000;
/** After D1 failed, nobody waits longer than this for it, in ms: a good page may be cached. */
const IMPATIENT_MS = 300;
const IMPATIENT_FOR_MS = 5_000;
/** While D1 is down, the ledger's copy in KV is read again at most once in this time, in ms. */
const COPY_READ_EVERY_MS = 10_000;
/** KV takes one write a second for one key; of editions that come faster only the newest is written, in ms. */
const COPY_WRITE_EVERY_MS = 1_000;
/** A copy vouches for cached pages only as of its own time; the tick renews one this old, in ms. */
const COPY_RENEWED_MS = 6 * 3_600_000;

/** What an isolate remembers of the cache: its ledger, rendered pages, and what is under way. */
export interface CacheState {
  ledger: Ledger | null;
  readonly memory: MemoryCache;
  /** Renders under way, by key: one render per key, however many requests need it. */
  readonly renders: Map<string, Promise<Rendering>>;
  /** The catch-up under way, if any. */
  following: Promise<void> | null;
  /** When D1 last failed to answer, epoch ms: for a while nobody waits long for it. */
  d1FailedAt: number;
  /** When the ledger's copy was last read from KV, epoch ms. */
  copyReadAt: number;
  /** When the ledger's copy was last written to KV, and when the write that waits its turn is due, epoch ms; 0 for none. */
  copyWrittenAt: number;
  copyDueAt: number;
  /** KV fills left in the minute that began at `since`. */
  fills: { since: number; left: number };
  /** The query by which a ledger follows D1. */
  catchUp: (db: Db, ledger: Ledger | null, asOf: number) => Query<CatchUp>;
}

export const cacheState = isolateState<CacheState>(({ memoryBytes }) => ({
  ledger: null,
  memory: new MemoryCache(memoryBytes),
  renders: new Map(),
  following: null,
  d1FailedAt: 0,
  copyReadAt: 0,
  copyWrittenAt: 0,
  copyDueAt: 0,
  fills: { since: 0, left: 0 },
  catchUp: present,
}));

const MEMORY_BYTES = 16 * 1024 * 1024;

/** An isolate that knows nothing yet. */
export const newIsolate = (memoryBytes = MEMORY_BYTES, slotCount = SLOTS) => ({ memoryBytes, slotCount });

/** Whether pages may be judged by this ledger now, and it knows the edition that the reader asks for. */
export function isTrusted(ledger: Ledger | null, now: number, atLeast: number): boolean {
  return (
    ledger !== null && now - ledger.asOf <= TRUSTED_MS && now >= ledger.asOf && ledger.edition >= atLeast
  );
}

/** Refreshes in the background what is still trusted but no longer young. */
export function refreshSoon(runtime: Runtime): void {
  const { ledger, following } = cacheState(runtime);
  if (ledger === null || following !== null || runtime.now() - ledger.asOf <= REFRESH_AFTER_MS) return;
  runtime.waitUntil(follow(runtime, 0).catch(() => undefined));
}

/**
 * Brings the ledger up to now: one query, shared by all requests that need it at once.
 * @param atLeast the edition that must be known after it: a query sent before that edition does not do.
 * @throws D1Unavailable
 */
export async function follow(runtime: Runtime, atLeast: number): Promise<void> {
  const state = cacheState(runtime);
  if (state.following !== null && atLeast === 0) return await waitForD1(runtime, state.following);
  const following = refresh(runtime).finally(() => {
    if (state.following === following) state.following = null;
  });
  state.following = following;
  runtime.waitUntil(following.catch(() => undefined));
  await waitForD1(runtime, following);
}

/** An isolate without a ledger starts from the copy in KV, if there is one. */
export async function startFromCopy(runtime: Runtime): Promise<void> {
  if (cacheState(runtime).ledger === null) await readCopy(runtime);
}

/** While D1 is down the copy in KV is the only way to learn of a retraction. */
export async function readCopyWithoutD1(runtime: Runtime): Promise<void> {
  if (runtime.now() - cacheState(runtime).copyReadAt >= COPY_READ_EVERY_MS) await readCopy(runtime);
}

/**
 * Waits for D1, but not long when it has just failed. The query itself goes on: a late result is still learned, and
 * shows that D1 is slow and not down.
 * @throws D1Unavailable
 */
export async function waitForD1<T>(runtime: Runtime, result: Promise<T>): Promise<T> {
  const hasJustFailed = runtime.now() - cacheState(runtime).d1FailedAt < IMPATIENT_FOR_MS;
  if (!hasJustFailed) return await result;
  return await withTimeout(IMPATIENT_MS, result).catch(cause => {
    throw cause instanceof TimedOut ? new D1Unavailable("read", { cause }) : cause;
  });
}

/** Remembers that D1 did not answer, until it does. */
export function noteFailure(runtime: Runtime, failure: unknown): void {
  if (failure instanceof D1Unavailable) cacheState(runtime).d1FailedAt = runtime.now();
}

/**
 * The query by which this isolate's ledger follows D1, to run beside whatever else goes there.
 * @param asOf the moment before sending it, epoch ms.
 */
export function catchUp(runtime: Pick<Runtime, "db" | "isolate">, asOf: number): Query<CatchUp> {
  const state = cacheState(runtime);
  return state.catchUp(runtime.db, state.ledger, asOf);
}

/** Takes what the query found into the ledger. */
export function learn(runtime: Runtime, catchUp: CatchUp): void {
  const state = cacheState(runtime);
  state.ledger = joinCatchUp(state.ledger, catchUp, runtime.isolate.slotCount);
  state.d1FailedAt = 0;
}

/** Writes the ledger's copy to KV after an edition; of editions that come at once only the newest is written. */
export async function copyLedger(runtime: Runtime): Promise<void> {
  const state = cacheState(runtime);
  const now = runtime.now();
  // Another is waiting its turn and will write the newest. If its request dies, its time passes and the next one writes.
  if (state.copyDueAt > now) return;
  // Bounded, in case the clock was set back meanwhile.
  const wait = Math.min(COPY_WRITE_EVERY_MS, state.copyWrittenAt + COPY_WRITE_EVERY_MS - now);
  if (wait > 0) {
    state.copyDueAt = now + wait;
    await runtime.sleep(wait);
    state.copyDueAt = 0;
  }
  state.copyWrittenAt = runtime.now();
  if (state.ledger !== null) await putLedgerCopy(runtime.kv, state.ledger);
}

async function refresh(runtime: Runtime): Promise<void> {
  try {
    const [found] = await runQueries(runtime.db, [catchUp(runtime, runtime.now())], runtime.waits.d1Ms);
    learn(runtime, found);
  } catch (failure) {
    noteFailure(runtime, failure);
    throw failure;
  }
}

async function readCopy(runtime: Runtime): Promise<void> {
  const state = cacheState(runtime);
  state.copyReadAt = runtime.now();
  const copy = await getLedgerCopy(runtime.kv, runtime.waits.kvMs, runtime.isolate.slotCount);
  if (copy !== null) state.ledger = joinCopy(state.ledger, copy);
}

/** For the tick: brings the copy in KV up to date, and renews it on quiet days, because it vouches only as of its own time. */
export async function renewCopy(runtime: Runtime): Promise<void> {
  const { ledger } = cacheState(runtime);
  const copy = await getLedgerCopy(runtime.kv, runtime.waits.kvMs, runtime.isolate.slotCount);
  if (ledger === null) return;
  const isCurrent = copy !== null && copy.epoch === ledger.epoch && copy.edition >= ledger.edition;
  if (isCurrent && runtime.now() - copy.asOf < COPY_RENEWED_MS) return;
  await putLedgerCopy(runtime.kv, ledger);
}
