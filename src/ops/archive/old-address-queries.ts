/** Every SQL statement about the addresses that articles had before. */

import { sql } from "drizzle-orm";
import { audit } from "../../db/audit";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, slugs } from "../../db/schema";
import { insertSelect } from "../../db/sql";
import type { Lang } from "../../text/languages";

/** Where an address stands among all of them. */
export interface Place {
  readonly lang: Lang;
  readonly day: string;
  readonly key: string;
}

/** An address, and the one that its article has now. */
export interface KnownAddress extends Place {
  readonly slug: string;
  readonly articleId: number;
  readonly articleDay: string | null;
  readonly articleSlug: string;
}

/** An address that comes from another site. */
export interface CarriedAddress extends Place {
  readonly slug: string;
  readonly article: number;
}

/** All of them, in the order of the primary key: two rows each. */
export function addressesAfter(db: Db, after: Place | null, limit: number): Query<readonly KnownAddress[]> {
  const from = after ?? { lang: "", day: "", key: "" };
  const some = sql`(SELECT * FROM slugs WHERE (lang, day, key) > (${from.lang}, ${from.day}, ${from.key})
    ORDER BY lang, day, key LIMIT ${limit}) s`;
  const statement = db
    .select({
      lang: sql<Lang>`s.lang`.as("address_lang"),
      day: sql<string>`s.day`.as("day"),
      key: sql<string>`s.key`.as("key"),
      slug: sql<string>`s.slug`.as("address_slug"),
      articleId: articles.id,
      articleDay: articles.publishedOn,
      articleSlug: articles.slug,
    })
    .from(some)
    .innerJoin(articles, sql`${articles.id} = s.article_id`)
    .orderBy(sql`s.lang, s.day, s.key`);
  return asQuery(statement, rows => rows);
}

/** Referee: (lang, day, key): whoever has an address keeps it. And the line of it in the log. */
export function insertOldAddresses(
  db: Db,
  addresses: readonly CarriedAddress[],
  { at, tokenId }: { readonly at: number; readonly tokenId: string },
): Statement[] {
  const sent = JSON.stringify(addresses);
  return [
    insertSelect(db, slugs, {
      values: {
        ...{ lang: sql`a.lang`, day: sql`j.value->>'day'`, key: sql`j.value->>'key'` },
        ...{ slug: sql`j.value->>'slug'`, articleId: sql`a.id` },
      },
      from: sql`FROM json_each(${sent}) j
        JOIN articles a ON a.id = j.value->>'article' AND a.lang = j.value->>'lang' WHERE true`,
    }).onConflictDoNothing(),
    audit(db, {
      ...{ at, tokenId, action: "article.addresses", subject: `${addresses.length} addresses` },
      edition: "none",
    }),
  ];
}

/** The places in the list of those that lead where they are to lead. */
export function addressesTaken(db: Db, addresses: readonly CarriedAddress[]): Query<ReadonlySet<number>> {
  const statement = db
    .select({ place: sql<number>`j.key`.as("place") })
    .from(sql`json_each(${JSON.stringify(addresses)}) j`)
    .innerJoin(
      slugs,
      sql`${slugs.lang} = j.value->>'lang' AND ${slugs.day} = j.value->>'day' AND ${slugs.key} = j.value->>'key'
        AND ${slugs.articleId} = j.value->>'article'`,
    );
  return asQuery(statement, rows => new Set(rows.map(({ place }) => place)));
}
