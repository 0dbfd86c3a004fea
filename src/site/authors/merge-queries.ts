/** Every SQL statement by which one author becomes another. Each is one of a batch, in this order. */

import { sql } from "drizzle-orm";
import type { Db, Statement } from "../../db/client";
import { articles, authorNames, authors, listings } from "../../db/schema";
import { insertSelect } from "../../db/sql";
import type { Author } from "./author";
import { isShown } from "./queries";

/** Fails, and the batch with it, when either is somebody else already. Referee: the id. */
export function refuseMerged(db: Db, from: number, to: number): Statement {
  const isGone = sql`id IN (${from}, ${to}) AND merged_into IS NOT NULL`;
  return db.insert(authors).select(db.select().from(authors).where(isGone));
}

/**
 * Whatever the first has signed is the second's, under the name that was printed; where both have, once. Reads every
 * article, writes those of the first.
 */
export function resign(db: Db, from: number, to: Pick<Author, "id" | "slug">): Statement {
  const isHis = sql`j.value->>'id' = ${from}`;
  const byline = sql<string>`(SELECT json_group_array(json_object('id', id, 'slug', slug, 'name', name)) FROM
    (SELECT CASE WHEN ${isHis} THEN (SELECT id FROM authors WHERE id = ${to.id}) ELSE j.value->>'id' END AS id,
        CASE WHEN ${isHis} THEN ${to.slug} ELSE j.value->>'slug' END AS slug, j.value->>'name' AS name, min(j.key) AS place
      FROM json_each(articles.authors) j GROUP BY 1 ORDER BY place))`;
  return db
    .update(articles)
    .set({ authors: byline })
    .where(sql`EXISTS (SELECT 1 FROM json_each(articles.authors) j WHERE ${isHis})`);
}

/** The second's list takes what stands in the first's. */
export function relist(db: Db, from: number, to: number): Statement[] {
  const his = sql`list = ${`author:${from}`}`;
  return [
    insertSelect(db, listings, {
      values: {
        ...{ list: `author:${to}`, publishAt: sql`publish_at`, articleId: sql`article_id`, card: sql`card` },
      },
      from: sql`FROM listings WHERE ${his}`,
    }).onConflictDoNothing(),
    db.delete(listings).where(his),
  ];
}

/**
 * The first's names find the second from now on, and the first is found no more. Readers are led by those that they
 * had: to stand before `relist`, which takes what they see. @param name by which its address finds it.
 * @param at epoch ms
 */
export function becomeOne(
  db: Db,
  from: Pick<Author, "id" | "lang"> & { readonly key: string },
  to: number,
  name: string,
  at: number,
): Statement[] {
  const isPublic = sql<boolean>`${isShown(at, from.id)}`;
  return [
    db
      .update(authorNames)
      .set({ authorId: to, isPublic: sql`is_public AND ${isPublic}` })
      .where(sql`author_id = ${from.id}`),
    db
      .insert(authorNames)
      .values({ lang: from.lang, key: from.key, name, authorId: to, isPublic })
      .onConflictDoNothing(),
    db.update(authors).set({ mergedInto: to, groupId: null }).where(sql`id = ${from.id}`),
  ];
}

/** Translations of the first are the second's, unless the second has some. After the first has left its group. */
export function inheritGroup(db: Db, groupId: number | null, to: number): Statement[] {
  return groupId === null
    ? []
    : [db.update(authors).set({ groupId }).where(sql`id = ${to} AND group_id IS NULL`)];
}
