/** The settings as the cache knows them: for a door that needs them for every reader, also while D1 is down. */
import { readThrough } from "../cache/read-through";
import { siteTag } from "../cache/tags";
import type { Runtime } from "../runtime";
import { currentSettings } from "./queries";
import { readSettings, type Settings } from "./settings";

/** @throws ProblemError `unavailable` */
export async function settingsForReaders(runtime: Runtime): Promise<Settings> {
  const { rendering } = await readThrough(
    runtime,
    {
      key: "settings",
      cache: "kv",
      query: () => currentSettings(runtime.db),
      compose: settings => ({
        status: 200,
        headers: [],
        body: new TextEncoder().encode(JSON.stringify(settings)),
        tags: [siteTag],
        articles: [],
        until: null,
      }),
    },
    0,
  );
  return readSettings(new TextDecoder().decode(rendering.body));
}
