/** Every SQL statement about the site's settings. */

import { and, eq, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { oldAddresses, site } from "../db/schema";
import { insertSelect } from "../db/sql";
import type { Lang } from "../text/languages";
import { readSettings, type Settings, type SettingsChange } from "./settings";

/** Of the row of `site` at hand: the settings with its contents, as `readSettings` takes them. */
export const settingsOfSite = sql<string>`json_set(${site.settings}, '$.contents', json(${site.contents}))`;

/** Reads one row. */
export function currentSettings(db: Db): Query<Settings> {
  const statement = db.select({ settings: settingsOfSite }).from(site).where(eq(site.id, 1));
  return asQuery(statement, ([row]) => readSettings(row?.settings ?? "{}"));
}

/** For a statement that needs the settings beside its own rows. */
export const settingsJson = sql<string>`(SELECT ${settingsOfSite} FROM site WHERE id = 1)`;

/**
 * Merges what an editor gave into what stands, in D1 itself: two editors who change different settings at once lose
 * nothing. Languages of a name are merged too. @see RFC 7396 JSON Merge Patch
 */
export function mergeSettings(db: Db, given: SettingsChange): Statement {
  const merged = sql`json_patch(${site.settings}, ${JSON.stringify(given)})`;
  return db.update(site).set({ settings: merged }).where(eq(site.id, 1));
}

/**
 * Copies the sections and standing pages into the site's one row. To stand in every batch that changes one of them,
 * behind the change.
 */
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

/** The mark with which the ids in feeds begin. */
export function siteIdentity(db: Db): Query<string> {
  const statement = db.select({ identity: site.identity }).from(site).where(eq(site.id, 1));
  return asQuery(statement, ([row]) => row?.identity ?? "");
}

/** Does nothing once the site has an article. */
export function takeIdentity(db: Db, identity: string): Statement {
  const isEmpty = sql`NOT EXISTS (SELECT 1 FROM articles)`;
  return db
    .update(site)
    .set({ identity })
    .where(and(eq(site.id, 1), isEmpty));
}

/** What has an address below a language, beside articles. */
export type Addressed = "section" | "page";

/**
 * Makes sure that no other of its kind had the address before. Referee: (kind, lang, key).
 * @param id of whoever takes it; null for a new one.
 */
export function claimAddress(
  db: Db,
  kind: Addressed,
  lang: Lang,
  key: string,
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

/** Keeps the address that one has as one that it had. To stand before the statement that changes it. @param next its key from then on. */
export function keepAddress(db: Db, kind: Addressed, id: number, next: string): Statement {
  const table = kind === "section" ? sql`sections` : sql`standing_pages`;
  return insertSelect(db, oldAddresses, {
    values: { kind, lang: sql`lang`, key: sql`key`, targetId: id },
    from: sql`FROM ${table} WHERE id = ${id} AND key <> ${next}`,
  });
}

/** Gives a new one the addresses that it had in another site. Referee: (kind, lang, key). */
export function carryAddresses(
  db: Db,
  kind: Addressed,
  lang: Lang,
  keys: readonly string[],
  id: SQL,
): Statement[] {
  return keys.map(key => db.insert(oldAddresses).values({ kind, lang, key, targetId: sql`${id}` }));
}

/** The addresses that one had, in their order, as JSON. @param id of the row at hand. */
export const formerlyOf = (kind: Addressed, id: SQL) => sql<string>`(SELECT json_group_array(key) FROM
  (SELECT key FROM old_addresses WHERE kind = ${kind} AND target_id = ${id} AND key <> '' ORDER BY key))`;

/** Of one that is removed: others may take its addresses then. */
export function freeAddresses(db: Db, kind: Addressed, id: number): Statement {
  return db.delete(oldAddresses).where(sql`kind = ${kind} AND target_id = ${id}`);
}

/** The id of what had an address before; NULL for none. */
export function formerlyAt(kind: Addressed, lang: string, key: string): SQL {
  return sql`(SELECT target_id FROM old_addresses WHERE kind = ${kind} AND lang = ${lang} AND key = ${key})`;
}
