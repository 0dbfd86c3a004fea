/**
 * The queue of deliveries. They are queued in one batch with the note of how far each receiver was followed: a crash
 * leaves both or neither. A delivery's key is made of what happened, so repeating is harmless.
 */
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { deliveries, receivers } from "../db/schema";
import { insertSelect } from "../db/sql";
import { type Delivery, type DeliveryCursor, type DeliveryKey, PING } from "./delivery";

/** How many editions one step takes; the next tick goes on. */
const STEP_EDITIONS = 500;
/** A service is pinged at most this often, in ms: what happens meanwhile goes with the next ping. */
const SERVICE_RESTS_MS = 60_000;
/** Deliveries of things that happened this long ago are deleted, in ms. */
const REMEMBERED_MS = 10 * 86_400_000;

const newest = sql`(SELECT max(number) FROM editions)`;

/** Whether there is anything to do: reads at most a row or two for a site without receivers. */
export function hasWork(db: Db, now: number): Query<boolean> {
  const statement = db
    .select({
      has: sql<number>`EXISTS (SELECT 1 FROM receivers r WHERE r.paused_at IS NULL AND (r.followed < ${newest}
        OR EXISTS (SELECT 1 FROM deliveries d WHERE d.receiver_id = r.id AND d.next_at <= ${now})))`,
    })
    .from(sql`(SELECT 1)`);
  return asQuery(statement, ([row]) => row?.has === 1);
}

/** @param now epoch ms. */
export function followEditions(db: Db, now: number): readonly Statement[] {
  return [
    deleteOld(db, now - REMEMBERED_MS),
    queueEvents(db, now),
    queuePings(db, now),
    noteFollowed(db, now),
  ];
}

/** Of a receiver's row at hand: a webhook, or a service that was not pinged lately. */
const isReady = (now: number) => sql`(kind = 'webhook' OR NOT EXISTS (SELECT 1 FROM deliveries d
  WHERE d.receiver_id = id AND d.at > ${now - SERVICE_RESTS_MS} AND d.attempts > 0))`;

/** Of a receiver `r`: the editions `e` of its next step. */
const nextStep = sql`receivers r JOIN editions e ON e.number > r.followed AND e.number <= r.followed + ${STEP_EDITIONS}`;

const isActiveWebhook = sql`r.kind = 'webhook' AND r.paused_at IS NULL`;

/** Whether receiver `r` wants an event. */
const asksFor = (event: SQL) => sql`EXISTS (SELECT 1 FROM json_each(r.events) WHERE value = ${event})`;

/** One for each webhook and edition that it asked for. */
function queueEvents(db: Db, now: number): Statement {
  const event = sql`'article.' || e.effect`;
  const values = {
    receiverId: sql`r.id`,
    at: sql`e.at`,
    subject: sql`'e' || e.number`,
    event,
    edition: sql`e.number`,
    articleId: sql`e.article_id`,
    state: "waiting",
    nextAt: now,
  } as const;
  return insertSelect(db, deliveries, {
    values,
    from: sql`FROM ${nextStep} WHERE ${isActiveWebhook} AND e.effect IS NOT NULL AND ${asksFor(event)}`,
  }).onConflictDoNothing();
}

/** One for all editions of the step: a service only learns where to look. */
function queuePings(db: Db, now: number): Statement {
  const values = {
    receiverId: sql`r.id`,
    at: sql`max(e.at)`,
    subject: sql`'e' || max(e.number)`,
    event: PING,
    edition: sql`max(e.number)`,
    afterEdition: sql`r.followed`,
    state: "waiting",
    nextAt: now,
  } as const;
  return insertSelect(db, deliveries, {
    values,
    from: sql`FROM ${nextStep}
      WHERE r.kind <> 'webhook' AND r.paused_at IS NULL AND e.effect IS NOT NULL AND ${isReady(now)}
      GROUP BY r.id`,
  }).onConflictDoNothing();
}

/** Something overdue, for each webhook that asked for it. @param subject `o` and a hash. @param dueAt epoch ms. */
export function queueOverdue(
  db: Db,
  { what, subject, dueAt }: { readonly what: string; readonly subject: string; readonly dueAt: number },
  now: number,
): Statement {
  const event = sql`'clock.overdue'`;
  const values = {
    receiverId: sql`r.id`,
    at: dueAt,
    subject,
    event,
    edition: sql`coalesce(${newest}, 0)`,
    overdue: what,
    state: "waiting",
    nextAt: now,
  } as const;
  return insertSelect(db, deliveries, {
    values,
    from: sql`FROM receivers r WHERE ${isActiveWebhook} AND ${asksFor(event)}`,
  }).onConflictDoNothing();
}

function noteFollowed(db: Db, now: number): Statement {
  return db
    .update(receivers)
    .set({ followed: sql`min(followed + ${STEP_EDITIONS}, ${newest})` })
    .where(sql`paused_at IS NULL AND followed < ${newest} AND ${isReady(now)}`);
}

/** By the beginning of the key: a few rows for each receiver. What is still tried stays, however old its cause. */
function deleteOld(db: Db, before: number): Statement {
  return db.delete(deliveries).where(sql`receiver_id IN (SELECT id FROM receivers) AND at < ${before}
      AND (next_at IS NULL OR next_at < ${before})`);
}

const isThis = ({ receiverId, at, subject }: DeliveryKey) =>
  and(eq(deliveries.receiverId, receiverId), eq(deliveries.at, at), eq(deliveries.subject, subject));

/** Taken by this caller and by nobody since. */
const isStill = (delivery: Delivery) => and(isThis(delivery), eq(deliveries.attempts, delivery.attempts));

/**
 * Takes what is due to a receiver that is not paused: it is this caller's until an instant, and then anybody's again.
 * One statement, so that two who come at once take different ones.
 * @param now epoch ms. @param until epoch ms.
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

/** Gives back what was taken and not begun. @param at since when it is due. */
export function giveBack(db: Db, delivery: Delivery, at: number): Statement {
  return db
    .update(deliveries)
    .set({ nextAt: at, attempts: delivery.attempts - 1 })
    .where(isStill(delivery));
}

/** How an attempt ended. `nextAt` is null when there will be no other. */
export type Outcome = Pick<Delivery, "state" | "nextAt" | "status" | "failure">;

/** A success counts even if somebody else took it meanwhile; a failure only from the last who took it. */
export function recordOutcome(db: Db, delivery: Delivery, outcome: Outcome): Statement {
  const guard = outcome.state === "delivered" ? isThis(delivery) : isStill(delivery);
  return db.update(deliveries).set(outcome).where(guard);
}

/** Starts a delivery's schedule anew. */
export function queueAgain(db: Db, key: DeliveryKey, at: number): Statement {
  return db
    .update(deliveries)
    .set({ state: "waiting", nextAt: at, attempts: 0, failure: null, status: null })
    .where(isThis(key));
}

export function deliveryByKey(db: Db, key: DeliveryKey): Query<Delivery | null> {
  const statement = db.select().from(deliveries).where(isThis(key));
  return asQuery(statement, ([row]) => row ?? null);
}

/** A receiver's, newest first. @param from the last of the page before; null for the newest. */
export function deliveriesTo(
  db: Db,
  receiverId: number,
  from: DeliveryCursor | null,
  limit: number,
): Query<readonly Delivery[]> {
  const older = from === null ? undefined : sql`(at, subject) < (${from.at}, ${from.subject})`;
  const statement = db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.receiverId, receiverId), older))
    .orderBy(desc(deliveries.at), desc(deliveries.subject))
    .limit(limit);
  return asQuery(statement, rows => rows);
}
