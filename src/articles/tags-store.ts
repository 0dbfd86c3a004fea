/** Every SQL statement that writes tags and their lists. Each is one of a batch. */
import { type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../db/client";
import { articleTags, tags } from "../db/schema";
import type { Draft, DraftTag } from "./draft";

/** Tags that are not there yet. Referee: (lang, key); one that is there keeps its spelling. */
export function insertTags(db: Db, draft: Draft): Statement[] {
  if (draft.tags.length === 0) return [];
  return [
    db
      .insert(tags)
      .select(
        sql`SELECT NULL, ${draft.lang}, value->>'key', value->>'slug', value->>'name' FROM json_each(${JSON.stringify(draft.tags)}) WHERE true`,
      )
      .onConflictDoNothing({ target: [tags.lang, tags.key] }),
  ];
}

/** Takes an article out of its tags' lists. To stand before the statement that changes its tags or its instant. */
export function unlistTags(db: Db, id: number): Statement {
  return db.delete(articleTags).where(sql`article_id = ${id}
    AND publish_at = (SELECT publish_at FROM articles WHERE id = ${id})
    AND tag_id IN (SELECT value->>'id' FROM json_each((SELECT tags FROM articles WHERE id = ${id})))`);
}

/** Puts a released article into its tags' lists; one that is not released has no instant and goes nowhere. */
export function listTags(db: Db, articleId: SQL | number): Statement {
  return db.insert(articleTags).select(
    sql`SELECT value->>'id', articles.publish_at, articles.id FROM articles, json_each(articles.tags)
      WHERE articles.id = ${articleId} AND articles.publish_at IS NOT NULL`,
  );
}

/** The tags as they are spelled in `tags`, in the editor's order. To stand after `insertTags` in the batch. */
export function tagsJson(draft: { lang: string; tags: readonly DraftTag[] }) {
  if (draft.tags.length === 0) return "[]";
  return sql`(SELECT json_group_array(json_object('id', id, 'slug', slug, 'name', name)) FROM
    (SELECT t.id, t.slug, t.name FROM json_each(${JSON.stringify(draft.tags)}) j
      JOIN tags t ON t.lang = ${draft.lang} AND t.key = j.value->>'key' ORDER BY j.key))`;
}
