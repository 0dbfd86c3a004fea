/** The SQL by which a medium is removed: what holds it, its mark, and its end. */
import { eq, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { media, mediaTexts, mediaUses } from "../db/schema";
import type { Media } from "./media";

/** What else names its address: the settings, standing pages, templates of observances. */
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
 * Marks it as going, unless something shows it: what readers see, or will, and drafts, retracted and trashed articles,
 * which would come to readers with a hole. @param isForced whether only the first counts.
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
