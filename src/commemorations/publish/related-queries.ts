/** Every SQL statement by which a commemoration finds what it refers to. Each reads as many rows as it may show. */
import { sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../../db/client";
import { articles, listings, tags } from "../../db/schema";
import { isListed, isVisible } from "../../db/visible";
import type { Lang } from "../../text/languages";

/** An article that is referred to by its id: its title is shown as it is when it is read. */
export interface Related {
  readonly articleId: number;
  readonly title: string;
}

/** Earlier commemorations of an observance, and the newsroom's own articles that stood for one. */
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

/** Past coverage under any of some tags. @param keys folded, as in `tags` */
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
