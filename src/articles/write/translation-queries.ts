/**
 * A translation joins a group or leaves it. Every statement carries the same guard, that both articles are where they
 * were read; the edition and the audit line come before the update that ends what the guard asks.
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
 * An unreleased article founds a group of its own where a released one takes its place. `before` goes before the
 * statement that takes the place, `after`, the audit line, after the edition.
 * @param taking the move that takes the place, if one does: unless it is made, nothing is set apart.
 */
export function setApart(
  db: Db,
  { id, from, to }: { id: number; from: number; to: number },
  act: { at: number; tokenId: string | null },
  taking?: Move,
): { before: Statement; after: Statement } {
  // If it has been released meanwhile it stays, and the unique key refuses the other one.
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

/** Whether a move will be made: the article that moves and the one that it joins are where they were read. */
function willMove({ id, from, to, joins }: Move): SQL {
  return joins === null ? isIn(id, from) : sql`${isIn(id, from)} AND ${isIn(joins, to)}`;
}

const isIn = (id: number, group: number): SQL =>
  sql`EXISTS (SELECT 1 FROM articles other WHERE other.id = ${id} AND other.group_id = ${group})`;

/** Referee: (group, lang), of the new group. */
export function move(
  db: Db,
  { id, from, to, joins }: Move,
  { at, tokenId, action, tags }: { at: number; tokenId: string; action: string; tags: readonly string[] },
): Statement[] {
  const isThere = joins === null ? sql`true` : isIn(joins, to);
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
