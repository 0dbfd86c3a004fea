/** Authors: their rows and names, and how one becomes another. Bylines are in `articles/listing-queries.ts`. */
import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { articles, authorNames, authors, listings } from "../db/schema";
import { insertSelect, readJson } from "../db/sql";
import { isListed } from "../db/visible";
import { LANGS, type Lang } from "../text/languages";
import { type Author, type AuthorChange, type AuthorName, nameKey } from "./authors";

const names = z.array(
  z.object({ key: z.string(), name: z.string(), isPublic: z.int().transform(value => value === 1) }),
);
const kin = z.array(z.object({ lang: z.enum(LANGS), key: z.string() }));

/** Where a list of authors continues. */
export interface AuthorCursor {
  readonly lang: string;
  readonly key: string;
}

const columns = {
  ...getTableColumns(authors),
  otherNames:
    sql<string>`(SELECT json_group_array(json_object('key', key, 'name', name, 'isPublic', is_public)) FROM
    (SELECT n.key, n.name, n.is_public FROM author_names n WHERE n.author_id = ${authors.id} ORDER BY n.key))`.as(
      "other",
    ),
  kin: sql<string>`(SELECT json_group_array(json_object('lang', k.lang, 'key', k.key)) FROM authors k
    WHERE k.group_id = ${authors.groupId})`.as("kin"),
};

type Row = typeof authors.$inferSelect & { readonly otherNames: string; readonly kin: string };

const readRow = (row: Row): Author => ({
  ...row,
  otherNames: readJson(names, row.otherNames),
  kin: readJson(kin, row.kin),
});

/** Whether readers may know of an author: not while all they signed is drafts. One row. @param now epoch ms */
export const isShown = (now: number, id: SQL | number | typeof authors.id = authors.id) =>
  sql`EXISTS (SELECT 1 FROM listings WHERE list = 'author:' || CAST(${id} AS INTEGER) AND ${isListed(now)})`;

/** @param shownAt epoch ms: only if readers may know of them then; null for editors. */
export function authorById(db: Db, id: SQL | number, shownAt: number | null): Query<Author | null> {
  const isWanted = shownAt === null ? sql`true` : isShown(shownAt);
  const statement = db
    .select(columns)
    .from(authors)
    .where(sql`${authors.id} = ${id} AND ${authors.mergedInto} IS NULL AND ${isWanted}`);
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** By language and key. @param wanted null for all languages. @param shownAt as above. */
export function authorsAfter(
  db: Db,
  after: AuthorCursor,
  wanted: Lang | null,
  shownAt: number | null,
  limit: number,
): Query<readonly Author[]> {
  const isOfLanguage = wanted === null ? sql`true` : sql`${authors.lang} = ${wanted}`;
  const isWanted = shownAt === null ? sql`true` : isShown(shownAt);
  const statement = db
    .select(columns)
    .from(authors)
    .where(
      sql`(${authors.lang}, ${authors.key}) > (${after.lang}, ${after.key}) AND ${authors.mergedInto} IS NULL AND ${isOfLanguage} AND ${isWanted}`,
    )
    .orderBy(authors.lang, authors.key)
    .limit(limit);
  return asQuery(statement, rows => rows.map(readRow));
}

/** The first of some names that an author already has; null for none. @param id of an author whose own they may be. */
export function nameTaken(
  db: Db,
  of: Lang,
  keys: readonly string[],
  id: number | null,
): Query<string | null> {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(keys)}))`;
  const statement = db
    .select({ name: authors.name })
    .from(authors)
    .where(
      sql`${authors.lang} = ${of} AND ${authors.id} IS NOT ${id} AND ${authors.mergedInto} IS NULL AND (${authors.key} IN ${wanted}
        OR ${authors.id} IN (SELECT author_id FROM author_names WHERE lang = ${of} AND key IN ${wanted}))`,
    )
    .limit(1);
  return asQuery(statement, ([row]) => row?.name ?? null);
}

/** Inside a batch: the id of the author that it has just made. */
export const newestAuthorId = sql<number>`(SELECT max(id) FROM authors)`;

/** Referee: (lang, key). */
export function insertAuthor(
  db: Db,
  author: Pick<Author, "lang" | "slug" | "key" | "name" | "about" | "link">,
): Statement {
  return db.insert(authors).values(author);
}

export function updateAuthor(db: Db, id: number, change: Omit<AuthorChange, "translation_of">): Statement {
  return db.update(authors).set(change).where(eq(authors.id, id));
}

/**
 * Referee: (lang, key). A name that a byline has made an author of meanwhile stays that author's: a byline asks there
 * first.
 */
export function insertName(
  db: Db,
  of: Lang,
  { key, name, isPublic }: AuthorName,
  id: SQL | number,
): Statement {
  return db.insert(authorNames).values({ lang: of, key, name, isPublic, authorId: sql`${id}` });
}

/**
 * After a change of name: the new name is public; the old one stays so only if readers saw something by the author.
 * @param next the key of the new one. @param now epoch ms
 */
export function publishName(
  db: Db,
  { id, name }: Pick<Author, "id" | "name">,
  next: string,
  now: number,
): Statement[] {
  return [
    db
      .update(authorNames)
      .set({ isPublic: false })
      .where(sql`author_id = ${id} AND key = ${nameKey(name)} AND NOT ${isShown(now, id)}`),
    db.update(authorNames).set({ isPublic: true }).where(sql`author_id = ${id} AND key = ${next}`),
  ];
}

/** Joins an author to another's group, which is founded if there is none. Referee: (group, lang). */
export function joinGroup(db: Db, id: SQL | number, other: number, newGroup: number): Statement[] {
  return [
    db.update(authors).set({ groupId: newGroup }).where(sql`id = ${other} AND group_id IS NULL`),
    db
      .update(authors)
      .set({ groupId: sql`(SELECT group_id FROM authors WHERE id = ${other})` })
      .where(sql`id = ${id}`),
  ];
}

export function leaveGroup(db: Db, id: number): Statement {
  return db.update(authors).set({ groupId: null }).where(eq(authors.id, id));
}

/** Fails, and the batch with it, when either was merged already. Referee: the id. */
export function requireUnmerged(db: Db, from: number, to: number): Statement {
  const isGone = sql`id IN (${from}, ${to}) AND merged_into IS NOT NULL`;
  return db.insert(authors).select(db.select().from(authors).where(isGone));
}

/**
 * What the first has signed is the second's, under the name that was printed; where both have, once. Reads every
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

/** The second's list takes what is in the first's. */
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
 * The first's names find the second from now on, and the first is not found any more. Addresses that readers had
 * redirect. Before `relist`, which takes what they see. @param name by which its address finds it. @param at epoch ms
 */
export function mergeNames(
  db: Db,
  from: Pick<Author, "id" | "lang" | "key">,
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
