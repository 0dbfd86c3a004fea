/** Every SQL statement about the site's settings. */

import { and, eq, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { site } from "../db/schema";
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
