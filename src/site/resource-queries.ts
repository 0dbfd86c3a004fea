/** Sections and standing pages: their rows, the addresses that they had, and the copy of both that mastheads read. */
import { desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { type ADDRESS_KINDS, articles, oldAddresses, sections, site, standingPages } from "../db/schema";
import { insertSelect, readJson } from "../db/sql";
import type { Showing } from "../http/problem";
import { settingsJson } from "../settings/queries";
import { readSettings, type Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import type { StandingPage } from "./pages";
import type { Section } from "./sections";

export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** An address below a language. */
export interface ResourceAddress {
  readonly lang: Lang;
  readonly key: string;
}

const TABLES = { section: sections, page: standingPages } as const;
const keys = z.array(z.string());

/** Keys of the addresses that one had, in their order, as JSON. @param id of the row at hand. */
const formerlyOf = (kind: AddressKind, id: SQL) =>
  sql<string>`(SELECT json_group_array(key) FROM (SELECT key FROM old_addresses
    WHERE kind = ${kind} AND target_id = ${id} AND key <> '' ORDER BY key))`.as("formerly");

const sectionColumns = {
  ...getTableColumns(sections),
  formerly: formerlyOf("section", sql`sections.id`),
};
const pageColumns = {
  ...getTableColumns(standingPages),
  formerly: formerlyOf("page", sql`standing_pages.id`),
};

const withFormerly = <T extends { readonly formerly: string }>(row: T) => ({
  ...row,
  formerly: readJson(keys, row.formerly),
});

export function sectionById(db: Db, id: SQL | number): Query<Section | null> {
  const statement = db.select(sectionColumns).from(sections).where(sql`${sections.id} = ${id}`);
  return asQuery(statement, ([row]) => (row ? withFormerly(row) : null));
}

export function pageById(db: Db, id: SQL | number): Query<StandingPage | null> {
  const statement = db.select(pageColumns).from(standingPages).where(sql`${standingPages.id} = ${id}`);
  return asQuery(statement, ([row]) => (row ? withFormerly(row) : null));
}

/** The page that has or had an address, with the settings that showing it needs. */
export function pageAt(
  db: Db,
  { lang, key }: ResourceAddress,
): Query<{ readonly page: StandingPage; readonly settings: Settings } | null> {
  const now = sql`(SELECT id FROM standing_pages WHERE lang = ${lang} AND key = ${key})`;
  const before = sql`(SELECT target_id FROM old_addresses WHERE kind = 'page' AND lang = ${lang} AND key = ${key})`;
  const statement = db
    .select({ ...pageColumns, settings: settingsJson })
    .from(standingPages)
    .where(sql`${standingPages.id} = coalesce(${now}, ${before})`);
  return asQuery(statement, ([row]) => {
    if (row === undefined) return null;
    const { settings, ...page } = row;
    return { page: withFormerly(page), settings: readSettings(settings) };
  });
}

/** Inside a batch: the id of what it has just inserted at an address. */
export const idAt = (kind: AddressKind, { lang, key }: ResourceAddress) =>
  sql<number>`(SELECT id FROM ${TABLES[kind]} WHERE lang = ${lang} AND key = ${key})`;

/** No id is given twice: old revisions name sections by it. */
const nextSectionId = sql<number>`(SELECT max(coalesce((SELECT max(id) FROM sections), 0),
  coalesce((SELECT max(target_id) FROM old_addresses WHERE kind = 'section'), 0)) + 1)`;

type NewSection = Omit<typeof sections.$inferInsert, "revision">;
type NewPage = Omit<typeof standingPages.$inferInsert, "revision">;

/** Referees: (lang, key) and (group, lang). */
export function insertSection(db: Db, section: NewSection): Statement {
  return db.insert(sections).values({ ...section, id: section.id ?? nextSectionId });
}

/** Referees: (lang, key) and (group, lang). */
export function insertPage(db: Db, page: NewPage): Statement {
  return db.insert(standingPages).values(page);
}

/** Referee: (lang, key). */
export function updateSection(
  db: Db,
  id: number,
  change: { readonly [K in "name" | "slug" | "key" | "position"]?: NewSection[K] | undefined },
): Statement {
  return db
    .update(sections)
    .set({ ...change, revision: sql`revision + 1` })
    .where(eq(sections.id, id));
}

/** Referee: (lang, key). */
export function updatePage(db: Db, id: number, change: Omit<NewPage, "id" | "groupId">): Statement {
  return db
    .update(standingPages)
    .set({ ...change, revision: sql`revision + 1` })
    .where(eq(standingPages.id, id));
}

/** Referee: the articles that are filed under it. */
export function deleteSection(db: Db, id: number): Statement[] {
  const removed = { kind: "section", lang: "", key: "", targetId: id } as const;
  return [
    db.delete(sections).where(eq(sections.id, id)),
    db
      .insert(oldAddresses)
      .values(removed)
      .onConflictDoUpdate({
        target: [oldAddresses.kind, oldAddresses.lang, oldAddresses.key],
        set: { targetId: sql`max(target_id, excluded.target_id)` },
      }),
  ];
}

export function deletePage(db: Db, id: number): Statement[] {
  return [db.delete(standingPages).where(eq(standingPages.id, id))];
}

/** Fails, and the batch with it, when the current revision is none of these. Referee: the id. */
export function requireRevision(
  db: Db,
  kind: AddressKind,
  id: number,
  revisions: ReadonlySet<number>,
): Statement {
  const isOther = sql`id = ${id} AND revision NOT IN (SELECT value FROM json_each(${JSON.stringify([...revisions])}))`;
  // Inserts the row again, which its primary key refuses.
  return kind === "section"
    ? db.insert(sections).select(db.select().from(sections).where(isOther))
    : db.insert(standingPages).select(db.select().from(standingPages).where(isOther));
}

/** The newest articles that are filed under a section, in any state, and how many there are. Reads every article. */
export function articlesIn(
  db: Db,
  id: number,
  limit: number,
): Query<{ readonly articles: readonly Showing[]; readonly count: number }> {
  const statement = db
    .select({ id: articles.id, title: articles.title, count: sql<number>`count(*) OVER ()` })
    .from(articles)
    .where(eq(articles.sectionId, id))
    .orderBy(desc(articles.id))
    .limit(limit);
  return asQuery(statement, rows => ({
    articles: rows.map(row => ({ id: row.id, title: row.title })),
    count: rows[0]?.count ?? 0,
  }));
}

/**
 * Makes sure that no other of its kind had the address before. Referee: (kind, lang, key).
 * @param id of what takes it; null for a new one.
 */
export function claimAddress(
  db: Db,
  kind: AddressKind,
  { lang, key }: ResourceAddress,
  id: number | null,
): Statement[] {
  const isIt = sql`kind = ${kind} AND lang = ${lang} AND key = ${key}`;
  return [
    db.delete(oldAddresses).where(sql`${isIt} AND target_id = ${id}`),
    // Where another's is left, this fails, and the batch with it.
    db.insert(oldAddresses).values({ kind, lang, key, targetId: id ?? 0 }),
    db.delete(oldAddresses).where(isIt),
  ];
}

/** Stores the current address as a former one, before the statement that changes it. @param next the key from then on. */
export function keepAddress(db: Db, kind: AddressKind, id: number, next: string): Statement {
  return insertSelect(db, oldAddresses, {
    values: { kind, lang: sql`lang`, key: sql`key`, targetId: id },
    from: sql`FROM ${TABLES[kind]} WHERE id = ${id} AND key <> ${next}`,
  });
}

/** Gives a new one the addresses that it had in another site. Referee: (kind, lang, key). */
export function importAddresses(
  db: Db,
  kind: AddressKind,
  lang: Lang,
  keys: readonly string[],
  id: SQL<number>,
): Statement[] {
  return keys.map(key => db.insert(oldAddresses).values({ kind, lang, key, targetId: id }));
}

/** Frees the addresses of one that is removed for others. */
export function freeAddresses(db: Db, kind: AddressKind, id: number): Statement {
  return db.delete(oldAddresses).where(sql`kind = ${kind} AND target_id = ${id}`);
}

/** Copies the sections and pages into the site's one row: in every batch that changes one of them, after the change. */
export function copyContents(db: Db): Statement {
  return db.update(site).set({
    contents: sql`json_object('sections', (SELECT json_group_array(json_object('id', id, 'groupId', group_id, 'lang', lang,
        'slug', slug, 'name', name)) FROM (SELECT * FROM sections ORDER BY position, id)),
      'pages', (SELECT json_group_array(json_object('id', id, 'groupId', group_id, 'lang', lang, 'slug', slug, 'name', title))
        FROM (SELECT * FROM standing_pages ORDER BY position, id)),
      'movedSections', (SELECT json_group_array(json_object('lang', o.lang, 'key', o.key, 'id', o.target_id))
        FROM old_addresses o JOIN sections s ON s.id = o.target_id WHERE o.kind = 'section' ORDER BY o.lang, o.key))`,
  });
}
