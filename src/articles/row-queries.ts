/** The SQL of an article's whole row: itself, its current revision, and what its page shows of others. */
import { and, eq, getTableColumns, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../db/client";
import { articles, revisions } from "../db/schema";
import { hasNotEnded, isVisible, nextAppearance } from "../db/visible";
import { settingsJson } from "../settings/queries";
import { occasionJson } from "./occasion-queries";

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
 * When a referenced article may appear: the next scheduled moment of the language, whatever appears then. One row
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
export const columns = (now: number) => ({
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

export const articleRows = (db: Db, now: number) =>
  db.select(columns(now)).from(articles).innerJoin(revisions, currentRevision);

export type ArticleRow = Awaited<ReturnType<typeof articleRows>>[number];
