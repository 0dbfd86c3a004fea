/** Every SQL statement about media, their texts and their uses. */

import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { numberedSubject } from "../cache/edition-queries";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { articles, audit, media, mediaTexts, mediaUses } from "../db/schema";
import { isPublished } from "../db/visible";
import type { Showing } from "../http/problem";
import { LANGS, type Lang } from "../text/languages";
import { isMediaType, type Media, type Texts } from "./media";

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

/** Which media an article shows, anew: for the batch in which it is saved. Hashes that are not kept are passed over. */
export function writeUses(db: Db, articleId: SQL | number, hashes: readonly string[], isNew: boolean) {
  const found = sql`(SELECT id FROM media WHERE removed_at IS NULL
    AND hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)})))`;
  const gone = db.delete(mediaUses).where(sql`article_id = ${articleId} AND media_id NOT IN ${found}`);
  const come = db
    .insert(mediaUses)
    .select(sql`SELECT id, ${articleId} FROM media WHERE id IN ${found}`)
    .onConflictDoNothing();
  return [...(isNew ? [] : [gone]), ...(hashes.length === 0 ? [] : [come])];
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

/** Those of some hashes that are kept. */
export function keptOf(db: Db, hashes: readonly string[]): Query<readonly string[]> {
  const statement = db
    .select({ hash: media.hash })
    .from(media)
    .where(sql`removed_at IS NULL AND hash IN (SELECT value FROM json_each(${JSON.stringify(hashes)}))`);
  return asQuery(statement, rows => rows.map(({ hash }) => hash));
}

export function recordMediaAct(
  db: Db,
  action: "media.create" | "media.change" | "media.delete",
  subject: SQL | number,
  tokenId: string | null,
  at: number,
): Statement {
  const row = sql`SELECT NULL, ${at}, ${tokenId}, ${action}, ${numberedSubject(subject)}, NULL`;
  return db.insert(audit).select(row);
}
