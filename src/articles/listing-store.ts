/** Every SQL statement that writes tags, authors and the lists of both. Each is one of a batch. */
import { type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../db/client";
import { authors, listings, tags } from "../db/schema";
import { card } from "./card-store";
import type { DraftTag, PlacedDraft } from "./draft";

/** Tags and authors that are not there yet. Referee: (lang, key); one that is there keeps its spelling. */
export function insertNames(db: Db, draft: PlacedDraft): Statement[] {
  const missing = (names: readonly DraftTag[]) =>
    sql`SELECT NULL, ${draft.lang}, value->>'key', value->>'slug', value->>'name' FROM json_each(${JSON.stringify(names)}) WHERE true`;
  return [
    ...(draft.tags.length === 0
      ? []
      : [
          db
            .insert(tags)
            .select(missing(draft.tags))
            .onConflictDoNothing({ target: [tags.lang, tags.key] }),
        ]),
    ...(draft.authors.length === 0
      ? []
      : [
          db
            .insert(authors)
            .select(missing(draft.authors))
            .onConflictDoNothing({ target: [authors.lang, authors.key] }),
        ]),
  ];
}

/** Takes an article out of its lists. To stand before the statement that changes what they show. */
export function unlist(db: Db, id: number): Statement {
  return db.delete(listings).where(sql`article_id = ${id}
    AND publish_at = (SELECT publish_at FROM articles WHERE id = ${id})
    AND list IN (SELECT 'tag:' || (value->>'id') FROM json_each((SELECT tags FROM articles WHERE id = ${id}))
      UNION ALL SELECT 'author:' || (value->>'id') FROM json_each((SELECT authors FROM articles WHERE id = ${id})))`);
}

/** Puts a released article into its lists; one that is not released has no instant and goes nowhere. */
export function list(db: Db, articleId: SQL | number): Statement {
  const isReleased = sql`articles.id = ${articleId} AND articles.publish_at IS NOT NULL`;
  return db.insert(listings).select(
    sql`SELECT 'tag:' || (named.value->>'id'), articles.publish_at, articles.id, ${card}
        FROM articles, json_each(articles.tags) named WHERE ${isReleased}
      UNION ALL SELECT 'author:' || (named.value->>'id'), articles.publish_at, articles.id, ${card}
        FROM articles, json_each(articles.authors) named WHERE ${isReleased}`,
  );
}

/** The tags as they are spelled in `tags`, in the editor's order. To stand after `insertNames` in the batch. */
export function tagsJson(draft: PlacedDraft) {
  return spelled(draft.lang, draft.tags, sql`tags`);
}

/** The same of the byline. */
export function authorsJson(draft: PlacedDraft) {
  return spelled(draft.lang, draft.authors, sql`authors`);
}

function spelled(lang: string, names: readonly DraftTag[], table: SQL) {
  if (names.length === 0) return "[]";
  return sql`(SELECT json_group_array(json_object('id', id, 'slug', slug, 'name', name)) FROM
    (SELECT t.id, t.slug, t.name FROM json_each(${JSON.stringify(names)}) j
      JOIN ${table} t ON t.lang = ${lang} AND t.key = j.value->>'key' ORDER BY j.key))`;
}
