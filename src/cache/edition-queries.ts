/** Every SQL statement about editions. */

import { and, eq, gt, isNotNull, lte, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import type { Effect } from "../db/schema";
import { editions, site } from "../db/schema";
import { readJson } from "../db/sql";
import type { CatchUp, Ledger } from "./ledger";
import { RETRACTION_MEMORY_MS } from "./ledger";

/** More editions than this are not listed: the follower raises its floor instead. */
const LISTED_EDITIONS = 500;

const news = z.array(
  z.object({ number: z.int(), tags: z.array(z.string()), retracted: z.int().nullable(), at: z.number() }),
);
const retractions = z.array(z.object({ article: z.int(), edition: z.int(), at: z.number() }));

/**
 * What is true now and what is new since a ledger's edition: one statement, so that a page, its stamp and the
 * catch-up are one snapshot. Reads a row for the site, one for the newest edition and one or two for each new one.
 * @param ledger the one that asks; null for one that starts from nothing.
 * @param asOf the instant before asking, epoch ms.
 */
export function present(db: Db, ledger: Ledger | null, asOf: number): Query<CatchUp> {
  const from = ledger?.edition ?? null;
  const statement = db
    .select({
      epoch: site.epoch,
      current: sql<number>`latest.number`,
      news: from === null ? sql<string>`'[]'` : newsSince(from),
      retractions: lateRetractions(ledger, asOf - RETRACTION_MEMORY_MS),
    })
    .from(site)
    .innerJoin(sql`(SELECT coalesce(max(number), 0) AS number FROM editions) latest`, sql`true`)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => {
    if (row === undefined) throw new Error("the table site is empty: the migrations have not run");
    const isOfAnotherEpoch = ledger !== null && ledger.epoch !== row.epoch;
    const isTooFar = from === null || isOfAnotherEpoch || row.current - from > LISTED_EDITIONS;
    return {
      epoch: row.epoch,
      from,
      current: row.current,
      editions: isTooFar ? null : readJson(news, row.news),
      retractions: readJson(retractions, row.retractions),
      asOf,
    };
  });
}

export interface NewEdition {
  /** epoch ms */
  readonly at: number;
  readonly cause: string;
  readonly tags: readonly string[];
  readonly retractedId?: number;
  /** What readers notice of its article, if anything. */
  readonly effect?: Effect | null;
}

/** The edition that a batch makes. The id of its article may be SQL: the article may be new in this batch. */
export function insertEdition(
  db: Db,
  edition: NewEdition,
  articleId: ReturnType<typeof sql> | number | null,
): Statement {
  return db.insert(editions).values({
    at: edition.at,
    cause: edition.cause,
    tags: [...new Set(edition.tags)],
    articleId: typeof articleId === "number" || articleId === null ? articleId : sql`${articleId}`,
    retractedId: edition.retractedId ?? null,
    effect: edition.effect ?? null,
  });
}

/** An edition that readers noticed. */
export interface Noticed {
  readonly number: number;
  readonly articleId: number | null;
  readonly effect: Effect;
  readonly tags: readonly string[];
}

/** The editions of a range that readers noticed, oldest first. @param after exclusive, @param upTo inclusive. */
export function effectsBetween(db: Db, after: number, upTo: number): Query<readonly Noticed[]> {
  const { number, articleId, effect, tags } = editions;
  const statement = db
    .select({ number, articleId, effect, tags })
    .from(editions)
    .where(and(gt(number, after), lte(number, upTo), isNotNull(effect)))
    .orderBy(number);
  return asQuery(statement, rows =>
    rows.flatMap(row => (row.effect === null ? [] : [{ ...row, effect: row.effect }])),
  );
}

/** Compared with the newest first: a look into `editions` that finds nothing is still billed as a row read. */
function newsSince(from: number) {
  return sql<string>`CASE WHEN latest.number = ${from} THEN '[]' ELSE (SELECT
      json_group_array(json_object('number', number, 'tags', json(tags), 'retracted', retracted_id, 'at', at))
    FROM (SELECT * FROM editions WHERE number > ${from} ORDER BY number LIMIT ${LISTED_EDITIONS})) END`;
}

/** Only for a ledger that starts from nothing or from another epoch, or has missed too many editions to list. */
function lateRetractions(ledger: Ledger | null, since: number) {
  const all = sql<string>`(SELECT json_group_array(json_object('article', retracted_id, 'edition', number, 'at', at))
    FROM (SELECT * FROM editions WHERE retracted_id IS NOT NULL AND at > ${since} ORDER BY number DESC LIMIT 200))`;
  return ledger === null
    ? all
    : sql<string>`CASE WHEN ${site.epoch} <> ${ledger.epoch} OR latest.number - ${ledger.edition} > ${LISTED_EDITIONS}
        THEN ${all} ELSE '[]' END`;
}
