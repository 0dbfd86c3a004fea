/** What a receiver was told and is still to be told, for people; and one of them again. */
import { commit, runQueries, type Statement } from "../db/client";
import { ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { type Delivery, type Place, readMessageId } from "./delivery";
import { deliveriesTo, deliveryOf, sendAgain } from "./queries";
import { tellSoon } from "./tell";

export interface Deliveries {
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
  /** Where it goes on; null at the end. */
  readonly next: Place | null;
}

/** @param from behind this one; null for the newest. @throws D1Unavailable */
export async function listDeliveries(
  { db, waits }: Runtime,
  receiverId: number,
  from: Place | null,
  limit: number,
): Promise<Deliveries> {
  const [found] = await runQueries(db, [deliveriesTo(db, receiverId, from, limit + 1)], waits.d1Ms);
  const deliveries = found.slice(0, limit);
  return { deliveries, next: found.length > limit ? (deliveries.at(-1) ?? null) : null };
}

/**
 * Sends one again, under its own id, from the start of its schedule.
 * @param recorded the act, to stand behind it. @throws ProblemError `not-found`
 */
export async function redeliver(
  runtime: Runtime,
  receiverId: number,
  id: string,
  recorded: Statement,
): Promise<Delivery> {
  const { db, waits, now } = runtime;
  const key = readMessageId(id);
  if (key === null || key.receiverId !== receiverId) throw new ProblemError({ code: "not-found" });
  const found = deliveryOf(db, key);
  const results = await commit(db, [sendAgain(db, key, now()), recorded, found.statement], waits.d1Ms);
  const delivery = found.read(results[2]);
  if (delivery === null) throw new ProblemError({ code: "not-found" });
  tellSoon(runtime);
  return delivery;
}
