/** The SQL for what is due at the clock's tick. */

import { and, eq, isNotNull, lt, lte, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, editions, idempotencyKeys } from "../../db/schema";
import { insertSelect } from "../../db/sql";

/** Scheduled articles whose instant has come. @param at epoch ms */
export function dueArticles(db: Db, at: number, limit: number): Query<readonly number[]> {
  const statement = db
    .select({ id: articles.id })
    .from(articles)
    .where(and(sql`${articles.status} = 'scheduled'`, lte(articles.publishAt, at)))
    .orderBy(articles.publishAt)
    .limit(limit);
  return asQuery(statement, rows => rows.map(row => row.id));
}

/** Released articles whose end has come. @param at epoch ms */
export function endedArticles(db: Db, at: number, limit: number): Query<readonly number[]> {
  const statement = db
    .select({ id: articles.id })
    .from(articles)
    .where(and(isNotNull(articles.publishAt), lte(articles.unpublishAt, at)))
    .orderBy(articles.unpublishAt)
    .limit(limit);
  return asQuery(statement, rows => rows.map(row => row.id));
}

/** The edition of an article that comes due; none when another tick was first. Goes before `markPublished` in the batch. */
export function insertDueEdition(
  db: Db,
  id: number,
  dueAt: number,
  at: number,
  names: readonly string[],
): Statement {
  return insertSelect(db, editions, {
    values: { at, cause: "due", articleId: id, tags: names, effect: "published" },
    from: sql`FROM articles WHERE id = ${id} AND status = 'scheduled' AND publish_at <= ${dueAt}`,
  });
}

export function markPublished(db: Db, id: number, dueAt: number): Statement {
  const isDue = and(eq(articles.id, id), eq(articles.status, "scheduled"), lte(articles.publishAt, dueAt));
  return db.update(articles).set({ status: "published" }).where(isDue);
}

/** Keys older than this are free again. @param before epoch ms */
export function forgetIdempotencyKeys(db: Db, before: number): Statement {
  return db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before));
}
