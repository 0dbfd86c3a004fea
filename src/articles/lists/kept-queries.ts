/** Every SQL statement that lists what editors see and readers do not. */
import { and, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { articles } from "../../db/schema";
import { LANGS, type Lang } from "../../text/languages";
import type { StoredStatus } from "../article";

/** An article as an editor's list shows it. */
export interface Kept {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  readonly status: StoredStatus;
  readonly publishAt: number | null;
  readonly unpublishAt: number | null;
  readonly publishedOn: string | null;
  readonly revision: number;
}

const keptColumns = {
  id: articles.id,
  lang: articles.lang,
  title: articles.title,
  status: articles.status,
  publishAt: articles.publishAt,
  unpublishAt: articles.unpublishAt,
  publishedOn: articles.publishedOn,
  revision: articles.revision,
};

export interface KeptWanted {
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
  { status, lang, limit, beforeId }: KeptWanted,
  now: number,
): Query<readonly Kept[]> {
  const conditions: SQL[] =
    status === "scheduled"
      ? [inArray(articles.lang, lang === null ? LANGS : [lang]), gt(articles.publishAt, now)]
      : [eq(articles.status, status), sql`${articles.publishAt} IS NULL`];
  if (lang !== null && status !== "scheduled") conditions.push(eq(articles.lang, lang));
  if (beforeId !== null) conditions.push(lt(articles.id, beforeId));
  const statement = db
    .select(keptColumns)
    .from(articles)
    .where(and(...conditions))
    .orderBy(desc(articles.id))
    .limit(limit);
  return asQuery(statement, rows => rows.map(row => ({ ...row, lang: z.enum(LANGS).parse(row.lang) })));
}
