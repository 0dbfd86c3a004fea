/**
 * The index follows editions: right after each one, and from the tick, which repairs what was missed. It may be
 * dropped at any time; from nothing it is built by the same code, edition by edition.
 */
import { changedArticles } from "../articles/follower-queries";
import { catchUp, learn } from "../cache/follow";
import { runQueries } from "../db/client";
import { type Follower, isolateState, type Runtime } from "../runtime";
import { clearIndex, type Progress, progress, putEntries } from "./queries";

/** How many editions one step takes, and how many steps one call. */
const STEP_EDITIONS = 40;
const STEPS = 10;

/** How far the index is, and how far the site. */
export interface Followed {
  readonly edition: number;
  readonly current: number;
  readonly indexed: number;
}

/** Brings the index up to now, or 400 editions nearer to it. @throws D1Unavailable */
export async function followSearch(runtime: Runtime): Promise<Followed> {
  let from = await progress(runtime.search, runtime.waits.d1Ms);
  let indexed = 0;
  for (let step = 1; ; step++) {
    const taken = await followStep(runtime, from);
    indexed += taken.indexed;
    from = taken.upTo;
    if (from.edition >= taken.current || step === STEPS) {
      return { edition: from.edition, current: taken.current, indexed };
    }
  }
}

/** An update that has not ended after this time has died, in ms. */
const GONE_MS = 30_000;

/** Since when an update is running, epoch ms, 0 for none; and whether to run again after it. */
const indexingState = isolateState(() => ({ since: 0, again: false }));

/** One at a time in an isolate; who comes meanwhile is served by one more round at its end. */
async function updateIndex(runtime: Runtime): Promise<void> {
  const { now } = runtime;
  const indexing = indexingState(runtime);
  if (indexing.since > now() - GONE_MS && indexing.since <= now()) {
    indexing.again = true;
    return;
  }
  try {
    do {
      Object.assign(indexing, { since: now(), again: false });
      await followSearch(runtime);
    } while (indexing.again);
  } finally {
    Object.assign(indexing, { since: 0, again: false });
  }
}

export const indexFollower: Follower = { hasWork: null, follow: updateIndex };

/** How far the index has come; of a new one nothing. @throws D1Unavailable */
export async function followedUpTo(runtime: Runtime): Promise<Progress> {
  return (await progress(runtime.search, runtime.waits.d1Ms)) ?? { epoch: "", edition: 0 };
}

/** Empties the index, so that it is built anew from the first edition on; searches find less meanwhile. */
export async function emptyIndex(runtime: Runtime): Promise<void> {
  const [present] = await runQueries(runtime.db, [catchUp(runtime, runtime.now())], runtime.waits.d1Ms);
  await clearIndex(runtime.search, { epoch: present.epoch, edition: 0 }, runtime.waits.d1Ms);
}

async function followStep(runtime: Runtime, from: Progress | null) {
  const now = runtime.now();
  const start = from?.edition ?? 0;
  const [present, changed] = await runQueries(
    runtime.db,
    [catchUp(runtime, now), changedArticles(runtime.db, start, start + STEP_EDITIONS)],
    runtime.waits.d1Ms,
  );
  learn(runtime, present);
  const { epoch, current } = present;
  if (from !== null && (from.epoch !== epoch || from.edition > current)) {
    // Another database, or a restored one: its numbers mean something else.
    await emptyIndex(runtime);
    return { upTo: { epoch, edition: 0 }, current, indexed: 0 };
  }
  const upTo = { epoch, edition: Math.min(start + STEP_EDITIONS, current) };
  const entries = changed.map(article => ({ ...article, edition: current }));
  if (from === null || upTo.edition > start)
    await putEntries(runtime.search, entries, start, upTo, runtime.waits.d1Ms);
  return { upTo, current, indexed: entries.length };
}
