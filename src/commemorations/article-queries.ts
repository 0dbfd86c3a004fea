/** Every SQL statement by which commemorations find articles: those of editors, and earlier ones to refer to. */
import { and, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../db/client";
import { articles, listings, tags } from "../db/schema";
import { isListed, isVisible } from "../db/visible";
import { LANGS, type Lang } from "../text/languages";
import type { Coverage } from "./claims";

/** At most so many articles around the days in question are read, the newest first. */
const MOST = 2_000;

/**
 * Articles that readers see or will see, from one instant to another, without those that the clock made by itself.
 * @param from, to  epoch ms, both inclusive: two days around the days in question cover every zone.
 */
export function writtenBetween(db: Db, from: number, to: number): Query<readonly Coverage[]> {
  const { id, groupId, lang, titleKey, publishedOn, observanceId, publishAt, isAutomatic } = articles;
  const statement = db
    .select({ articleId: id, lang, titleKey, publishedOn, observanceId, groupId })
    .from(articles)
    .where(
      and(
        inArray(lang, LANGS),
        sql`${publishAt} IS NOT NULL`,
        gte(publishAt, from),
        lte(publishAt, to),
        eq(isAutomatic, false),
      ),
    )
    .orderBy(desc(publishAt))
    .limit(MOST);
  return asQuery(statement, rows => rows.map(row => ({ ...row, publishedOn: row.publishedOn ?? "" })));
}

type Article = typeof articles.$inferSelect;

/** The article that an editor links to an occurrence; null when there is none. */
export function articleToLink(
  db: Db,
  articleId: number,
): Query<Readonly<Pick<Article, "lang" | "status">> | null> {
  const { id, lang, status } = articles;
  const statement = db.select({ lang, status }).from(articles).where(eq(id, articleId));
  return asQuery(statement, ([row]) => row ?? null);
}

/** The article of a translation group in a language, in any state; null for none. */
export function articleOfGroup(db: Db, groupId: number, lang: Lang): Query<number | null> {
  const statement = db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.groupId, groupId), eq(articles.lang, lang)));
  return asQuery(statement, ([row]) => row?.id ?? null);
}

/** An article that is referred to by its id: readers see its present title. */
export interface Related {
  readonly articleId: number;
  readonly title: string;
}

/**
 * Earlier commemorations of an observance, and the newsroom's own articles that took the place of one. In raw SQL, so
 * that each part reads no more rows than it may show.
 */
export function linkedArticles(
  db: Db,
  observanceId: number,
  lang: Lang,
  at: number,
  limit: number,
): Query<readonly Related[]> {
  const own = sql`SELECT id FROM (SELECT id FROM articles WHERE observance_id = ${observanceId} AND lang = ${lang}
    AND ${isVisible(at)} ORDER BY publish_at DESC LIMIT ${limit})`;
  const held = sql`SELECT article_id FROM (SELECT article_id FROM occurrences WHERE observance_id = ${observanceId} AND lang = ${lang}
    AND outcome = 'held' ORDER BY local_date DESC LIMIT ${limit})`;
  const statement = db
    .select({ articleId: articles.id, title: articles.title })
    .from(articles)
    .where(sql`${articles.id} IN (${own} UNION ${held}) AND ${isVisible(at)}`)
    .orderBy(sql`${articles.publishAt} DESC`)
    .limit(limit);
  return asQuery(statement, rows => rows);
}

/** Earlier articles with any of some tags. @param keys folded, as in `tags` */
export function taggedArticles(
  db: Db,
  lang: Lang,
  keys: readonly string[],
  at: number,
  limit: number,
): Query<readonly Related[]> {
  const wanted = sql`SELECT 'tag:' || ${tags.id} FROM ${tags}, json_each(${JSON.stringify(keys)}) asked
    WHERE ${tags.lang} = ${lang} AND ${tags.key} = asked.value`;
  const statement = db
    .select({ articleId: listings.articleId, title: sql<string>`${listings.card}->>'title'`.as("title") })
    .from(listings)
    .where(sql`${listings.list} IN (${wanted}) AND ${isListed(at)}`)
    .orderBy(sql`${listings.publishAt} DESC`)
    .limit(limit);
  return asQuery(statement, rows => rows);
}
