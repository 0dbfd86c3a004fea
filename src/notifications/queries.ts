/** Every SQL statement about deliveries. What puts them into the queue stands in `queue-store.ts`. */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { deliveries } from "../db/schema";
import type { Delivery, DeliveryKey, Place, State } from "./delivery";

const isThis = ({ receiverId, at, subject }: DeliveryKey) =>
  and(eq(deliveries.receiverId, receiverId), eq(deliveries.at, at), eq(deliveries.subject, subject));

/**
 * Takes what is due to a receiver that is not paused: it is this caller's until an instant, and then anybody's again. One statement, so
 * that two who come at once take different ones.
 * @param now  epoch ms. @param until  epoch ms.
 */
export function takeDue(
  db: Db,
  receiverId: number,
  now: number,
  until: number,
  limit: number,
): Query<readonly Delivery[]> {
  const due = sql`(SELECT receiver_id, at, subject FROM deliveries
    WHERE receiver_id = ${receiverId} AND next_at <= ${now}
      AND EXISTS (SELECT 1 FROM receivers WHERE id = ${receiverId} AND paused_at IS NULL)
    ORDER BY next_at LIMIT ${limit})`;
  const statement = db
    .update(deliveries)
    .set({ nextAt: until, attemptedAt: now, attempts: sql`${deliveries.attempts} + 1` })
    .where(sql`(receiver_id, at, subject) IN ${due}`)
    .returning();
  return asQuery(statement, rows => rows.toSorted((one, other) => one.at - other.at));
}

/** Gives back what was taken and not begun. @param at  since when it is due. */
export function giveBack(db: Db, delivery: Delivery, at: number): Statement {
  return db
    .update(deliveries)
    .set({ nextAt: at, attempts: delivery.attempts - 1 })
    .where(isStill(delivery));
}

/** How an attempt ended. */
export interface Ended {
  readonly state: State;
  /** epoch ms; null when it is over. */
  readonly nextAt: number | null;
  readonly status: number | null;
  readonly failure: string | null;
}

/** That it has arrived stands, whoever was sent meanwhile; that it has not is the word of the last one alone. */
export function recordEnd(db: Db, delivery: Delivery, ended: Ended): Statement {
  const guard = ended.state === "delivered" ? isThis(delivery) : isStill(delivery);
  return db.update(deliveries).set(ended).where(guard);
}

/** Taken by this caller and by nobody since. */
const isStill = (delivery: Delivery) => and(isThis(delivery), eq(deliveries.attempts, delivery.attempts));

/** One of a receiver's, again from the start. */
export function sendAgain(db: Db, key: DeliveryKey, at: number): Statement {
  return db
    .update(deliveries)
    .set({ state: "waiting", nextAt: at, attempts: 0, failure: null, status: null })
    .where(isThis(key));
}

export function deliveryOf(db: Db, key: DeliveryKey): Query<Delivery | null> {
  const statement = db.select().from(deliveries).where(isThis(key));
  return asQuery(statement, ([row]) => row ?? null);
}

/** A receiver's, newest first. @param from  behind this one; null for the newest. */
export function deliveriesTo(
  db: Db,
  receiverId: number,
  from: Place | null,
  limit: number,
): Query<readonly Delivery[]> {
  const conditions: SQL[] = [eq(deliveries.receiverId, receiverId)];
  if (from !== null) conditions.push(sql`(at, subject) < (${from.at}, ${from.subject})`);
  const statement = db
    .select()
    .from(deliveries)
    .where(and(...conditions))
    .orderBy(desc(deliveries.at), desc(deliveries.subject))
    .limit(limit);
  return asQuery(statement, rows => rows);
}
