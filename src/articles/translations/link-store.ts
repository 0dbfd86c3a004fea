/**
 * The statements by which a translation joins a group or leaves it. Each carries the same guard, that both stand where
 * they were read; the edition and the log stand before the change that ends it.
 */
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../../db/client";
import { articles, audit, editions } from "../../db/schema";
import { thisEdition } from "../../editions/store";

/** A move of one article from a group to another. */
export interface Move {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  /** The article whose group it joins; null when it founds its own. */
  readonly joins: number | null;
}

/**
 * What stands where a released article is to come founds a group of its own. To stand before the statement that takes
 * the place; the log's line of it comes after the edition.
 */
export function setApart(
  db: Db,
  { id, to }: { id: number; to: number },
  act: { at: number; tokenId: string | null },
): { before: Statement; after: Statement } {
  // Released meanwhile, it stays, and the referee refuses the other.
  const isApart = and(eq(articles.id, id), isNull(articles.publishAt));
  return {
    before: db.update(articles).set({ groupId: to }).where(isApart),
    after: db
      .insert(audit)
      .select(
        sql`SELECT NULL, ${act.at}, ${act.tokenId}, 'article.unlinked', CAST(id AS TEXT), ${thisEdition} FROM articles WHERE id = ${id} AND group_id = ${to}`,
      ),
  };
}

/** Referee of the new group: (group, lang). */
export function move(
  db: Db,
  { id, from, to, joins }: Move,
  act: { at: number; tokenId: string; action: string; tags: readonly string[] },
): Statement[] {
  const isThere: SQL =
    joins === null
      ? sql`true`
      : sql`EXISTS (SELECT 1 FROM articles j WHERE j.id = ${joins} AND j.group_id = ${to})`;
  const guard = sql`id = ${id} AND group_id = ${from} AND ${isThere}`;
  return [
    db
      .insert(editions)
      .select(
        sql`SELECT NULL, ${act.at}, 'translation', id, ${JSON.stringify(act.tags)}, NULL, NULL FROM articles WHERE ${guard}`,
      ),
    db
      .insert(audit)
      .select(
        sql`SELECT NULL, ${act.at}, ${act.tokenId}, ${act.action}, CAST(id AS TEXT), ${thisEdition} FROM articles WHERE ${guard}`,
      ),
    db
      .update(articles)
      .set({ groupId: to })
      .where(and(eq(articles.id, id), eq(articles.groupId, from), isThere)),
  ];
}
