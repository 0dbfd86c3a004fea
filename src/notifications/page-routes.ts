/** Where a search engine reads the IndexNow key, as proof of whose site this is. */
import { type App, type AppContext, door } from "../http/door";
import { ProblemError } from "../http/problem";
import { PLAIN_HEADERS } from "../http/respond";
import { settingsForReaders } from "../settings/page";
import { keyPath } from "./compose";

export function openPings(app: App): void {
  door(app, "/:key{[A-Za-z0-9-]{8,128}\\.txt}", { GET: [readKey] });
}

/** The settings come from the cache: whoever guesses keys asks D1 nothing. */
async function readKey(c: AppContext): Promise<Response> {
  const { indexnow_key: key } = await settingsForReaders(c.env.runtime);
  if (key === null || c.env.address.path !== keyPath(key)) throw new ProblemError({ code: "not-found" });
  return new Response(key, { headers: { ...PLAIN_HEADERS, "Content-Type": "text/plain; charset=utf-8" } });
}
