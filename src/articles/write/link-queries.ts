/**
 * The statements by which a translation joins a group or leaves it. Each carries the same guard, that both stand where
 * they were read; the edition and the log stand before the change that ends it.
 */

import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { audit } from "../../db/audit";
import type { Db, Statement } from "../../db/client";
import { articles, editions } from "../../db/schema";
import { insertSelect } from "../../db/sql";

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
 * @param taking the move that takes the place: nothing gives way to one that is not made.
 */
export function setApart(
  db: Db,
  { id, from, to }: { id: number; from: number; to: number },
  act: { at: number; tokenId: string | null },
  taking?: Move,
): { before: Statement; after: Statement } {
  // Released meanwhile, it stays, and the referee refuses the other.
  const isWaiting = and(eq(articles.id, id), eq(articles.groupId, from), isNull(articles.publishAt));
  const isApart = taking === undefined ? isWaiting : and(isWaiting, willMove(taking));
  return {
    before: db.update(articles).set({ groupId: to }).where(isApart),
    after: audit(db, {
      ...{ ...act, action: "article.unlinked", subject: { id }, edition: "this" },
      from: sql`FROM articles WHERE id = ${id} AND group_id = ${to}`,
    }),
  };
}

/** That a move will be made: the one that moves and the one that it joins stand where they were read. */
function willMove({ id, from, to, joins }: Move): SQL {
  return joins === null ? standsIn(id, from) : sql`${standsIn(id, from)} AND ${standsIn(joins, to)}`;
}

const standsIn = (id: number, group: number): SQL =>
  sql`EXISTS (SELECT 1 FROM articles other WHERE other.id = ${id} AND other.group_id = ${group})`;

/** Referee of the new group: (group, lang). */
export function move(
  db: Db,
  { id, from, to, joins }: Move,
  { at, tokenId, action, tags }: { at: number; tokenId: string; action: string; tags: readonly string[] },
): Statement[] {
  const isThere = joins === null ? sql`true` : standsIn(joins, to);
  const guarded = sql`FROM articles WHERE id = ${id} AND group_id = ${from} AND ${isThere}`;
  return [
    insertSelect(db, editions, {
      values: { at, cause: "translation", articleId: id, tags },
      from: guarded,
    }),
    audit(db, { at, tokenId, action, subject: { id }, edition: "this", from: guarded }),
    db
      .update(articles)
      .set({ groupId: to })
      .where(and(eq(articles.id, id), eq(articles.groupId, from), isThere)),
  ];
}
