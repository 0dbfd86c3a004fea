/**
 * Receivers follow editions: right after each one, and from the tick, which repairs what was missed. What concerns them
 * is queued in one batch, taken by whoever comes first, sent, and recorded. A crash between sending and recording sends
 * it again, under the same id.
 */
import { commit, D1Unavailable, type Statement } from "../db/client";
import type { Follower, Runtime } from "../runtime";
import { sha256 } from "../text/hash";
import { type Composer, composerFor } from "./compose";
import { type AddressedDelivery, messageId, type Receiver } from "./delivery";
import { type ReceiverResponse, send } from "./outbound-request";
import {
  followEditions,
  giveBack,
  hasWork,
  type Outcome,
  queueOverdue,
  recordOutcome,
  takeDue,
} from "./queue-queries";
import { activeReceivers, noteFailed, noteResponded, pauseHopeless } from "./receiver-queries";
import { nextAttempt } from "./retry";

/** What was taken from the queue is anybody's again after this time, in ms: longer than any round lasts. */
const LEASE_MS = 120_000;
/**
 * How many deliveries a round takes, and how many of them to one receiver of several, so that a slow one leaves room
 * for others; and how many rounds a call makes. The free plan allows an event 50 requests, and 50 statements to D1.
 */
const ROUND_DELIVERIES = 10;
const DELIVERIES_TO_ONE = 4;
const ROUNDS = 2;
/** The platform allows six connections at once; one is D1's. */
const AT_ONCE = 5;
/** After this no other request is begun, in ms: work after the response has half a minute. */
const ROUND_MS = 12_000;

export const receiversFollower: Follower = { hasWork, follow: deliver };

/** After the response. The tick makes up for what fails. */
export function deliverSoon(runtime: Runtime): void {
  runtime.waitUntil(deliver(runtime).catch(() => undefined));
}

/** Queues what is new for each receiver, and sends what is due. @throws D1Unavailable */
export async function deliver(runtime: Runtime): Promise<void> {
  const { db, waits, now } = runtime;
  const active = activeReceivers(db);
  const results = await commit(db, [...followEditions(db, now()), active.statement], waits.d1Ms);
  const receivers = active.read(results.at(-1));
  let isMore = receivers.length > 0;
  for (let rounds = 0; isMore && rounds < ROUNDS; rounds++) isMore = await round(runtime, receivers);
}

/** @returns whether there may be more to send. */
async function round(runtime: Runtime, receivers: readonly Receiver[]): Promise<boolean> {
  const { db, waits } = runtime;
  const fair = Math.max(1, Math.min(DELIVERIES_TO_ONE, Math.floor(ROUND_DELIVERIES / receivers.length)));
  const each = receivers.length === 1 ? ROUND_DELIVERIES : fair;
  const piles = await take(runtime, receivers, each);
  const taken = inTurns(piles, each);
  if (taken.length === 0) return false;
  const { attempts, left } = await sendAll(runtime, taken, await composerFor(runtime, taken));
  const returned = left.map(({ delivery }) => giveBack(db, delivery, runtime.now()));
  await commit(db, [...outcomes(runtime, attempts), ...returned], waits.d1Ms);
  return left.length === 0 && piles.some(pile => pile.length === each);
}

async function take(
  { db, waits, now }: Runtime,
  receivers: readonly Receiver[],
  each: number,
): Promise<AddressedDelivery[][]> {
  const at = now();
  const queries = receivers.map(({ id }) => takeDue(db, id, at, at + LEASE_MS, each));
  const statements = queries.map(({ statement }) => statement);
  const results = await commit(db, statements, waits.d1Ms);
  return receivers.map((receiver, place) =>
    (queries[place]?.read(results[place]) ?? []).map(delivery => ({ delivery, receiver })),
  );
}

/** The first of each receiver come before the second of any. */
function inTurns<T>(piles: readonly (readonly T[])[], each: number): T[] {
  return Array.from({ length: each }, (_, turn) => piles.flatMap(pile => pile[turn] ?? [])).flat();
}

/** A delivery and its response; null when it had become pointless. */
interface Attempt extends AddressedDelivery {
  readonly response: ReceiverResponse | null;
}

async function sendAll(runtime: Runtime, taken: readonly AddressedDelivery[], compose: Composer) {
  const began = runtime.now();
  const waiting = [...taken];
  const attempts: Attempt[] = [];
  const sender = async () => {
    while (runtime.now() - began < ROUND_MS) {
      const next = waiting.shift();
      if (next === undefined) return;
      attempts.push({ ...next, response: await attempt(runtime, next, compose) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { attempts, left: waiting };
}

/** A request that cannot be made, by a bug of ours, holds up no other: it counts as one that failed. */
async function attempt(
  runtime: Runtime,
  addressed: AddressedDelivery,
  compose: Composer,
): Promise<ReceiverResponse | null> {
  try {
    const request = await compose(addressed);
    return request === null ? null : await send(runtime, request);
  } catch (failure) {
    if (failure instanceof D1Unavailable) throw failure;
    console.error(JSON.stringify({ delivery: messageId(addressed.delivery), failure: String(failure) }));
    return { status: null, failure: "it could not be written", ms: 0, askedMs: null, isUnfit: false };
  }
}

const GONE = 410;

/** Records a round in one batch: what became of each delivery, and of each receiver. */
function outcomes(runtime: Runtime, attempts: readonly Attempt[]): Statement[] {
  const receivers = [...new Set(attempts.map(({ receiver }) => receiver.id))];
  return [
    ...attempts.map(one => recordOutcome(runtime.db, one.delivery, outcomeOf(runtime, one))),
    ...receivers.flatMap(id => {
      const own = attempts.filter(({ receiver }) => receiver.id === id);
      return noteReceiver(
        runtime,
        id,
        own.flatMap(({ response }) => response ?? []),
      );
    }),
  ];
}

function outcomeOf(runtime: Runtime, { delivery, response }: Attempt): Outcome {
  if (response === null) return { state: "overtaken", nextAt: null, status: null, failure: null };
  const { status, failure, askedMs, isUnfit } = response;
  if (failure === null) return { state: "delivered", nextAt: null, status, failure };
  const chance = (runtime.random(1)[0] ?? 0) / 255;
  const isOver = isUnfit || status === GONE;
  const nextAt = isOver
    ? null
    : nextAttempt({ attempts: delivery.attempts, at: runtime.now(), askedMs, chance });
  return { state: nextAt === null ? "given-up" : "waiting", nextAt, status, failure };
}

/** One success makes up for all failures before it. */
function noteReceiver({ db, now }: Runtime, id: number, responses: readonly ReceiverResponse[]): Statement[] {
  if (responses.length === 0) return [];
  if (responses.some(({ status }) => status === GONE)) return pauseHopeless(db, id, "gone", now());
  const failed = responses.filter(({ failure }) => failure !== null);
  if (failed.length < responses.length) return [noteResponded(db, id)];
  return [noteFailed(db, id, failed.length, now()), ...pauseHopeless(db, id, "failing", now())];
}

export interface Late {
  /** As in the log: `article 12`, or an observance's key, date and language. */
  readonly what: string;
  /** When it was due, epoch ms. */
  readonly dueAt: number;
}

const SUBJECT_DIGITS = 16;
const WHAT_LETTERS = 300;
/** How many of one tick are announced by name: whoever must act on more than that knows enough. */
const MOST_ANNOUNCED = 50;

/** Queues what the clock came to late, once for each thing and due time. @throws D1Unavailable */
export async function announceOverdue(runtime: Runtime, late: readonly Late[]): Promise<void> {
  const { db, waits, now } = runtime;
  const announced = late.slice(0, MOST_ANNOUNCED);
  const hashes = await Promise.all(announced.map(({ what }) => sha256(what)));
  const statements = announced.map(({ what, dueAt }, place) => {
    const subject = `o${hashes[place]?.slice(0, SUBJECT_DIGITS)}`;
    return queueOverdue(db, { what: what.slice(0, WHAT_LETTERS), subject, dueAt }, now());
  });
  await commit(db, statements, waits.d1Ms);
}
