/** The newsroom changes its settings: one edition, which touches every page. */

import { insertEdition } from "../cache/edition-queries";
import { makeEdition } from "../cache/editions";
import { siteTag } from "../cache/tags";
import { audit } from "../db/audit";
import type { Db, Statement } from "../db/client";
import type { Runtime } from "../runtime";
import { currentSettings, mergeSettings } from "./queries";
import type { Settings, SettingsChange } from "./settings";

/** A statement that resumes a service which the settings name, should it be paused. @param at epoch ms */
export type Resume = (db: Db, service: "websub" | "indexnow", at: number) => readonly Statement[];

/** @param given what changes. @returns what stands now, and the edition that made it so. */
export async function changeSettings(
  runtime: Runtime,
  given: SettingsChange,
  tokenId: string,
  resume: Resume,
): Promise<{ settings: Settings; edition: number }> {
  const { db } = runtime;
  const at = runtime.now();
  const statements = [
    mergeSettings(db, given),
    insertEdition(db, { at, cause: "settings", tags: [siteTag] }, null),
    audit(db, { at, tokenId, action: "settings.change", subject: "site", edition: "this" }),
    // Named again, a service that was paused is told again.
    ...(given.websub_hub === undefined ? [] : resume(db, "websub", at)),
    ...(given.indexnow_key === undefined ? [] : resume(db, "indexnow", at)),
  ];
  const { answer, edition } = await makeEdition(runtime, statements, currentSettings(db));
  return { settings: answer, edition };
}
