/** The newsroom changes its settings: one edition, which touches every page. */
import { tellServiceAsSet } from "../deliveries/receiver-store";
import { makeEdition } from "../editions/make-edition";
import { insertEdition } from "../editions/store";
import { siteTag } from "../editions/tags";
import type { Runtime } from "../env";
import type { Settings, SettingsChange } from "./settings";
import { currentSettings, mergeSettings, recordSettingsAct } from "./store";

/** @param given what changes. @returns what stands now, and the edition that made it so. */
export async function changeSettings(
  runtime: Runtime,
  given: SettingsChange,
  tokenId: string,
): Promise<{ settings: Settings; edition: number }> {
  const { db } = runtime;
  const at = runtime.now();
  const statements = [
    mergeSettings(db, given),
    insertEdition(db, { at, cause: "settings", tags: [siteTag] }, null),
    recordSettingsAct(db, tokenId, at),
    // Named again, a service that was paused is told again.
    ...(given.websub_hub === undefined ? [] : tellServiceAsSet(db, "websub", at)),
    ...(given.indexnow_key === undefined ? [] : tellServiceAsSet(db, "indexnow", at)),
  ];
  const { answer, edition } = await makeEdition(runtime, statements, currentSettings(db));
  return { settings: answer, edition };
}
