/** The table of contents: what every request passes, then every room's doors in reading order, then refusals. */

import { Hono } from "hono/tiny";
import { openArticlesApi } from "./articles/api-routes";
import { openStanding } from "./articles/lifecycle/api-routes";
import { openLists } from "./articles/lists/list-routes";
import { lostPage } from "./articles/lists/lost-page";
import { openArticlesSite } from "./articles/page/page-routes";
import { openPreviewPages, openPreviews } from "./articles/preview/api-routes";
import { openRevisions } from "./articles/revisions/api-routes";
import { openAccess } from "./auth/api-routes";
import { ASSERTION } from "./auth/assertion";
import { noteRefused } from "./auth/gate";
import { NoGoodPage } from "./cache/read-through";
import { openObservances } from "./commemorations/api-routes";
import { dayNames } from "./commemorations/calendar-queries";
import { D1Unavailable, ReferenceGone } from "./db/client";
import { type Address, canonicalPaths } from "./http/canonical-path";
import { type App, type AppEnv, methodsAt, type Serve } from "./http/door";
import { type Problem, ProblemError } from "./http/problem";
import { preflight, redirect, respond } from "./http/respond";
import { withValidator } from "./http/validator";
import { openMediaApi } from "./media/api-routes";
import { openMediaSite } from "./media/page-routes";
import { openWebhooks } from "./notifications/api-routes";
import { openPings } from "./notifications/page-routes";
import { resetService } from "./notifications/receiver-queries";
import { openContract } from "./openapi/api-routes";
import { openArchive } from "./ops/archive/api-routes";
import { openHealth } from "./ops/health/api-routes";
import type { Env, OpenRuntime, Runtime } from "./runtime";
import { openSearchApi } from "./search/api-routes";
import { openSearchSite } from "./search/page-routes";
import { openSettings } from "./settings/api-routes";
import { openAuthors } from "./site/authors/api-routes";
import { openStandingPagesApi } from "./site/pages/api-routes";
import { openStandingPagesSite } from "./site/pages/page-routes";
import { openSections } from "./site/sections/api-routes";
import { openCalendarSite } from "./syndication/calendar/page-routes";
import { openFeeds } from "./syndication/feeds/page-routes";
import { openFonts } from "./syndication/fonts/page-routes";
import { openManifest } from "./syndication/manifest/page-routes";
import { openSitemaps } from "./syndication/sitemaps/page-routes";
import { openUploads } from "./uploads/api-routes";
import { refuse } from "./view/refuse";

/** A spelling leads to the same address for ever; a day is long enough to remember it, in seconds. */
const SPELLING_SECONDS = 86_400;

/** Pages whose way is known. Bounded: it is a short cut, and the doors find every page. */
const MOST_REMEMBERED = 256;

/** A room's doors. */
type Room = (app: App) => void;

/** What readers come for. */
const SITE: readonly Room[] = [
  openArticlesSite,
  openPreviewPages,
  openCalendarSite,
  openFeeds,
  openSitemaps,
  openManifest,
  openFonts,
  openSearchSite,
  openStandingPagesSite,
  openMediaSite,
  openPings,
  openLists(dayNames),
];

/** What programs come for, below /api. A new room's operations stand in `contract/operations.ts` too. */
export const API: readonly Room[] = [
  openArticlesApi,
  openStanding,
  openRevisions,
  openPreviews,
  openArchive,
  openUploads,
  openMediaApi,
  openObservances,
  openAuthors,
  openSections,
  openStandingPagesApi,
  openSettings(resetService),
  openAccess,
  openWebhooks,
  openSearchApi,
  openHealth,
  openContract,
];

/** What answers requests: `fetch` of the Worker. */
export interface Front {
  readonly fetch: (request: Request, env: Env, context: ExecutionContext) => Promise<Response>;
}

/**
 * One spelling for each address, then a house for readers and one for programs, so that a reader passes few doors.
 * @param open what makes the Runtime of a request.
 */
export function createApp(open: OpenRuntime): Front {
  const paths = canonicalPaths();
  const site = house(SITE);
  const api = house(API);
  const remembered = new Map<string, Serve>();
  const remember = (path: string, serve: Serve) => {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(path, serve);
  };
  return {
    async fetch(request, env, context) {
      const address = paths.read(request.url);
      const canonical = paths.judge(address.path);
      if (canonical.kind === "unreadable") return await refuse(request, { code: "bad-address" });
      if (canonical.kind === "elsewhere") {
        return redirect(308, canonical.path + address.query, SPELLING_SECONDS);
      }
      try {
        const runtime = open(env, context);
        const serve = remembered.get(address.path);
        if (serve !== undefined && isPlainRead(request, address, runtime)) {
          return respond(request, await serve(runtime), runtime.now(), false);
        }
        const carried = { runtime, address, remember: (found: Serve) => remember(address.path, found) };
        if (!address.path.startsWith("/api")) return await site.fetch(request, carried, context);
        const methods = request.method === "OPTIONS" ? methodsAt(api, address.path) : [];
        if (methods.length > 0) return preflight([...methods, "OPTIONS"]);
        return await withValidator(request, asked => api.fetch(asked, carried, context));
      } catch (failure) {
        return await refuse(request, problemOf(failure));
      }
    },
  };
}

/** A reader's request that asks for nothing but the page. */
function isPlainRead(request: Request, { query, path }: Address, { access }: Runtime): boolean {
  if (request.method !== "GET" || query !== "" || request.headers.has("Authorization")) return false;
  return access === null || !path.startsWith("/api") || !request.headers.has(ASSERTION);
}

function house(rooms: readonly Room[]): App {
  // Doors are found by the path as it was sent; a door decodes what it takes from it.
  const app: App = new Hono<AppEnv>({ getPath: (_, carried) => carried?.env?.address.path ?? "/" });
  for (const openRoom of rooms) openRoom(app);
  app.notFound(async c => {
    const allow = methodsAt(app, c.req.path);
    const problem: Problem = allow.length > 0 ? { code: "method-not-allowed", allow } : { code: "not-found" };
    return await refuse(c.req.raw, problem, lang => lostPage(c.env.runtime, lang));
  });
  app.onError(async (failure, c) => {
    const problem = problemOf(failure);
    noteRefused(c, problem);
    return await refuse(c.req.raw, problem, lang => lostPage(c.env.runtime, lang));
  });
  return app;
}

/** What a client is told of a failure. What was not foreseen goes to the log, and nothing of it to the client. */
function problemOf(failure: unknown): Problem {
  if (failure instanceof ProblemError) return failure.problem;
  if (failure instanceof NoGoodPage) return { code: "unavailable" };
  console.error(
    JSON.stringify({
      failure: String(failure),
      cause: failure instanceof Error ? String(failure.cause ?? "") : "",
    }),
  );
  if (failure instanceof D1Unavailable)
    return { code: failure.during === "write" ? "outcome-unknown" : "unavailable" };
  if (failure instanceof ReferenceGone) return { code: "busy" };
  return { code: "internal" };
}
