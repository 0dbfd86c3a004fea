/**
 * The SQL that puts deliveries into the queue, in one batch with the note of how far each receiver was followed: a
 * crash leaves both or neither. Everything is told apart by its key, so repeating it is harmless.
 */

import { sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { deliveries, receivers } from "../db/schema";
import { insertSelect } from "../db/sql";
import { PING } from "./delivery";

/** How many editions one step takes; the next tick goes on. */
const STEP_EDITIONS = 500;
/** A service is told so often at most, in ms: what happens meanwhile goes with the next ping. */
const SERVICE_RESTS_MS = 60_000;
/** Deliveries of things that happened so long ago are forgotten, in ms. */
const REMEMBERED_MS = 10 * 86_400_000;

const newest = sql`(SELECT max(number) FROM editions)`;

/** Whether there is anything to do: at most a row or two for a site without receivers. */
export function hasWork(db: Db, now: number): Query<boolean> {
  const statement = db
    .select({
      has: sql<number>`EXISTS (SELECT 1 FROM receivers r WHERE r.paused_at IS NULL AND (r.followed < ${newest}
        OR EXISTS (SELECT 1 FROM deliveries d WHERE d.receiver_id = r.id AND d.next_at <= ${now})))`,
    })
    .from(sql`(SELECT 1)`);
  return asQuery(statement, ([row]) => row?.has === 1);
}

/** @param now  epoch ms. */
export function followEditions(db: Db, now: number): readonly Statement[] {
  return [
    forgetOld(db, now - REMEMBERED_MS),
    queueEvents(db, now),
    queuePings(db, now),
    noteFollowed(db, now),
  ];
}

/** Of a receiver's row at hand: a webhook, or a service that was told nothing lately. */
const isReady = (now: number) => sql`(kind = 'webhook' OR NOT EXISTS (SELECT 1 FROM deliveries d
  WHERE d.receiver_id = id AND d.at > ${now - SERVICE_RESTS_MS} AND d.attempts > 0))`;

/** One for each webhook and edition that it asked for. */
function queueEvents(db: Db, now: number): Statement {
  return insertSelect(db, deliveries, {
    values: {
      ...{
        receiverId: sql`r.id`,
        at: sql`e.at`,
        subject: sql`'e' || e.number`,
        event: sql`'article.' || e.effect`,
      },
      ...{ edition: sql`e.number`, articleId: sql`e.article_id`, state: "waiting", nextAt: now },
    },
    from: sql`FROM receivers r JOIN editions e ON e.number > r.followed AND e.number <= r.followed + ${STEP_EDITIONS}
      WHERE r.kind = 'webhook' AND r.paused_at IS NULL AND e.effect IS NOT NULL
        AND EXISTS (SELECT 1 FROM json_each(r.events) WHERE value = 'article.' || e.effect)`,
  }).onConflictDoNothing();
}

/** One for all editions of the step: a service is told where to look. */
function queuePings(db: Db, now: number): Statement {
  return insertSelect(db, deliveries, {
    values: {
      ...{ receiverId: sql`r.id`, at: sql`max(e.at)`, subject: sql`'e' || max(e.number)`, event: PING },
      ...{ edition: sql`max(e.number)`, afterEdition: sql`r.followed`, state: "waiting", nextAt: now },
    },
    from: sql`FROM receivers r JOIN editions e ON e.number > r.followed AND e.number <= r.followed + ${STEP_EDITIONS}
      WHERE r.kind <> 'webhook' AND r.paused_at IS NULL AND e.effect IS NOT NULL AND ${isReady(now)}
      GROUP BY r.id`,
  }).onConflictDoNothing();
}

function noteFollowed(db: Db, now: number): Statement {
  return db
    .update(receivers)
    .set({ followed: sql`min(followed + ${STEP_EDITIONS}, ${newest})` })
    .where(sql`paused_at IS NULL AND followed < ${newest} AND ${isReady(now)}`);
}

/** Something overdue, to each webhook that asked for it. @param subject  of `delivery.ts`. @param dueAt  epoch ms. */
export function queueOverdue(
  db: Db,
  { what, subject, dueAt }: { readonly what: string; readonly subject: string; readonly dueAt: number },
  now: number,
): Statement {
  return insertSelect(db, deliveries, {
    values: {
      ...{ receiverId: sql`r.id`, at: dueAt, subject, event: "clock.overdue" },
      ...{ edition: sql`coalesce(${newest}, 0)`, overdue: what, state: "waiting", nextAt: now },
    },
    from: sql`FROM receivers r WHERE r.kind = 'webhook' AND r.paused_at IS NULL
        AND EXISTS (SELECT 1 FROM json_each(r.events) WHERE value = 'clock.overdue')`,
  }).onConflictDoNothing();
}

/** By the beginning of the key: a few rows for each receiver. What is still tried stays, however old its cause. */
function forgetOld(db: Db, before: number): Statement {
  return db.delete(deliveries).where(sql`receiver_id IN (SELECT id FROM receivers) AND at < ${before}
      AND (next_at IS NULL OR next_at < ${before})`);
}
