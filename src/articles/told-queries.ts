/** Every SQL statement by which those outside are told of articles: what readers may see, and where it stood that they may not. */
import { and, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../db/client";
import { articles } from "../db/schema";
import { isVisible } from "../db/visible";
import { LANGS, type Lang } from "../text/languages";
import { authorNamed } from "./listing-queries";
import type { OnShow, TakenAway } from "./on-show";

const lang = z.enum(LANGS);
/** Of a revision's particulars: where the article stood. */
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
      lang: lang.parse(row.lang),
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
      lang: sql<string>`taken.lang`,
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
      return stood.success ? [{ ...row, lang: lang.parse(row.lang), ...stood.data, isCommemoration }] : [];
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

const named = z.object({ kind: z.enum(["tag", "author"]), lang, slug: z.string() });
