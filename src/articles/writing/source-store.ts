/** The SQL by which an article is known by its document's name. */
import { sql } from "drizzle-orm";
import type { Db, Question } from "../../db/client";
import type { Lang } from "../../text/languages";
import type { ArticleAndSettings } from "../article-row";
import { articleById } from "../store";

/** The article whose document has this name; null if there is none, or none was given. By the unique index of it. */
export function articleOfSource(
  db: Db,
  lang: Lang,
  sourceId: string | null,
  now: number,
): Question<ArticleAndSettings | null> {
  return articleById(
    db,
    sourceId === null
      ? -1
      : sql`(SELECT id FROM articles WHERE lang = ${lang} AND source_id = ${sourceId} AND source_id IS NOT NULL)`,
    now,
  );
}
