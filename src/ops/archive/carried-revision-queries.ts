/** Every SQL statement about the revisions that an archive carries. */

import { and, eq, gt, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { readParticulars } from "../../articles/revision";
import { storedReferences } from "../../articles/write/revision-queries";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, revisions, STATUSES } from "../../db/schema";
import { LANGS, type Lang } from "../../text/languages";
import { readReferences } from "./archived-row";
import type { CarriedRevision } from "./carried-revision";

const statuses = z.enum(STATUSES);
const warningList = z.array(z.object({ code: z.string(), message: z.string() }));

/** The article to which they belong; null if there is none. One row. */
export function carrierOf(
  db: Db,
  id: number,
): Query<{ readonly lang: Lang; readonly isReleased: boolean } | null> {
  const { lang, publishAt } = articles;
  const statement = db.select({ lang, publishAt }).from(articles).where(eq(articles.id, id));
  return asQuery(statement, ([row]) =>
    row ? { lang: z.enum(LANGS).parse(row.lang), isReleased: row.publishAt !== null } : null,
  );
}

/** Oldest first, without the current one. @param after the last number before them. */
export function pastRevisions(
  db: Db,
  id: number,
  after: number,
  limit: number,
): Query<readonly CarriedRevision[]> {
  const current = sql`(SELECT revision FROM articles WHERE id = ${id})`;
  const statement = db
    .select()
    .from(revisions)
    .where(and(eq(revisions.articleId, id), gt(revisions.number, after), lt(revisions.number, current)))
    .orderBy(revisions.number)
    .limit(limit);
  return asQuery(statement, rows => rows.map(carried));
}

function carried(row: typeof revisions.$inferSelect): CarriedRevision {
  return {
    number: row.number,
    at: new Date(row.at).toISOString(),
    reason: row.reason,
    status: statuses.parse(row.status),
    title: row.title,
    body_format: row.bodyFormat,
    body: row.body,
    see_also: readReferences(row.seeAlso),
    correction: row.correction,
    warnings: warningList.parse(JSON.parse(row.warnings)),
    content_hash: row.contentHash,
    chain_hash: row.chainHash,
    source_hash: row.sourceHash,
    token_id: row.tokenId,
    particulars: readParticulars(row.particulars),
  };
}

/** Referee: (article, number). One that is there stays, and none comes at or behind the current one. */
export function insertPast(db: Db, id: number, one: CarriedRevision, importer: string): Statement {
  const tokenId = one.token_id === undefined ? importer : one.token_id;
  const references = one.see_also.map(({ article, ...reference }) => ({ ...reference, articleId: article }));
  return db
    .insert(revisions)
    .select(
      sql`SELECT id, ${one.number}, ${Date.parse(one.at)}, ${tokenId}, ${one.reason}, ${one.status}, ${one.title},
        ${one.body_format}, ${one.body}, ${one.content_hash}, ${one.chain_hash}, ${one.source_hash},
        ${JSON.stringify(one.warnings)}, ${storedReferences(references)}, ${one.correction}, ${JSON.stringify(one.particulars)}
        FROM articles WHERE id = ${id} AND revision > ${one.number}`,
    )
    .onConflictDoNothing();
}

/** The chain hashes of those that are there, by their numbers. */
export function chainsOf(db: Db, id: number, numbers: readonly number[]): Query<ReadonlyMap<number, string>> {
  const among = sql`${revisions.number} IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`;
  const { number, chainHash } = revisions;
  const statement = db
    .select({ number, chainHash })
    .from(revisions)
    .where(and(eq(revisions.articleId, id), among));
  return asQuery(statement, rows => new Map(rows.map(row => [row.number, row.chainHash])));
}
