/** Every SQL statement about the site's settings. */
import { eq, sql } from "drizzle-orm";
import { type Db, type Question, question, type Statement } from "../db/client";
import { audit, site } from "../db/schema";
import { thisEdition } from "../editions/store";
import { readSettings, type Settings, type SettingsChange } from "./settings";

/** Reads one row. */
export function currentSettings(db: Db): Question<Settings> {
  const statement = db.select({ settings: site.settings }).from(site).where(eq(site.id, 1));
  return question(statement, ([row]) => readSettings(row?.settings ?? "{}"));
}

/** For a statement that needs the settings beside its own rows. */
export const settingsJson = sql<string>`(SELECT settings FROM site WHERE id = 1)`;

/**
 * Merges what an editor gave into what stands, in D1 itself: two editors who change different settings at once lose
 * nothing. Languages of a name are merged too. @see RFC 7396 JSON Merge Patch
 */
export function mergeSettings(db: Db, given: SettingsChange): Statement {
  const merged = sql`json_patch(${site.settings}, ${JSON.stringify(given)})`;
  return db.update(site).set({ settings: merged }).where(eq(site.id, 1));
}

export function recordSettingsAct(db: Db, tokenId: string, at: number): Statement {
  return db
    .insert(audit)
    .values({ at, tokenId, action: "settings.change", subject: "site", edition: thisEdition });
}
