/** Every SQL statement that lists what editors see and readers do not. */

import { and, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import type { StoredStatus } from "../../db/schema";
import { articles } from "../../db/schema";
import { LANGS, type Lang } from "../../text/languages";
import type { Unpublished } from "../summary-json";

const unpublishedColumns = {
  id: articles.id,
  lang: articles.lang,
  title: articles.title,
  status: articles.status,
  publishAt: articles.publishAt,
  unpublishAt: articles.unpublishAt,
  publishedOn: articles.publishedOn,
  revision: articles.revision,
};

export interface UnpublishedWanted {
  readonly status: Exclude<StoredStatus, "published">;
  /** null for all of them. */
  readonly lang: Lang | null;
  readonly limit: number;
  /** The last id of the page before. */
  readonly beforeId: number | null;
}

/** What editors see and readers do not: drafts, scheduled and retracted articles, newest first. */
export function unpublishedList(
  db: Db,
  { status, lang, limit, beforeId }: UnpublishedWanted,
  now: number,
): Query<readonly Unpublished[]> {
  const conditions: SQL[] =
    status === "scheduled"
      ? [inArray(articles.lang, lang === null ? LANGS : [lang]), gt(articles.publishAt, now)]
      : [eq(articles.status, status), sql`${articles.publishAt} IS NULL`];
  if (lang !== null && status !== "scheduled") conditions.push(eq(articles.lang, lang));
  if (beforeId !== null) conditions.push(lt(articles.id, beforeId));
  const statement = db
    .select(unpublishedColumns)
    .from(articles)
    .where(and(...conditions))
    .orderBy(desc(articles.id))
    .limit(limit);
  return asQuery(statement, rows => rows.map(row => ({ ...row, lang: z.enum(LANGS).parse(row.lang) })));
}
