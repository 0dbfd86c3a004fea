/** The clock's heartbeat, what it has left undone, and which migrations were applied. */
import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import { union } from "drizzle-orm/sqlite-core";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, editions, heartbeat } from "../../db/schema";

/** @param tickedFor the tick's scheduled time, @param at when it ran, both epoch ms. */
export function beat(db: Db, tickedFor: number, at: number): Statement {
  return db
    .insert(heartbeat)
    .values({ id: 1, tickedFor, tickedAt: at })
    .onConflictDoUpdate({
      target: heartbeat.id,
      set: { tickedFor: sql`excluded.ticked_for`, tickedAt: sql`excluded.ticked_at` },
    });
}

/** When the clock last ran, epoch ms; null when it never did. */
export function lastBeat(db: Db): Query<number | null> {
  return asQuery(
    db.select({ tickedAt: heartbeat.tickedAt }).from(heartbeat),
    ([row]) => row?.tickedAt ?? null,
  );
}

/**
 * Articles whose appearing or end is past and whose edition no tick has made, with the instant that is past. Readers see
 * the first and not the second all the same.
 */
export function overdueArticles(
  db: Db,
  before: number,
  limit: number,
): Query<readonly { readonly id: number; readonly dueAt: number }[]> {
  const { id, publishAt, unpublishAt, status } = articles;
  const due = db.select({ id, dueAt: sql<number>`${publishAt}`.as("due_at") }).from(articles);
  const over = db.select({ id, dueAt: sql<number>`${unpublishAt}`.as("due_at") }).from(articles);
  // Each half by its own index.
  const statement = union(
    due.where(and(sql`${status} = 'scheduled'`, lte(publishAt, before))),
    over.where(and(isNotNull(publishAt), lte(unpublishAt, before))),
  ).limit(limit);
  return asQuery(statement, rows => rows);
}

/** Whether anything has been waiting for the clock since before an instant: then one that has never run is missing. */
export function isClockNeeded(db: Db, before: number): Query<boolean> {
  const scheduled = sql`EXISTS (SELECT 1 FROM articles WHERE status = 'scheduled' AND created_at <= ${before})`;
  const ending = sql`EXISTS (SELECT 1 FROM articles WHERE publish_at IS NOT NULL AND unpublish_at <= ${before})`;
  const active = sql`EXISTS (SELECT 1 FROM observances WHERE mode <> 'off' AND revised_at <= ${before})`;
  const statement = db
    .select({ needed: sql<number>`${scheduled} OR ${ending} OR ${active}` })
    .from(sql`(SELECT 1)`);
  return asQuery(statement, ([row]) => row?.needed === 1);
}

/** When an edition was made, epoch ms; null when there is none of that number yet. */
export function editionMadeAt(db: Db, number: number): Query<number | null> {
  const statement = db.select({ at: editions.at }).from(editions).where(eq(editions.number, number));
  return asQuery(statement, ([row]) => row?.at ?? null);
}

/**
 * Names of the migrations that wrangler has applied, in order. Fails where none ever was.
 * @see https://developers.cloudflare.com/d1/reference/migrations/
 */
export function appliedMigrations(db: Db): Query<readonly string[]> {
  const statement = db.select({ name: sql<string>`name` }).from(sql`d1_migrations`).orderBy(sql`id`);
  return asQuery(statement, rows => rows.map(({ name }) => name));
}

/** Whether any was ever applied. */
export function areMigrationsNoted(db: Db): Query<boolean> {
  const statement = db
    .select({ count: sql<number>`count(*)` })
    .from(sql`sqlite_master`)
    .where(sql`type = 'table' AND name = 'd1_migrations'`);
  return asQuery(statement, ([row]) => (row?.count ?? 0) > 0);
}
