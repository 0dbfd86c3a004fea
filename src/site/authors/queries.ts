/** Every SQL statement about authors themselves; what bylines do with them stands in `articles/lists/listing-store.ts`. */
import { eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { authorNames, authors } from "../../db/schema";
import { isListed } from "../../db/visible";
import { LANGS, type Lang } from "../../text/languages";
import { type Author, type AuthorChange, type Name, nameKey } from "./author";

const lang = z.enum(LANGS);
const names = z.array(
  z.object({ key: z.string(), name: z.string(), isPublic: z.int().transform(value => value === 1) }),
);
const kin = z.array(z.object({ lang, key: z.string() }));

/** A place in the list of authors. */
export interface Place {
  readonly lang: string;
  readonly key: string;
}

const columns = {
  id: authors.id,
  groupId: authors.groupId,
  lang: authors.lang,
  slug: authors.slug,
  key: authors.key,
  name: authors.name,
  about: authors.about,
  link: authors.link,
  otherNames:
    sql<string>`(SELECT json_group_array(json_object('key', key, 'name', name, 'isPublic', is_public)) FROM
    (SELECT n.key, n.name, n.is_public FROM author_names n WHERE n.author_id = ${authors.id} ORDER BY n.key))`.as(
      "other",
    ),
  kin: sql<string>`(SELECT json_group_array(json_object('lang', k.lang, 'key', k.key)) FROM authors k
    WHERE k.group_id = ${authors.groupId})`.as("kin"),
};

type Row = Pick<typeof authors.$inferSelect, Exclude<keyof typeof columns, "otherNames" | "kin">> & {
  readonly otherNames: string;
  readonly kin: string;
};

const readRow = (row: Row): Author & Place => ({
  ...row,
  lang: lang.parse(row.lang),
  otherNames: names.parse(JSON.parse(row.otherNames)),
  kin: kin.parse(JSON.parse(row.kin)),
});

/** What readers may know of: an author of drafts is none yet. One row. @param now epoch ms */
export const isShown = (now: number, id: SQL | number | typeof authors.id = authors.id) =>
  sql`EXISTS (SELECT 1 FROM listings WHERE list = 'author:' || CAST(${id} AS INTEGER) AND ${isListed(now)})`;

/** @param shownAt epoch ms: only if readers may know of them then; null for editors. */
export function authorById(db: Db, id: SQL | number, shownAt: number | null): Query<(Author & Place) | null> {
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
  after: Place,
  wanted: Lang | null,
  shownAt: number | null,
  limit: number,
): Query<readonly (Author & Place)[]> {
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
  author: Pick<Author, "lang" | "slug" | "name" | "about" | "link"> & { readonly key: string },
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
export function insertName(db: Db, of: Lang, { key, name, isPublic }: Name, id: SQL | number): Statement {
  return db.insert(authorNames).values({ lang: of, key, name, isPublic, authorId: sql`${id}` });
}

/**
 * An author is called otherwise. Readers are led by the new name as soon as they see anything of theirs; by the one
 * before they are led further only if they saw something. @param next the key of the new one. @param now epoch ms
 */
export function nameShown(
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
