/** Every SQL statement that reads revisions. What writes them is in `write/`. */
import { and, desc, eq, gt, lt } from "drizzle-orm";
import * as z from "zod";
import { memberName } from "../auth/access";
import { asQuery, type Db, type Query } from "../db/client";
import { articles, revisions, tokens } from "../db/schema";
import type { Article } from "./article";
import { particularsShape, type Revision } from "./revision";

const references = z.array(
  z.object({
    title: z.string(),
    excerpt: z.string().nullable(),
    articleId: z.number().nullable().default(null),
  }),
);

/** One revision, whole; null if there is none of that number. One row. */
export function revisionOf(db: Db, articleId: number, number: number): Query<Revision | null> {
  const statement = db
    .select()
    .from(revisions)
    .where(and(eq(revisions.articleId, articleId), eq(revisions.number, number)));
  return asQuery(statement, ([row]) => (row ? readRevision(row) : null));
}

/** The number of its current revision; null if there is no such article. */
export function currentRevision(db: Db, articleId: number): Query<number | null> {
  const statement = db
    .select({ revision: articles.revision })
    .from(articles)
    .where(eq(articles.id, articleId));
  return asQuery(statement, ([row]) => row?.revision ?? null);
}

/** What an article's row repeats of its last revision. */
export type Copied = Pick<
  Article,
  "title" | "slug" | "status" | "revision" | "publishAt" | "publishedOn" | "publishedTime"
>;

/** Null if there is no such article. */
export function copyOf(db: Db, articleId: number): Query<Copied | null> {
  const { title, slug, status, revision, publishAt, publishedOn, publishedTime } = articles;
  const statement = db
    .select({ title, slug, status, revision, publishAt, publishedOn, publishedTime })
    .from(articles)
    .where(eq(articles.id, articleId));
  return asQuery(statement, ([row]) => row ?? null);
}

/** Whole, oldest first. @param after the last number before them. */
export function revisionsAfter(
  db: Db,
  articleId: number,
  after: number,
  limit: number,
): Query<readonly Revision[]> {
  const statement = db
    .select()
    .from(revisions)
    .where(and(eq(revisions.articleId, articleId), gt(revisions.number, after)))
    .orderBy(revisions.number)
    .limit(limit);
  return asQuery(statement, rows => rows.map(readRevision));
}

const warningList = z.array(z.object({ code: z.string(), message: z.string() }));

/** A revision as a list shows it. */
export interface ListedRevision {
  readonly number: number;
  readonly at: number;
  readonly reason: string;
  /** The name of the token that wrote it, or of the person who came in by Access; null for the clock, or a token that is no longer known. */
  readonly token: string | null;
  readonly status: string;
  readonly title: string;
  readonly correction: string | null;
  readonly warnings: z.output<typeof warningList>;
}

/** Newest first. @param before the last number of the page before. */
export function revisionList(
  db: Db,
  articleId: number,
  before: number | null,
  limit: number,
): Query<readonly ListedRevision[]> {
  const statement = db
    .select({
      number: revisions.number,
      at: revisions.at,
      reason: revisions.reason,
      token: tokens.name,
      tokenId: revisions.tokenId,
      status: revisions.status,
      title: revisions.title,
      correction: revisions.correction,
      warnings: revisions.warnings,
    })
    .from(revisions)
    .leftJoin(tokens, eq(tokens.id, revisions.tokenId))
    .where(and(eq(revisions.articleId, articleId), lt(revisions.number, before ?? Number.MAX_SAFE_INTEGER)))
    .orderBy(desc(revisions.number))
    .limit(limit);
  return asQuery(statement, rows =>
    rows.map(({ tokenId, ...row }) => ({
      ...row,
      token: row.token ?? memberName(tokenId),
      warnings: warningList.parse(JSON.parse(row.warnings)),
    })),
  );
}

function readRevision({ particulars, ...row }: typeof revisions.$inferSelect): Revision {
  return {
    ...row,
    ...particularsShape.parse(JSON.parse(particulars)),
    seeAlso: references.parse(JSON.parse(row.seeAlso)),
  };
}
