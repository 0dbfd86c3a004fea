/**
 * Receivers follow editions: right after each one, and from the tick, which repairs whatever was missed. What is to be
 * told is put into the queue in one batch, taken from it by whoever comes first, sent, and crossed out. A crash between
 * sending and crossing out sends it again, under the same id.
 */
import { commit, D1Unavailable } from "../db/client";
import type { Follower, Runtime } from "../runtime";
import { type Writer, writerFor } from "./compose";
import { messageId } from "./delivery";
import type { Addressed } from "./letter";
import { giveBack, takeDue } from "./queries";
import { followEditions, hasWork } from "./queue-queries";
import type { Receiver } from "./receiver";
import { activeReceivers } from "./receiver-queries";
import { endings, type Tried } from "./record";
import { type Answer, send } from "./send";

/** What is taken from the queue is another's after this time, in ms: longer than any round lasts. */
const LEASE_MS = 120_000;
/**
 * So many letters one round takes, and so many of them to one receiver of several, so that a slow one leaves room for
 * others; and so many rounds one call makes. The free plan allows an event 50 requests, and 50 statements to D1.
 */
const ROUND_LETTERS = 10;
const LETTERS_TO_ONE = 4;
const ROUNDS = 2;
/** The platform allows six connections at once; one is D1's. */
const AT_ONCE = 5;
/** After this no new letter is begun, in ms: work behind an answer has half a minute. */
const ROUND_MS = 12_000;

export const receiversFollower: Follower = { hasWork, follow: tellReceivers };

/** After the answer. What fails is made good by the tick. */
export function tellSoon(runtime: Runtime): void {
  runtime.waitUntil(tellReceivers(runtime).catch(() => undefined));
}

/** @throws D1Unavailable */
export async function tellReceivers(runtime: Runtime): Promise<void> {
  const { db, waits, now } = runtime;
  const asked = activeReceivers(db);
  const results = await commit(db, [...followEditions(db, now()), asked.statement], waits.d1Ms);
  const receivers = asked.read(results.at(-1));
  let isMore = receivers.length > 0;
  for (let rounds = 0; isMore && rounds < ROUNDS; rounds++) isMore = await round(runtime, receivers);
}

/** @returns whether there may be more to send. */
async function round(runtime: Runtime, receivers: readonly Receiver[]): Promise<boolean> {
  const { db, waits } = runtime;
  const fair = Math.max(1, Math.min(LETTERS_TO_ONE, Math.floor(ROUND_LETTERS / receivers.length)));
  const each = receivers.length === 1 ? ROUND_LETTERS : fair;
  const piles = await take(runtime, receivers, each);
  const taken = inTurns(piles, each);
  if (taken.length === 0) return false;
  const { tried, left } = await sendAll(runtime, taken, await writerFor(runtime, taken));
  const returned = left.map(({ delivery }) => giveBack(db, delivery, runtime.now()));
  await commit(db, [...endings(runtime, tried), ...returned], waits.d1Ms);
  return left.length === 0 && piles.some(pile => pile.length === each);
}

async function take(
  { db, waits, now }: Runtime,
  receivers: readonly Receiver[],
  each: number,
): Promise<Addressed[][]> {
  const at = now();
  const questions = receivers.map(({ id }) => takeDue(db, id, at, at + LEASE_MS, each));
  const statements = questions.map(({ statement }) => statement);
  const results = await commit(db, statements, waits.d1Ms);
  return receivers.map((receiver, place) =>
    (questions[place]?.read(results[place]) ?? []).map(delivery => ({ delivery, receiver })),
  );
}

/** The first of each receiver stand before the second of any. */
function inTurns<T>(piles: readonly (readonly T[])[], each: number): T[] {
  return Array.from({ length: each }, (_, turn) => piles.flatMap(pile => pile[turn] ?? [])).flat();
}

async function sendAll(runtime: Runtime, taken: readonly Addressed[], write: Writer) {
  const began = runtime.now();
  const waiting = [...taken];
  const tried: Tried[] = [];
  const sender = async () => {
    while (runtime.now() - began < ROUND_MS) {
      const next = waiting.shift();
      if (next === undefined) return;
      tried.push({ ...next, answer: await attempt(runtime, next, write) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { tried, left: waiting };
}

/** A letter that cannot be written, by a fault of ours, holds up no other: it fails like one that does not arrive. */
async function attempt(runtime: Runtime, addressed: Addressed, write: Writer): Promise<Answer | null> {
  try {
    const letter = await write(addressed);
    return letter === null ? null : await send(runtime, letter);
  } catch (failure) {
    if (failure instanceof D1Unavailable) throw failure;
    console.error(JSON.stringify({ letter: messageId(addressed.delivery), failure: String(failure) }));
    return { status: null, failure: "it could not be written", ms: 0, askedMs: null, isUnfit: false };
  }
}
