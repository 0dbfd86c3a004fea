/** The one condition under which readers see an article, and of the next moments that change what they see. */
import { type SQL, sql } from "drizzle-orm";
import type { Lang } from "../text/languages";

/** From when to when readers see an article. */
export interface Period {
  /** epoch ms; null unless released. */
  readonly publishAt: number | null;
  /** epoch ms; null for no end. */
  readonly unpublishAt: number | null;
}

/** The one condition for "published", as a claim about an article in hand. @param now epoch ms */
export function isPublished(article: Period, now: number): boolean {
  return article.publishAt !== null && article.publishAt <= now && !hasEnded(article, now);
}

/** Whether it was released and its end is past, whether or not the clock has ticked. */
export function hasEnded({ publishAt, unpublishAt }: Period, now: number): boolean {
  return publishAt !== null && unpublishAt !== null && unpublishAt <= now;
}

const articles = sql`articles`;

/** Its instant has come and its end has not, whether or not the clock has ticked. @param now epoch ms. @param row the name of the row. */
export const isVisible = (now: number, row: SQL = articles) =>
  sql`${row}.publish_at <= ${now} AND ${hasNotEnded(now, row)}`;

/** The second half of it, where the first is known. As a function: an OR would lead the planner away to another index. */
export const hasNotEnded = (now: number, row: SQL = articles) =>
  sql`coalesce(${row}.unpublish_at > ${now}, 1)`;

/** The same of a row of `listings`, which has the end on its card. */
export const isListed = (now: number) => sql`publish_at <= ${now} AND ${hasNotLeft(now)}`;

/** The second half of it, where the first is known. */
export const hasNotLeft = (now: number) => sql`coalesce(card->>'unpublishAt' > ${now}, 1)`;

/** The next instant at which an article appears in a language, epoch ms; null when none is due. One row. */
export const nextAppearance = (lang: Lang | SQL, now: number) =>
  sql<
    number | null
  >`(SELECT min(n.publish_at) FROM articles n WHERE n.lang = ${lang} AND n.publish_at > ${now})`;

/** The next instant at which an article ends in any language, epoch ms; null when none is due. One row. */
export const nextEnd = (now: number) =>
  sql<
    number | null
  >`(SELECT min(n.unpublish_at) FROM articles n WHERE n.publish_at IS NOT NULL AND n.unpublish_at > ${now})`;
