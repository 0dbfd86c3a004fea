/** The SQL that reads one article, or what a write must know of others. What writes articles is in `write/write-queries.ts`. */
import { and, eq, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../db/client";
import { articles, idempotencyKeys, revisions, slugs } from "../db/schema";
import { isLang, type Lang } from "../text/languages";
import type { Article } from "./article";
import { type ArticleAndSettings, readRow } from "./article-row";
import { articleRows, columns, currentRevision } from "./row-queries";

/**
 * The article at an address, whatever its status: routes decide by `isPublished`. One row of `slugs`, one of
 * `articles`, one of `revisions`, one for each translation, one or two for each reference.
 */
export function articleAt(
  db: Db,
  address: { lang: Lang; day: string; key: string },
  now: number,
): Query<(ArticleAndSettings & { askedSlug: string }) | null> {
  // By a name of its own: a batch's rows are objects, in which two columns named slug would be one.
  const statement = db
    .select({ ...columns(now), askedSlug: sql<string>`${slugs.slug}`.as("asked_slug") })
    .from(slugs)
    .innerJoin(articles, eq(articles.id, slugs.articleId))
    .innerJoin(revisions, currentRevision)
    .where(and(eq(slugs.lang, address.lang), eq(slugs.day, address.day), eq(slugs.key, address.key)));
  return asQuery(statement, ([row]) => (row ? { ...readRow(row, now), askedSlug: row.askedSlug } : null));
}

/** The article of an id, whatever its status. */
export function articleById(db: Db, id: number | SQL, now: number): Query<ArticleAndSettings | null> {
  const statement = articleRows(db, now).where(eq(articles.id, id));
  return asQuery(statement, ([row]) => (row ? readRow(row, now) : null));
}

/** The article that a batch has just made. AUTOINCREMENT: the newest has the largest id. */
export function newestArticle(db: Db, now: number): Query<ArticleAndSettings> {
  const statement = articleRows(db, now).where(eq(articles.id, newestId));
  return asQuery(statement, ([row]) => {
    if (row === undefined) throw new Error("the batch made no article");
    return readRow(row, now);
  });
}

/** Inside a batch: the id of the article that it has just made. */
export const newestId = sql<number>`(SELECT max(id) FROM articles)`;

/** What a translation must know of the article that it translates. */
export type TranslatedArticle = Pick<Article, "groupId" | "lang">;

/** The group of an article that is to be translated; null if there is no such article. */
export function translatedArticle(db: Db, articleId: number | null): Query<TranslatedArticle | null> {
  const { groupId, lang } = articles;
  const statement = db
    .select({ groupId, lang })
    .from(articles)
    .where(eq(articles.id, articleId ?? -1));
  return asQuery(statement, ([row]) => (row && isLang(row.lang) ? { ...row, lang: row.lang } : null));
}

/** The article that a group has in a language, where another is to come. */
export type ConflictingTranslation = Pick<Article, "id" | "title" | "status" | "restoredStatus">;

/** The article that is a translation of another, or itself, in a language; null when the place is free. */
export function translationIn(
  db: Db,
  articleId: number | null,
  lang: Lang,
): Query<ConflictingTranslation | null> {
  const group = sql`(SELECT group_id FROM articles WHERE id = ${articleId ?? -1})`;
  const { id, title, status, restoredStatus } = articles;
  const statement = db
    .select({ id, title, status, restoredStatus })
    .from(articles)
    .where(and(sql`${articles.groupId} = ${group}`, eq(articles.lang, lang)));
  return asQuery(statement, ([row]) => row ?? null);
}

/** What the first request with a key did. */
export interface ClaimedKey {
  readonly requestHash: string;
  readonly articleId: number;
  readonly edition: number;
}

/** What the first request with an Idempotency-Key did; null when the key is free. */
export function claimedKey(db: Db, keyHash: string): Query<ClaimedKey | null> {
  const statement = db.select().from(idempotencyKeys).where(eq(idempotencyKeys.keyHash, keyHash));
  return asQuery(statement, ([row]) => row ?? null);
}

/** The article whose document has this name; null if there is none, or none was given. By the unique index of it. */
export function articleOfSource(
  db: Db,
  lang: Lang,
  sourceId: string | null,
  now: number,
): Query<ArticleAndSettings | null> {
  return articleById(
    db,
    sourceId === null
      ? -1
      : sql`(SELECT id FROM articles WHERE lang = ${lang} AND source_id = ${sourceId} AND source_id IS NOT NULL)`,
    now,
  );
}

/** Whether any revision of the article had a title, to the letter. */
export function hasHadTitle(db: Db, articleId: number, title: string): Query<boolean> {
  const statement = db
    .select({ number: revisions.number })
    .from(revisions)
    .where(and(eq(revisions.articleId, articleId), eq(revisions.title, title)))
    .limit(1);
  return asQuery(statement, rows => rows.length > 0);
}
