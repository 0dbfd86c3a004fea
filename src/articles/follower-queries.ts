/** Every SQL statement by which followers of editions, such as the search index, read articles. */
import { and, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../db/client";
import { articles, revisions } from "../db/schema";
import { isVisible } from "../db/visible";
import { LANGS, type Lang } from "../text/languages";
import { type Article, type ArticleLink, paragraphs } from "./article";

const lang = z.enum(LANGS);
const currentRevision = and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision));

/** An article as it stands, for whoever follows it. */
export interface Followed {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  /** Words alone, a paragraph a line. */
  readonly body: string;
  readonly sectionId: number | null;
  /** epoch ms; null unless it stands as published: what is scheduled comes with the edition of its coming due. */
  readonly publishAt: number | null;
}

/** How much of a body a follower is given, and how much is looked through for a search, in letters. */
const FOLLOWED_LETTERS = 400_000;
const SHOWN_LETTERS = 12_000;

/** The articles that some editions changed, as they stand now. @param after exclusive, @param upTo inclusive. */
export function changedArticles(db: Db, after: number, upTo: number): Query<readonly Followed[]> {
  const changed = sql`(SELECT DISTINCT article_id FROM editions
    WHERE number > ${after} AND number <= ${upTo} AND article_id IS NOT NULL) changed`;
  const { id, title, publishAt, status, sectionId } = articles;
  const { bodyFormat } = revisions;
  const body = sql<string>`substr(${revisions.body}, 1, ${FOLLOWED_LETTERS})`;
  const statement = db
    .select({
      id,
      lang: articles.lang,
      title,
      bodyFormat,
      body: body.as("body"),
      publishAt,
      status,
      sectionId,
    })
    .from(changed)
    .innerJoin(articles, sql`${articles.id} = changed.article_id`)
    .innerJoin(revisions, currentRevision);
  return asQuery(statement, rows =>
    rows.map(({ status: stands, bodyFormat: format, ...row }) => ({
      ...row,
      body: wordsOf(format, row.body),
      lang: lang.parse(row.lang),
      publishAt: stands === "published" ? row.publishAt : null,
    })),
  );
}

/** Of a body that may be cut anywhere. */
function wordsOf(bodyFormat: Article["bodyFormat"], body: string): string {
  return bodyFormat === "html" ? paragraphs({ bodyFormat, body }).join("\n") : body;
}

export interface Hit extends ArticleLink {
  readonly body: string;
}

/** Those of some articles that readers may see now, in no order. Two rows for each. */
export function publishedAmong(db: Db, ids: readonly number[], now: number): Query<readonly Hit[]> {
  const { id, title, slug, publishedOn } = articles;
  const statement = db
    .select({
      id,
      lang: articles.lang,
      title,
      slug,
      publishedOn,
      bodyFormat: revisions.bodyFormat,
      body: sql<string>`substr(${revisions.body}, 1, ${SHOWN_LETTERS})`.as("body"),
    })
    .from(articles)
    .innerJoin(revisions, currentRevision)
    .where(and(sql`${articles.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`, isVisible(now)));
  return asQuery(statement, rows =>
    rows.map(({ bodyFormat, ...row }) => ({
      ...row,
      body: wordsOf(bodyFormat, row.body),
      lang: lang.parse(row.lang),
      publishedOn: row.publishedOn ?? "",
    })),
  );
}
