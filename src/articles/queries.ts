/** The SQL that reads whole articles: the row, its current revision and what its page shows of others; and from rows to an `Article`. */

import { and, eq, getTableColumns, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import * as z from "zod";
import { soonest } from "../cache/rendering";
import { asQuery, type Db, type Query } from "../db/client";
import { articles, idempotencyKeys, RESTORED_STATUSES, revisions, STATUSES, slugs } from "../db/schema";
import { hasNotEnded, isPublished, isVisible, nextAppearance } from "../db/visible";
import { settingsJson } from "../settings/queries";
import { readSettings, type Settings } from "../settings/settings";
import { LANGS, type Lang } from "../text/languages";
import { type Article, type Occasion, stateAt } from "./article";

const lang = z.enum(LANGS);
const tagList = z.array(z.object({ slug: z.string(), name: z.string() }));
const warningList = z.array(z.object({ code: z.string(), message: z.string() }));
const linkRow = z.object({
  id: z.int(),
  lang,
  title: z.string(),
  slug: z.string(),
  publishedOn: z.string(),
  publishAt: z.number(),
  unpublishAt: z.number().nullable(),
});
const siblingRow = linkRow.extend({
  status: z.enum(STATUSES),
  restoredStatus: z.enum(RESTORED_STATUSES).nullable(),
  publishedOn: z.string().nullable(),
  publishAt: z.number().nullable(),
});
const seeAlsoRow = z.object({
  title: z.string(),
  titleKey: z.string(),
  excerpt: z.string().nullable(),
  articleId: z.int().nullable(),
  article: linkRow.nullable(),
});
const correctionList = z.array(z.object({ at: z.number(), note: z.string() }));
const yearsRow = z.object({ previous: linkRow.nullable(), next: linkRow.nullable() });

/** An article and the settings that its page needs. */
export interface ArticleAndSettings {
  readonly article: Article;
  readonly settings: Settings;
}

/** @param now epoch ms: what has ended by then is retracted, whether or not the clock has said so. */
function readRow(row: ArticleRow, now: number): ArticleAndSettings {
  const siblings = z.array(siblingRow).parse(JSON.parse(row.translations));
  const references = z.array(seeAlsoRow).parse(JSON.parse(row.seeAlso));
  const years = yearsRow.parse(JSON.parse(row.years));
  const shown = siblings
    .filter(sibling => isPublished(sibling, now))
    .map(({ status: _, restoredStatus: __, ...sibling }) => linkRow.parse(sibling));
  const links = [...shown, ...references.map(({ article }) => article), years.previous, years.next];
  const comings = [row.nextInLanguage, ...siblings.map(({ publishAt }) => publishAt)];
  return {
    article: {
      ...row,
      ...stateAt(row, now),
      tags: tagList.parse(JSON.parse(row.tags)),
      authors: tagList.parse(JSON.parse(row.authors)),
      corrections: correctionList.parse(JSON.parse(row.corrections)),
      occasion: readOccasion(row.occasion),
      years,
      warnings: warningList.parse(JSON.parse(row.warnings)),
      translations: shown,
      siblings,
      // An article that is named and that no reader may see is not named to readers: its title is its own.
      seeAlso: references.filter(({ articleId, article }) => articleId === null || article !== null),
      namedIds: references.flatMap(({ articleId }) => articleId ?? []),
      nextChangeAt: soonest(comings.filter(at => at !== null && at > now)),
      endsAt: soonest(
        [row, ...links].map(one => one?.unpublishAt ?? null).filter(at => at !== null && at > now),
      ),
    },
    settings: readSettings(row.settings),
  };
}

const occasionRow = z.object({
  key: z.string(),
  localDate: z.string(),
  years: z.int().nullable(),
  source: z.string(),
});

/** Of a commemoration: its day, as it was reckoned when it was made. */
const occasionJson = sql<string | null>`CASE WHEN ${articles.observanceId} IS NULL THEN NULL ELSE
  (SELECT json_object('key', o.provenance->>'key', 'localDate', o.local_date, 'years', o.provenance->>'years',
    'source', coalesce(o.provenance->>'source', '')) FROM occurrences o WHERE o.article_id = ${articles.id} LIMIT 1) END`;

/** An import may bring a claim that does not say all of it: no reason not to show the article. */
function readOccasion(json: string | null): Occasion | null {
  return json === null ? null : (occasionRow.safeParse(JSON.parse(json)).data ?? null);
}

const translationsJson = sql<string>`(SELECT json_group_array(json_object('id', t.id, 'lang', t.lang, 'title', t.title,
    'slug', t.slug, 'status', t.status, 'restoredStatus', t.restored_status, 'publishedOn', t.published_on,
    'publishAt', t.publish_at, 'unpublishAt', t.unpublish_at)) FROM articles t
  WHERE t.group_id = ${articles.groupId} AND t.id <> ${articles.id})`;

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
 * When a referenced article may appear: the next scheduled moment of the language, of any article. One row
 * instead of one for each reference; the price is a needless render at such a moment.
 */
const nextInLanguage = (now: number) => sql<
  number | null
>`CASE WHEN ${revisions.seeAlso} = '[]' AND ${articles.observanceId} IS NULL
  THEN NULL ELSE ${nextAppearance(sql`${articles.lang}`, now)} END`;

/** JSON array of `{at, note}`, oldest first; a row for each. */
export const correctionsOf = (
  articleId: SQLWrapper,
) => sql<string>`(SELECT json_group_array(json_object('at', c.at, 'note', c.correction))
  FROM (SELECT at, correction FROM revisions WHERE article_id = ${articleId} AND correction IS NOT NULL ORDER BY number) c)`;

/** Of a commemoration: those of the same observance before and after it. */
const yearsJson = (
  now: number,
) => sql<string>`CASE WHEN ${articles.observanceId} IS NULL OR ${articles.publishAt} IS NULL
  THEN '{"previous":null,"next":null}' ELSE json_object(
    'previous', json((SELECT ${link} FROM articles f WHERE f.observance_id = ${articles.observanceId} AND f.lang = ${articles.lang}
      AND f.publish_at < ${articles.publishAt} AND ${hasNotEnded(now, sql`f`)} ORDER BY f.publish_at DESC LIMIT 1)),
    'next', json((SELECT ${link} FROM articles f WHERE f.observance_id = ${articles.observanceId} AND f.lang = ${articles.lang}
      AND f.publish_at > ${articles.publishAt} AND ${isVisibleThere(now)} ORDER BY f.publish_at LIMIT 1))) END`;

const { titleKey: _, monthDay: __, createdAt: ___, ...articleColumns } = getTableColumns(articles);

/** @param now epoch ms: of other articles those that are published by then are shown. */
const columns = (now: number) => ({
  ...articleColumns,
  occasion: occasionJson,
  bodyFormat: revisions.bodyFormat,
  body: revisions.body,
  contentHash: revisions.contentHash,
  chainHash: revisions.chainHash,
  warnings: revisions.warnings,
  translations: translationsJson,
  seeAlso: seeAlsoJson(now),
  corrections: correctionsOf(articles.id),
  years: yearsJson(now),
  nextInLanguage: nextInLanguage(now),
  settings: settingsJson,
});

export const currentRevision = and(
  eq(revisions.articleId, articles.id),
  eq(revisions.number, articles.revision),
);

const articleRows = (db: Db, now: number) =>
  db.select(columns(now)).from(articles).innerJoin(revisions, currentRevision);

type ArticleRow = Awaited<ReturnType<typeof articleRows>>[number];

/**
 * The article at an address, in any status: routes decide by `isPublished`. One row of `slugs`, one of
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

/** The article of an id, in any status. */
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
  return asQuery(statement, ([row]) => row ?? null);
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
