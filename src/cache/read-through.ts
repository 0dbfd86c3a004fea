/**
 * The reader's way to a page: memory, then KV, then D1, and when D1 is down the last good page.
 * What is served is fresh under a ledger no older than 20 s, or is marked stale. See docs/caching.md.
 */

import { D1Unavailable, type Query, runQueries, TimedOut, withTimeout } from "../db/client";
import type { Runtime } from "../runtime";
import {
  cacheState,
  catchUp,
  follow,
  isTrusted,
  learn,
  noteFailure,
  readCopyWithoutD1,
  refreshSoon,
  startFromCopy,
  waitForD1,
} from "./follow";
import { getPage, putPage } from "./kv-cache";
import { isFresh, isWithdrawn, type Ledger } from "./ledger";
import { type Composed, isOver, type Rendering, stampRendering } from "./rendering";

/** A page, as the cache needs to know it. */
export interface Page<T> {
  /** Its identity: the same key is the same page, in every isolate and place. */
  readonly key: string;
  /** Where it may be cached. `none`: made anew for each request. */
  readonly cache: "kv" | "memory" | "none";
  /** Reads its content from D1. @param now epoch ms */
  readonly query: (now: number) => Query<T>;
  /** Pure: content to page. What it throws, such as a problem, is never cached. */
  readonly compose: (content: T, now: number) => Composed | Promise<Composed>;
}

export interface Served {
  readonly rendering: Rendering;
  readonly source: "memory" | "kv" | "origin" | "stale";
  /** The edition as of which it is true; of a stale page, the edition that it was made from. */
  readonly edition: number;
}

/** D1 is down, and no page is cached that could be served meanwhile. */
export class NoGoodPage extends Error {
  override readonly name = "NoGoodPage";
}

/** The last good page is served for this long while D1 is down, in ms. */
export const STALE_MS = 24 * 3_600_000;
/** How long a request waits for another request's render of the same page before it makes its own, in ms. */
const JOIN_MS = 2_000;

/**
 * @param atLeast the edition that the answer must be made from or be true as of; 0 for any.
 * @throws NoGoodPage when D1 is down and no good page is cached; anything that the page throws.
 */
export async function readThrough<T>(runtime: Runtime, page: Page<T>, atLeast: number): Promise<Served> {
  const state = cacheState(runtime);
  const inMemory = page.cache === "none" ? undefined : state.memory.get(page.key);
  const wanted = { atLeast };
  let inKv: Rendering | null = null;
  try {
    const fromMemory = inMemory && (await ifFresh(runtime, inMemory, "memory", wanted));
    if (fromMemory) return fromMemory;
    if (page.cache === "kv") {
      [inKv] = await Promise.all([getPage(runtime.kv, page.key, runtime.waits.kvMs), startFromCopy(runtime)]);
      const fromKv = inKv && (await ifFresh(runtime, inKv, "kv", wanted));
      if (fromKv) {
        state.memory.put(page.key, fromKv.rendering);
        return fromKv;
      }
    }
    let rendering = await renderOnce(runtime, page, atLeast);
    const { ledger } = state;
    // D1 was slow, and another request has meanwhile learned of a retraction.
    if (ledger !== null && isWithdrawn(ledger, rendering))
      rendering = await renderOnce(runtime, page, ledger.edition);
    return { rendering, source: "origin", edition: rendering.stamp };
  } catch (failure) {
    if (!(failure instanceof D1Unavailable)) throw failure;
    if (page.cache === "kv" && inKv === null) inKv = await getPage(runtime.kv, page.key, runtime.waits.kvMs);
    return await lastGood(runtime, [inMemory, inKv]);
  }
}

async function ifFresh(
  runtime: Runtime,
  rendering: Rendering,
  source: "memory" | "kv",
  wanted: { atLeast: number },
): Promise<Served | null> {
  if (isTrusted(cacheState(runtime).ledger, runtime.now(), wanted.atLeast)) refreshSoon(runtime);
  else {
    await follow(runtime, wanted.atLeast);
    // D1 has said which edition is the newest; one beyond it does not exist and is not asked for again.
    wanted.atLeast = Math.min(wanted.atLeast, cacheState(runtime).ledger?.edition ?? 0);
  }
  const { ledger } = cacheState(runtime);
  if (ledger === null || !isGood(runtime, ledger, rendering)) return null;
  return { rendering, source, edition: Math.max(ledger.edition, rendering.stamp) };
}

/** Fresh under the ledger, before its next scheduled moment, and made by this version. */
function isGood(runtime: Runtime, ledger: Ledger, rendering: Rendering): boolean {
  const isBeforeNext = rendering.until === null || runtime.now() < rendering.until;
  return isBeforeNext && rendering.version === runtime.version && isFresh(ledger, rendering);
}

/** One render per key and isolate, however many requests need it; one for a given edition makes its own. */
async function renderOnce<T>(runtime: Runtime, page: Page<T>, atLeast: number): Promise<Rendering> {
  const { renders } = cacheState(runtime);
  const underWay = renders.get(page.key);
  if (underWay !== undefined && atLeast === 0) {
    const joined = await waitForD1(runtime, withTimeout(JOIN_MS, underWay).catch(orNullWhenSlow));
    const { ledger } = cacheState(runtime);
    if (joined !== null && ledger !== null && isGood(runtime, ledger, joined)) return joined;
  }
  const rendering = render(runtime, page).finally(() => {
    if (renders.get(page.key) === rendering) renders.delete(page.key);
  });
  renders.set(page.key, rendering);
  // So that it is finished for those who joined, even if the first client disconnects.
  runtime.waitUntil(rendering.catch(() => undefined));
  return await waitForD1(runtime, rendering);
}

function orNullWhenSlow(failure: unknown): null {
  if (failure instanceof TimedOut) return null;
  throw failure;
}

/** One round trip: the content, its stamp and the ledger's catch-up are one snapshot of D1. */
async function render<T>(runtime: Runtime, page: Page<T>): Promise<Rendering> {
  const now = runtime.now();
  const queries = [catchUp(runtime, now), page.query(now)] as const;
  const [present, content] = await runQueries(runtime.db, queries, runtime.waits.d1Ms).catch(failure => {
    noteFailure(runtime, failure);
    throw failure;
  });
  learn(runtime, present);
  const composed = await page.compose(content, now);
  const stamp = { epoch: present.epoch, edition: present.current, madeAt: now, version: runtime.version };
  const rendering = await stampRendering(composed, stamp);
  store(runtime, page, rendering);
  return rendering;
}

function store<T>(runtime: Runtime, page: Page<T>, rendering: Rendering): void {
  if (page.cache === "none") return;
  cacheState(runtime).memory.put(page.key, rendering);
  // Redirects are for wrong spellings, which are endless: not worth a KV write.
  const isPage = [200, 410, 451].includes(rendering.status);
  if (page.cache === "kv" && isPage && mayFill(runtime))
    runtime.waitUntil(putPage(runtime.kv, page.key, rendering));
}

/** Each isolate limits its own fills: writes are the expensive part of KV. */
function mayFill(runtime: Runtime): boolean {
  const { fills } = cacheState(runtime);
  const now = runtime.now();
  if (now - fills.since >= 60_000 || now < fills.since) {
    cacheState(runtime).fills = { since: now, left: runtime.kvFillsPerMinute };
  }
  if (cacheState(runtime).fills.left <= 0) return false;
  cacheState(runtime).fills.left -= 1;
  return true;
}

/**
 * D1 is down: the newest cached page, if it was good within the last 24 hours and shows nothing that has ended or is
 * known to be retracted.
 * @throws NoGoodPage
 */
async function lastGood(
  runtime: Runtime,
  cached: readonly (Rendering | null | undefined)[],
): Promise<Served> {
  await readCopyWithoutD1(runtime);
  const { ledger } = cacheState(runtime);
  const [newest] = cached
    .filter(rendering => rendering !== null && rendering !== undefined)
    .sort((a, b) => (a.epoch === b.epoch ? b.stamp - a.stamp : b.madeAt - a.madeAt));
  const isAway =
    newest !== undefined &&
    (isOver(newest, runtime.now()) || (ledger !== null && isWithdrawn(ledger, newest)));
  if (newest === undefined || isAway) throw new NoGoodPage("D1 is down, and no good page is known");
  const goodAt =
    ledger !== null && isFresh(ledger, newest) ? Math.max(newest.madeAt, ledger.asOf) : newest.madeAt;
  if (runtime.now() - goodAt > STALE_MS) throw new NoGoodPage("D1 is down, and no good page is known");
  return { rendering: newest, source: "stale", edition: newest.stamp };
}
