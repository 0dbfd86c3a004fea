/** The table of contents: what every request passes, then every room's doors in reading order, then refusals. */
import { Hono } from "hono";
import { openAccess } from "./access/api";
import { openArticlesApi } from "./articles/api";
import { openArticlesSite } from "./articles/site";
import { openObservances } from "./commemorations/api";
import { D1Unavailable } from "./db/client";
import { openHealth } from "./editions/api";
import { openRuntime, type Parts } from "./env";
import { canonicalPath } from "./http/canonical-path";
import type { App, House } from "./http/door";
import { refuse } from "./http/refuse";
import { redirect } from "./http/respond";
import { type Problem, Refusal } from "./problem";
import { openSettings } from "./settings/api";
import { openUploads } from "./uploads/api";

/** A spelling leads to the same address for ever; a day is long enough to remember it, in seconds. */
const SPELLING_SECONDS = 86_400;

/** @param parts what the isolate remembers, the clock and chance. */
export function createApp(parts: Parts): App {
  const app: App = new Hono<House>();

  app.use(async function oneSpelling(c, next) {
    const url = new URL(c.req.url);
    const canonical = canonicalPath(url.pathname);
    if (canonical.kind === "unreadable") throw new Refusal({ code: "bad-address" });
    if (canonical.kind === "elsewhere") return redirect(308, canonical.path + url.search, SPELLING_SECONDS);
    c.set("runtime", openRuntime(c.env, c.executionCtx, parts));
    c.set("holder", null);
    return await next();
  });

  openArticlesSite(app);
  openArticlesApi(app);
  openUploads(app);
  openObservances(app);
  openSettings(app);
  openAccess(app);
  openHealth(app);

  app.notFound(async c => await refuse(c, { code: "not-found" }));
  app.onError(async (failure, c) => await refuse(c, problemOf(failure)));
  return app;
}

/** What a client is told of a failure. What was not foreseen goes to the log, and nothing of it to the client. */
function problemOf(failure: unknown): Problem {
  if (failure instanceof Refusal) return failure.problem;
  console.error(
    JSON.stringify({
      failure: String(failure),
      cause: failure instanceof Error ? String(failure.cause ?? "") : "",
    }),
  );
  if (failure instanceof D1Unavailable)
    return { code: failure.asked === "a write" ? "outcome-unknown" : "unavailable" };
  return { code: "internal" };
}
