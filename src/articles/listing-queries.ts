/** Every SQL statement that writes tags, authors and the lists of both. Each is one of a batch. */
import { type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../db/client";
import { authors, listings, tags } from "../db/schema";
import type { Lang } from "../text/languages";
import { card } from "./card-queries";
import type { DraftTag, PlacedDraft } from "./draft";

/** Tags and authors that are not there yet. Referee: (lang, key); one that is there keeps its spelling. */
export function insertNames(db: Db, draft: PlacedDraft): Statement[] {
  const missing = (names: readonly DraftTag[]) =>
    sql`SELECT NULL, ${draft.lang}, value->>'key', value->>'slug', value->>'name' FROM json_each(${JSON.stringify(names)}) WHERE true`;
  const unknown = sql`SELECT NULL, ${draft.lang}, value->>'key', value->>'slug', value->>'name', '', NULL, NULL, NULL
    FROM json_each(${JSON.stringify(draft.authors)}) WHERE NOT EXISTS (SELECT 1 FROM author_names
      WHERE lang = ${draft.lang} AND key = value->>'key')`;
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
            .select(unknown)
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
  if (draft.tags.length === 0) return "[]";
  return sql`(SELECT json_group_array(json_object('id', id, 'slug', slug, 'name', name)) FROM
    (SELECT t.id, t.slug, t.name FROM json_each(${JSON.stringify(draft.tags)}) j
      JOIN tags t ON t.lang = ${draft.lang} AND t.key = j.value->>'key' ORDER BY j.key))`;
}

/** The same of the byline; two names of one author are one, and an author is named as they are called now. */
export function authorsJson({ lang, authors }: PlacedDraft) {
  if (authors.length === 0) return "[]";
  return sql`(SELECT json_group_array(json_object('id', id, 'slug', slug, 'name', name)) FROM
    (SELECT a.id, a.slug, CASE WHEN j.value->>'isPrinted' THEN j.value->>'name' ELSE a.name END AS name, min(j.key)
      FROM json_each(${JSON.stringify(authors)}) j JOIN authors a ON a.id = ${authorNamed(lang, sql`j.value->>'key'`)}
      GROUP BY a.id ORDER BY min(j.key)))`;
}

/** The id of whoever a byline of a name means, in a language; NULL for nobody. For editors: it knows every name. */
export function authorNamed(lang: Lang | SQL, key: SQL | string): SQL {
  return sql`coalesce((SELECT id FROM authors WHERE lang = ${lang} AND key = ${key} AND merged_into IS NULL),
    (SELECT author_id FROM author_names WHERE lang = ${lang} AND key = ${key}))`;
}
