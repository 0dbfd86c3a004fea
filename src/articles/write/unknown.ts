/** What a text names that the site does not have, asked before the text can be a draft: so that every fault is told at once. */
import { runQueries } from "../../db/client";
import type { Issue } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Settings } from "../../settings/settings";
import { translatedArticle } from "../queries";
import { type Naming, unknownFaults } from "./place";

/** The database is asked only when another article is named. */
export async function unknownIn(runtime: Runtime, naming: Naming, settings: Settings): Promise<Issue[]> {
  const { translationOf } = naming;
  if (translationOf === null) return unknownFaults(naming, settings, null);
  const [found] = await runQueries(
    runtime.db,
    [translatedArticle(runtime.db, translationOf)],
    runtime.waits.d1Ms,
  );
  return unknownFaults(naming, settings, found);
}
