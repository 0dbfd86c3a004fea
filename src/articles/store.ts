/** Every SQL statement that reads articles. What writes them stands in `write-store.ts`. */
import { and, eq, type SQL, sql } from "drizzle-orm";
import { type Db, type Question, question } from "../db/client";
import { articles, idempotencyKeys, revisions, slugs } from "../db/schema";
import type { Settings } from "../settings/settings";
import { settingsJson } from "../settings/store";
import type { Lang } from "../text/languages";
import type { Article } from "./article";
import { readRow } from "./article-row";
import { occasionJson } from "./occasion-store";
import { hasNotEnded, isVisible, nextAppearance } from "./visible-store";
import type { Claimed } from "./writing";

const translationsJson = sql<string>`(SELECT json_group_array(json_object('id', t.id, 'lang', t.lang, 'title', t.title,
    'slug', t.slug, 'publishedOn', t.published_on, 'publishAt', t.publish_at, 'unpublishAt', t.unpublish_at)) FROM articles t
  WHERE t.group_id = ${articles.groupId} AND t.id <> ${articles.id} AND t.publish_at IS NOT NULL)`;

const link = sql`json_object('id', f.id, 'lang', f.lang, 'title', f.title, 'slug', f.slug,
    'publishedOn', f.published_on, 'publishAt', f.publish_at, 'unpublishAt', f.unpublish_at)`;

const isVisibleThere = (now: number) => isVisible(now, sql`f`);

/** Each reference with its article: the one it names, or the newest published one of its title. */
const seeAlsoJson = (now: number) => sql<string>`(SELECT json_group_array(json_object(
    'title', s.value->>'title', 'titleKey', s.value->>'titleKey', 'excerpt', s.value->>'excerpt', 'articleId', s.value->>'articleId',
    'article', json(CASE WHEN s.value->>'articleId' IS NULL
      THEN (SELECT ${link} FROM articles f WHERE f.lang = ${articles.lang} AND f.title_key = s.value->>'titleKey'
        AND ${isVisibleThere(now)} AND f.id <> ${articles.id} ORDER BY f.publish_at DESC LIMIT 1)
      ELSE (SELECT ${link} FROM articles f WHERE f.id = s.value->>'articleId' AND ${isVisibleThere(now)}) END)))
  FROM json_each(${revisions.seeAlso}) s)`;

/**
 * When a referenced article may appear: the next scheduled moment of the language, whatever appears then. One row
 * instead of one for each reference; the price is a needless render at such a moment.
 */
const nextInLanguage = (now: number) => sql<
  number | null
>`CASE WHEN ${revisions.seeAlso} = '[]' AND ${articles.observanceId} IS NULL
  THEN NULL ELSE ${nextAppearance(sql`${articles.lang}`, now)} END`;

const correctionsJson = sql<string>`(SELECT json_group_array(json_object('at', c.at, 'note', c.correction))
  FROM (SELECT at, correction FROM revisions WHERE article_id = ${articles.id} AND correction IS NOT NULL ORDER BY number) c)`;

/** Of a commemoration: those of the same observance before and after it. */
const yearsJson = (
  now: number,
) => sql<string>`CASE WHEN ${articles.observanceId} IS NULL OR ${articles.publishAt} IS NULL
  THEN '{"previous":null,"next":null}' ELSE json_object(
    'previous', json((SELECT ${link} FROM articles f WHERE f.observance_id = ${articles.observanceId} AND f.lang = ${articles.lang}
      AND f.publish_at < ${articles.publishAt} AND ${hasNotEnded(now, sql`f`)} ORDER BY f.publish_at DESC LIMIT 1)),
    'next', json((SELECT ${link} FROM articles f WHERE f.observance_id = ${articles.observanceId} AND f.lang = ${articles.lang}
      AND f.publish_at > ${articles.publishAt} AND ${isVisibleThere(now)} ORDER BY f.publish_at LIMIT 1))) END`;

const columns = (now: number) => ({
  id: articles.id,
  groupId: articles.groupId,
  lang: articles.lang,
  status: articles.status,
  publishAt: articles.publishAt,
  unpublishAt: articles.unpublishAt,
  publishedOn: articles.publishedOn,
  publishedTime: articles.publishedTime,
  slug: articles.slug,
  title: articles.title,
  lead: articles.lead,
  tags: articles.tags,
  authors: articles.authors,
  sectionId: articles.sectionId,
  observanceId: articles.observanceId,
  occasion: occasionJson,
  isAutomatic: articles.isAutomatic,
  revision: articles.revision,
  revisedAt: articles.revisedAt,
  retractionNote: articles.retractionNote,
  isWithheld: articles.isWithheld,
  restoredStatus: articles.restoredStatus,
  sourceId: articles.sourceId,
  bodyFormat: revisions.bodyFormat,
  body: revisions.body,
  contentHash: revisions.contentHash,
  chainHash: revisions.chainHash,
  warnings: revisions.warnings,
  translations: translationsJson,
  seeAlso: seeAlsoJson(now),
  corrections: correctionsJson,
  years: yearsJson(now),
  nextInLanguage: nextInLanguage(now),
  settings: settingsJson,
});

const currentRevision = and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision));

const articleRows = (db: Db, now: number) =>
  db.select(columns(now)).from(articles).innerJoin(revisions, currentRevision);

export type ArticleRow = Awaited<ReturnType<typeof articleRows>>[number];

/** An article and the settings that its page needs. */
export interface ArticleAndSettings {
  readonly article: Article;
  readonly settings: Settings;
}

/**
 * The article at an address, whatever its status: doors decide by `isPublished`. One row of `slugs`, one of
 * `articles`, one of `revisions`, one for each translation, one or two for each reference.
 */
export function articleAt(
  db: Db,
  address: { lang: Lang; day: string; key: string },
  now: number,
): Question<(ArticleAndSettings & { askedSlug: string }) | null> {
  // By a name of its own: a batch's rows are objects, in which two columns named slug would be one.
  const statement = db
    .select({ ...columns(now), askedSlug: sql<string>`${slugs.slug}`.as("asked_slug") })
    .from(slugs)
    .innerJoin(articles, eq(articles.id, slugs.articleId))
    .innerJoin(revisions, currentRevision)
    .where(and(eq(slugs.lang, address.lang), eq(slugs.day, address.day), eq(slugs.key, address.key)));
  return question(statement, ([row]) => (row ? { ...readRow(row, now), askedSlug: row.askedSlug } : null));
}

/** The article of an id, whatever its status. */
export function articleById(db: Db, id: number | SQL, now: number): Question<ArticleAndSettings | null> {
  const statement = articleRows(db, now).where(eq(articles.id, id));
  return question(statement, ([row]) => (row ? readRow(row, now) : null));
}

/** The article that a batch has just made. AUTOINCREMENT: the newest has the largest id. */
export function newestArticle(db: Db, now: number): Question<ArticleAndSettings> {
  const statement = articleRows(db, now).where(eq(articles.id, newestId));
  return question(statement, ([row]) => {
    if (row === undefined) throw new Error("the batch made no article");
    return readRow(row, now);
  });
}

/** Inside a batch: the id of the article that it has just made. */
export const newestId = sql<number>`(SELECT max(id) FROM articles)`;

/** The group of an article that is to be translated; null if there is no such article. */
export function groupOf(db: Db, articleId: number | null): Question<number | null> {
  const statement = db
    .select({ groupId: articles.groupId })
    .from(articles)
    .where(eq(articles.id, articleId ?? -1));
  return question(statement, ([row]) => row?.groupId ?? null);
}

/** What the first request with an Idempotency-Key did; null when the key is free. */
export function claimedKey(db: Db, keyHash: string): Question<Claimed | null> {
  const statement = db.select().from(idempotencyKeys).where(eq(idempotencyKeys.keyHash, keyHash));
  return question(statement, ([row]) => row ?? null);
}
