/** The door for those who watch: green or red, and why. */
import { type App, door, type Visit } from "../http/door";
import { json } from "../http/respond";
import { checkHealth } from "./check";
import { troubles } from "./health";

export function openHealth(app: App): void {
  door(app, "/api/health", { GET: [health] });
}

/** 503 when something is wrong, so that a monitor needs to read nothing else. */
async function health(c: Visit): Promise<Response> {
  const found = await checkHealth(c.env.runtime);
  const wrong = troubles(found);
  const said = {
    status: wrong.length === 0 ? "ok" : "red",
    troubles: wrong,
    edition: found.edition,
    version: c.env.runtime.version,
    last_tick_at: instant(found.lastTickAt),
    overdue: { articles: found.overdueArticles, commemorations: found.overdueCommemorations },
    broken: found.broken,
    followers: {
      search: found.search && {
        edition: found.search.edition,
        lag: found.search.lag,
        behind_since: instant(found.search.behindSince),
      },
    },
  };
  return json(said, wrong.length === 0 ? 200 : 503);
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
