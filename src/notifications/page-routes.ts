/** Where a search engine reads the IndexNow key, as proof of whose site this is. */

import { ProblemError } from "../http/problem";
import { PLAIN_HEADERS } from "../http/respond";
import { type AppContext, createRouter } from "../http/routes";
import { settingsForReaders } from "../settings/page";
import { keyPath } from "./compose";

export const pingRoutes = createRouter();
pingRoutes.get("/:key{[A-Za-z0-9-]{8,128}\\.txt}", readKey);

/** The settings come from the cache: whoever guesses keys asks D1 nothing. */
async function readKey(c: AppContext): Promise<Response> {
  const { indexnow_key: key } = await settingsForReaders(c.var.runtime);
  if (key === null || c.var.address.path !== keyPath(key)) throw new ProblemError({ code: "not-found" });
  return new Response(key, { headers: { ...PLAIN_HEADERS, "Content-Type": "text/plain; charset=utf-8" } });
}
