/** The SQL by which followers of editions read articles: the search index, and what receivers outside get. */

import { and, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../db/client";
import { articles, revisions } from "../db/schema";
import { isVisible } from "../db/visible";
import { LANGS, type Lang } from "../text/languages";
import { type Article, type ArticleLink, paragraphs } from "./article";
import { authorNamed } from "./listing-queries";
import { currentRevision } from "./queries";

/** An article as it is now, for those that follow editions. */
export interface Followed {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  /** Words alone, a paragraph a line. */
  readonly body: string;
  readonly sectionId: number | null;
  /** epoch ms; null unless its status is published: what is scheduled comes with the edition of its coming due. */
  readonly publishAt: number | null;
}

/** How much of a body a follower is given, and how much is looked through for a search, in letters. */
const FOLLOWED_LETTERS = 400_000;
const SHOWN_LETTERS = 12_000;

/** The articles that some editions changed, as they are now. @param after exclusive, @param upTo inclusive. */
export function changedArticles(db: Db, after: number, upTo: number): Query<readonly Followed[]> {
  const changed = sql`(SELECT DISTINCT article_id FROM editions
    WHERE number > ${after} AND number <= ${upTo} AND article_id IS NOT NULL) changed`;
  const { id, title, publishAt, sectionId } = articles;
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
      status: articles.status,
      sectionId,
    })
    .from(changed)
    .innerJoin(articles, sql`${articles.id} = changed.article_id`)
    .innerJoin(revisions, currentRevision);
  return asQuery(statement, rows =>
    rows.map(({ status, bodyFormat, ...row }) => ({
      ...row,
      body: wordsOf(bodyFormat, row.body),
      publishAt: status === "published" ? row.publishAt : null,
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
      publishedOn: row.publishedOn ?? "",
    })),
  );
}

/** An article that readers see, as it is now. */
export interface OnShow extends ArticleLink {
  /** epoch ms */
  readonly publishAt: number;
  readonly revision: number;
  readonly isCommemoration: boolean;
  /** Whether the clock published it by itself. */
  readonly isAutomatic: boolean;
}

/** An article that an edition took from readers: where they found it. Nothing of what it says. */
export interface TakenAway {
  readonly edition: number;
  readonly id: number;
  readonly lang: Lang;
  readonly slug: string;
  readonly publishedOn: string;
  readonly isCommemoration: boolean;
}

/** Of a revision's particulars: its address. */
const place = z.object({ slug: z.string(), publishedOn: z.string() });

/** Those of some articles that readers may see now, in no order. A row for each. @param now epoch ms */
export function onShowAmong(db: Db, ids: readonly number[], now: number): Query<readonly OnShow[]> {
  const statement = db
    .select({
      id: articles.id,
      lang: articles.lang,
      title: articles.title,
      slug: articles.slug,
      publishedOn: articles.publishedOn,
      publishAt: articles.publishAt,
      revision: articles.revision,
      observanceId: articles.observanceId,
      isAutomatic: articles.isAutomatic,
    })
    .from(articles)
    .where(and(sql`${articles.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`, isVisible(now)));
  return asQuery(statement, rows =>
    rows.map(({ observanceId, ...row }) => ({
      ...row,
      publishedOn: row.publishedOn ?? "",
      publishAt: row.publishAt ?? now,
      isCommemoration: observanceId !== null,
    })),
  );
}

/**
 * What some editions took away. The address is that of the revision which did it: what an editor makes of the article
 * since then is for nobody's eyes.
 */
export function takenAwayBy(db: Db, editions: readonly number[]): Query<readonly TakenAway[]> {
  const statement = db
    .select({
      edition: sql<number>`taken.edition`,
      id: sql<number>`taken.id`,
      lang: sql<Lang>`taken.lang`,
      observanceId: sql<number | null>`taken.observance_id`,
      particulars: sql<string>`taken.particulars`,
    })
    .from(
      sql`(SELECT e.number AS edition, a.id, a.lang, a.observance_id,
          (SELECT particulars FROM revisions r WHERE r.article_id = a.id AND r.at = e.at
            AND r.status IN ('retracted', 'trashed') ORDER BY r.number LIMIT 1) AS particulars
        FROM json_each(${JSON.stringify(editions)}) asked JOIN editions e ON e.number = asked.value
        JOIN articles a ON a.id = e.article_id WHERE e.effect = 'retracted') AS taken`,
    );
  return asQuery(statement, rows =>
    rows.flatMap(({ observanceId, particulars, ...row }) => {
      const stood = place.safeParse(JSON.parse(particulars ?? "{}"));
      const isCommemoration = observanceId !== null;
      return stood.success ? [{ ...row, ...stood.data, isCommemoration }] : [];
    }),
  );
}

/** A tag's or author's name in addresses, by the key that facts name it by. */
export interface Keyed {
  readonly kind: "tag" | "author";
  readonly lang: Lang;
  readonly key: string;
}

/** The slugs of some tags and authors. A row for each. */
export function slugsOfKeys(
  db: Db,
  keyed: readonly Keyed[],
): Query<readonly (Omit<Keyed, "key"> & { readonly slug: string })[]> {
  const asked = sql`json_each(${JSON.stringify(keyed)}) k`;
  const [of, byLang, byKey] = [sql`k.value->>'kind'`, sql`k.value->>'lang'`, sql`k.value->>'key'`];
  const statement = db
    .select({ kind: sql<string>`found.kind`, lang: sql<string>`found.lang`, slug: sql<string>`found.slug` })
    .from(
      sql`(SELECT 'tag' AS kind, n.lang, n.slug FROM ${asked} JOIN tags n ON ${of} = 'tag' AND n.lang = ${byLang} AND n.key = ${byKey}
        UNION ALL SELECT 'author', n.lang, n.slug FROM ${asked} JOIN authors n ON ${of} = 'author' AND n.id = ${authorNamed(byLang, byKey)}) AS found`,
    );
  return asQuery(statement, rows => z.array(named).parse(rows));
}

const named = z.object({ kind: z.enum(["tag", "author"]), lang: z.enum(LANGS), slug: z.string() });
