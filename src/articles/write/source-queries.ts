/** The SQL by which an article is known by its document: by its name, or by a title that it has had. */
import { and, eq, sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../../db/client";
import { revisions } from "../../db/schema";
import type { Lang } from "../../text/languages";
import type { ArticleAndSettings } from "../article-row";
import { articleById } from "../queries";

/** The article whose document has this name; null if there is none, or none was given. By the unique index of it. */
export function articleOfSource(
  db: Db,
  lang: Lang,
  sourceId: string | null,
  now: number,
): Query<ArticleAndSettings | null> {
  return articleById(
    db,
    sourceId === null
      ? -1
      : sql`(SELECT id FROM articles WHERE lang = ${lang} AND source_id = ${sourceId} AND source_id IS NOT NULL)`,
    now,
  );
}

/** Whether any revision of the article had a title, to the letter. */
export function hasHadTitle(db: Db, articleId: number, title: string): Query<boolean> {
  const statement = db
    .select({ number: revisions.number })
    .from(revisions)
    .where(and(eq(revisions.articleId, articleId), eq(revisions.title, title)))
    .limit(1);
  return asQuery(statement, rows => rows.length > 0);
}
