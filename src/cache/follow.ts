/**
 * How an isolate's ledger follows D1. Younger than 10 s it is trusted; up to 20 s it is trusted and refreshed in
 * the background; older, it is refreshed before anything is judged by it.
 */
import { D1Unavailable, type Query, runQueries, TimedOut, withTimeout } from "../db/client";
import type { Runtime } from "../runtime";
import { putLedgerCopy, takeLedgerCopy } from "./kv-shelf";
import { type CatchUp, joinCatchUp, joinCopy, type Ledger } from "./ledger";
import { cacheState } from "./state";

/** An isolate asks D1 for the ledger at most once in this time, in ms. */
export const REFRESH_AFTER_MS = 10_000;
/** Nothing is judged by a ledger older than this, in ms. */
export const TRUSTED_MS = 20_000;
/** After D1 failed, nobody waits longer than this for it, in ms: a good page may be at hand. */
const IMPATIENT_MS = 300;
const IMPATIENT_FOR_MS = 5_000;
/** While D1 is down, the ledger's copy in KV is read again at most once in this time, in ms. */
const COPY_READ_EVERY_MS = 10_000;
/** KV takes one write a second for one key; of editions that come faster only the newest is written, in ms. */
const COPY_WRITE_EVERY_MS = 1_000;
/** A copy vouches for the pages on the shelves only as of its own time; the clock renews one this old, in ms. */
const COPY_RENEWED_MS = 6 * 3_600_000;

/** Whether pages may be judged by this ledger now, and it knows the edition that the reader asks for. */
export function isTrusted(ledger: Ledger | null, now: number, atLeast: number): boolean {
  return (
    ledger !== null && now - ledger.asOf <= TRUSTED_MS && now >= ledger.asOf && ledger.edition >= atLeast
  );
}

/** Refreshes in the background what is still trusted but no longer young. */
export function refreshSoon(runtime: Runtime): void {
  const { ledger } = cacheState(runtime);
  if (
    ledger === null ||
    runtime.now() - ledger.asOf <= REFRESH_AFTER_MS ||
    cacheState(runtime).following !== null
  )
    return;
  runtime.waitUntil(follow(runtime, 0).catch(() => undefined));
}

/**
 * Brings the ledger up to now: one question to D1, shared by all who need it at once.
 * @param atLeast the edition that must be known after it: a question sent before that edition does not serve.
 * @throws D1Unavailable
 */
export async function follow(runtime: Runtime, atLeast: number): Promise<void> {
  const state = cacheState(runtime);
  if (state.following !== null && atLeast === 0) return await inPatience(runtime, state.following);
  const following = askWhatIsNew(runtime).finally(() => {
    if (state.following === following) state.following = null;
  });
  state.following = following;
  runtime.waitUntil(following.catch(() => undefined));
  await inPatience(runtime, following);
}

/** A ledger that knows nothing starts from the copy in KV, if there is one. */
export async function startFromCopy(runtime: Runtime): Promise<void> {
  if (cacheState(runtime).ledger === null) await readCopy(runtime);
}

/** While D1 is down the copy in KV is the only way to hear of a retraction. */
export async function hearWithoutD1(runtime: Runtime): Promise<void> {
  if (runtime.now() - cacheState(runtime).copyReadAt >= COPY_READ_EVERY_MS) await readCopy(runtime);
}

/**
 * Waits for D1, but not long when it has just failed. The question itself goes on: an answer that comes late is
 * learned, and tells that D1 is far away or slow, and not down.
 * @throws D1Unavailable
 */
export async function inPatience<T>(runtime: Runtime, answer: Promise<T>): Promise<T> {
  const hasJustFailed = runtime.now() - cacheState(runtime).d1FailedAt < IMPATIENT_FOR_MS;
  if (!hasJustFailed) return await answer;
  return await withTimeout(IMPATIENT_MS, answer).catch(cause => {
    throw cause instanceof TimedOut ? new D1Unavailable("read", { cause }) : cause;
  });
}

/** Remembers for a while that D1 did not answer; any answer makes it forgotten. */
export function noteFailure(runtime: Runtime, failure: unknown): void {
  if (failure instanceof D1Unavailable) cacheState(runtime).d1FailedAt = runtime.now();
}

/**
 * The question by which this isolate's ledger follows D1: to be asked beside whatever else goes there.
 * @param asOf the moment before asking, epoch ms.
 */
export function catchUp(runtime: Pick<Runtime, "db" | "isolate">, asOf: number): Query<CatchUp> {
  const state = cacheState(runtime);
  return state.catchUp(runtime.db, state.ledger, asOf);
}

/** Takes what D1 said into the ledger. */
export function learn(runtime: Runtime, catchUp: CatchUp): void {
  const state = cacheState(runtime);
  state.ledger = joinCatchUp(state.ledger, catchUp, runtime.isolate.slotCount);
  state.d1FailedAt = 0;
}

/** Writes the ledger's copy to KV after an edition; of editions that come at once only the newest is written. */
export async function copyLedger(runtime: Runtime): Promise<void> {
  const state = cacheState(runtime);
  const now = runtime.now();
  // One is on its way and will take the newest. Should its request die, its time passes and the next one goes.
  if (state.copyDueAt > now) return;
  // Never longer than that, whichever way the clock was set meanwhile.
  const wait = Math.min(COPY_WRITE_EVERY_MS, state.copyWrittenAt + COPY_WRITE_EVERY_MS - now);
  if (wait > 0) {
    state.copyDueAt = now + wait;
    await runtime.sleep(wait);
    state.copyDueAt = 0;
  }
  state.copyWrittenAt = runtime.now();
  if (state.ledger !== null) await putLedgerCopy(runtime.kv, state.ledger);
}

async function askWhatIsNew(runtime: Runtime): Promise<void> {
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
  const copy = await takeLedgerCopy(runtime.kv, runtime.waits.kvMs, runtime.isolate.slotCount);
  if (copy !== null) state.ledger = joinCopy(state.ledger, copy);
}

/** The clock's part: the copy in KV is brought up to date, and renewed on quiet days so that it vouches for lately. */
export async function tendCopy(runtime: Runtime): Promise<void> {
  const { ledger } = cacheState(runtime);
  const copy = await takeLedgerCopy(runtime.kv, runtime.waits.kvMs, runtime.isolate.slotCount);
  if (ledger === null) return;
  const isCurrent = copy !== null && copy.epoch === ledger.epoch && copy.edition >= ledger.edition;
  if (isCurrent && runtime.now() - copy.asOf < COPY_RENEWED_MS) return;
  await putLedgerCopy(runtime.kv, ledger);
}
