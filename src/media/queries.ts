/** Every SQL statement about media, their texts, their uses and their removal. */

import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, runQueries, type Statement } from "../db/client";
import { articles, media, mediaTexts, mediaUses } from "../db/schema";
import { insertSelect } from "../db/sql";
import { isPublished } from "../db/visible";
import type { Showing } from "../http/problem";
import type { Runtime } from "../runtime";
import { LANGS, type Lang } from "../text/languages";
import { type Media, mediaIn, type Texts } from "./media";
import { isMediaType } from "./sanitize/detect";

const texts = z.partialRecord(
  z.enum(LANGS),
  z.object({
    alt: z.string().nullable(),
    caption: z.string().nullable(),
    credit: z.string().nullable(),
  }),
);

/** A medium with all its texts, in one row. */
const columns = {
  row: media,
  texts: sql<string>`(SELECT json_group_object(lang, json_object('alt', alt, 'caption', caption, 'credit', credit))
    FROM media_texts t WHERE t.media_id = ${media.id})`,
};

function readRow({ row, texts: json }: { row: typeof media.$inferSelect; texts: string }): Media {
  const { type, removedAt: _, tokenId: __, ...rest } = row;
  if (!isMediaType(type)) throw new Error(`media ${row.id} is of the kind '${type}', which there is not`);
  return { ...rest, type, texts: texts.parse(JSON.parse(json)) };
}

/** @param id of the medium, or its hash. */
export function oneMedia(
  db: Db,
  by: { readonly id: number } | { readonly hash: string },
): Query<Media | null> {
  const where = "id" in by ? eq(media.id, by.id) : eq(media.hash, by.hash);
  const statement = db.select(columns).from(media).where(and(where, sql`removed_at IS NULL`));
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** One that may be on its way out. */
export function anyMedia(db: Db, id: number): Query<Media | null> {
  const statement = db.select(columns).from(media).where(eq(media.id, id));
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** The newest first. @param before an id; null for the newest. */
export function listedMedia(db: Db, limit: number, before: number | null): Query<readonly Media[]> {
  const isBefore = before === null ? undefined : lt(media.id, before);
  const statement = db
    .select(columns)
    .from(media)
    .where(and(sql`removed_at IS NULL`, isBefore))
    .orderBy(desc(media.id))
    .limit(limit);
  return asQuery(statement, rows => rows.map(readRow));
}

/** Referee: the hash. Bytes that are there already stay as they are; such as were on their way out are back. */
export function insertMedia(
  db: Db,
  row: Omit<Media, "id" | "texts"> & { readonly tokenId: string | null },
): Statement {
  return db
    .insert(media)
    .values(row)
    .onConflictDoUpdate({
      target: media.hash,
      set: { removedAt: null, name: row.name, tokenId: row.tokenId, createdAt: row.createdAt },
      setWhere: sql`${media.removedAt} IS NOT NULL`,
    });
}

/** Texts that are given replace those there are, the others stay; null takes a language's away. */
export function writeTexts(
  db: Db,
  mediaId: SQL | number,
  lang: Lang,
  written: Partial<Texts> | null,
): Statement[] {
  if (written === null) return [db.delete(mediaTexts).where(sql`media_id = ${mediaId} AND lang = ${lang}`)];
  if (Object.keys(written).length === 0) return [];
  const row = { mediaId: sql`${mediaId}`, lang, ...written };
  return [
    db
      .insert(mediaTexts)
      .values(row)
      .onConflictDoUpdate({ target: [mediaTexts.mediaId, mediaTexts.lang], set: written }),
  ];
}

/** The id of the medium with a hash, inside a batch. */
export const idOfHash = (hash: string) => sql<number>`(SELECT id FROM media WHERE hash = ${hash})`;

/**
 * Statements for the batch in which an article is saved: which media it shows. Hashes without a medium are passed over.
 * @param isNew whether nothing can be written of it yet.
 */
export function writeUses(
  db: Db,
  articleId: SQL | number,
  { bodyFormat, body }: { readonly bodyFormat: string; readonly body: string },
  isNew: boolean,
): Statement[] {
  // An address in plain text is only words.
  const hashes = bodyFormat === "html" ? mediaIn(body) : [];
  const found = sql`(SELECT id FROM media WHERE removed_at IS NULL
    AND hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)})))`;
  const remove = db.delete(mediaUses).where(sql`article_id = ${articleId} AND media_id NOT IN ${found}`);
  const add = insertSelect(db, mediaUses, {
    values: { mediaId: sql`id`, articleId: sql`${articleId}` },
    from: sql`FROM media WHERE id IN ${found}`,
  }).onConflictDoNothing();
  return [...(isNew ? [] : [remove]), ...(hashes.length === 0 ? [] : [add])];
}

/** An article that shows a medium. */
export interface Use extends Showing {
  readonly isReleased: boolean;
  readonly isOnShow: boolean;
}

/** The articles that show it, the newest first, whether readers see them or not. @param now epoch ms */
export function usesOf(db: Db, id: number, now: number): Query<readonly Use[]> {
  const { publishAt, unpublishAt } = articles;
  const statement = db
    .select({ id: articles.id, title: articles.title, publishAt, unpublishAt })
    .from(mediaUses)
    .innerJoin(articles, eq(articles.id, mediaUses.articleId))
    .where(eq(mediaUses.mediaId, id))
    .orderBy(desc(mediaUses.articleId))
    .limit(100);
  return asQuery(statement, rows =>
    rows.map(({ id, title, ...period }) => ({
      ...{ id, title },
      isReleased: period.publishAt !== null,
      isOnShow: isPublished(period, now),
    })),
  );
}

/** How many media a text shows that are not there (any more). D1 is asked only when it shows any. */
export async function countGone({ db, waits }: Runtime, html: string): Promise<number> {
  const hashes = mediaIn(html);
  if (hashes.length === 0) return 0;
  const statement = db
    .select({ hash: media.hash })
    .from(media)
    .where(sql`removed_at IS NULL AND hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`);
  const [found] = await runQueries(db, [asQuery(statement, rows => rows.length)], waits.d1Ms);
  return hashes.length - found;
}

/** What else shows it: the settings, standing pages, templates of observances. */
export function namedElsewhere(db: Db, hash: string): Query<readonly string[]> {
  const statement = db
    .select({
      logo: sql<number>`EXISTS (${inSettings(hash)})`,
      pages: sql<number>`EXISTS (${inPages(hash)})`,
      templates: sql<number>`EXISTS (${inTemplates(hash)})`,
    })
    .from(sql`(SELECT 1)`);
  return asQuery(statement, ([row]) => [
    ...(row?.logo ? ["the site's settings"] : []),
    ...(row?.pages ? ["a standing page"] : []),
    ...(row?.templates ? ["the template of an observance"] : []),
  ]);
}

const inSettings = (hash: string) => sql`SELECT 1 FROM site WHERE instr(settings, ${hash})`;
const inPages = (hash: string) => sql`SELECT 1 FROM standing_pages WHERE instr(body, ${hash})`;

const inTemplates = (hash: string) => sql`SELECT 1 FROM observances WHERE instr(templates, ${hash})`;

/**
 * Marks it as removed, unless something shows it. Drafts, retracted and trashed articles count too: they would come back
 * with a hole. @param isForced whether only what readers see, or will, counts.
 */
export function markRemoved(
  db: Db,
  { id, hash }: Pick<Media, "id" | "hash">,
  at: number,
  isForced: boolean,
): Statement {
  const counts = isForced ? sql`a.publish_at IS NOT NULL` : sql`true`;
  return db
    .update(media)
    .set({ removedAt: at })
    .where(sql`id = ${id} AND NOT EXISTS (SELECT 1 FROM media_uses u JOIN articles a ON a.id = u.article_id
      WHERE u.media_id = ${id} AND ${counts})
      AND NOT EXISTS (${inSettings(hash)}) AND NOT EXISTS (${inPages(hash)})
      AND NOT EXISTS (${inTemplates(hash)})`);
}

/** Whether it is marked. */
export function isMarked(db: Db, id: number): Query<boolean> {
  const statement = db.select({ removedAt: media.removedAt }).from(media).where(eq(media.id, id));
  return asQuery(statement, ([row]) => row !== undefined && row.removedAt !== null);
}

/** Its row with all that hangs on it, if it is still marked. */
export function deleteMarked(db: Db, id: number): Statement[] {
  const marked = sql`(SELECT id FROM media WHERE id = ${id} AND removed_at IS NOT NULL)`;
  return [
    db.delete(mediaTexts).where(sql`media_id = ${marked}`),
    db.delete(mediaUses).where(sql`media_id = ${marked}`),
    db.delete(media).where(sql`id = ${marked}`),
  ];
}
