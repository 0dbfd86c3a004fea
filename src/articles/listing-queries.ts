/** The SQL of lists by tag and author: their names, what is listed of each, and the card of an article that lists show. */

import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Db, Statement } from "../db/client";
import { authors, listings, tags } from "../db/schema";
import { entryShape } from "../settings/contents";
import { LANGS, type Lang } from "../text/languages";
import type { DraftTag, PlacedDraft } from "./draft";

/** Of the row of `articles` at hand. */
export const card = sql<string>`json_object('id', articles.id, 'lang', articles.lang, 'title', articles.title, 'lead', articles.lead,
    'slug', articles.slug, 'publishedOn', articles.published_on, 'publishAt', articles.publish_at, 'unpublishAt', articles.unpublish_at,
    'sectionId', articles.section_id,    'isCommemoration', articles.observance_id IS NOT NULL, 'tags', json(articles.tags), 'authors', json(articles.authors))`;

const flag = z.union([z.boolean(), z.int().transform(one => one === 1)]);

const names = z.array(z.object({ slug: z.string(), name: z.string() }));

export const cardShape = z.object({
  id: z.int(),
  lang: z.enum(LANGS),
  title: z.string(),
  lead: z.string(),
  slug: z.string(),
  publishedOn: z.iso.date(),
  /** epoch ms */
  publishAt: z.int(),
  /** When readers see it no more, epoch ms; null for no end. */
  unpublishAt: z.int().nullable().default(null),
  sectionId: z.int().nullable(),
  isCommemoration: flag,
  tags: names.default([]),
  /** The byline. */
  authors: names.default([]),
});

/** An article as a list shows it. */
export type Card = z.infer<typeof cardShape>;

/** A card with what `include` asks for; what was not asked for, or is not there, is left out. */
export const includedCardShape = cardShape.extend({
  text: z.object({ bodyFormat: z.enum(["text", "html"]), body: z.string().nullish() }).optional(),
  section: entryShape.optional(),
  translations: z
    .array(
      z.object({
        id: z.int(),
        lang: z.enum(LANGS),
        title: z.string(),
        slug: z.string(),
        publishedOn: z.string(),
        unpublishAt: z.int().nullable(),
      }),
    )
    .optional(),
});
export type IncludedCard = z.infer<typeof includedCardShape>;

/** @param json an array of cards. One that cannot be read is left out: it must not take the list down with it. */
export function readCards(json: string): Card[] {
  return z
    .array(z.unknown())
    .parse(JSON.parse(json))
    .flatMap(one => cardShape.safeParse(one).data ?? []);
}

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

/** Takes an article out of its lists. Goes before the statement that changes what they show. */
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

/** The tags as they are spelled in `tags`, in the editor's order. Goes after `insertNames` in the batch. */
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

/** The id of the author that a name in a byline means, in a language; NULL for none. For editors: it knows every name. */
export function authorNamed(lang: Lang | SQL, key: SQL | string): SQL {
  return sql`coalesce((SELECT id FROM authors WHERE lang = ${lang} AND key = ${key} AND merged_into IS NULL),
    (SELECT author_id FROM author_names WHERE lang = ${lang} AND key = ${key}))`;
}
