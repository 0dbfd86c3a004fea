/** The table of contents: what every request passes, then every room's doors in reading order, then refusals. */
import { Hono } from "hono/tiny";
import { openAccess } from "./access/api";
import { ASSERTION } from "./access/assertion";
import { noteRefused } from "./access/gate";
import { openArticlesApi } from "./articles/api";
import { openArchive } from "./articles/archive/api";
import { openLists } from "./articles/lists/list-site";
import { lostPage } from "./articles/lists/lost-page";
import { openArticlesSite } from "./articles/page/site";
import { openPreviewPages, openPreviews } from "./articles/preview/api";
import { openRevisions } from "./articles/revisions/api";
import { openStanding } from "./articles/standing/api";
import { openAuthors } from "./authors/api";
import { openObservances } from "./commemorations/api";
import { openCalendarSite } from "./commemorations/calendar/site";
import { openContract } from "./contract/api";
import { D1Unavailable, ReferenceGone } from "./db/client";
import type { Env, OpenRuntime, Runtime } from "./env";
import { openFeeds } from "./feeds/site";
import { openFonts } from "./fonts/site";
import { openHealth } from "./health/api";
import { type Address, canonicalPaths } from "./http/canonical-path";
import { type App, type House, methodsAt, type Serve } from "./http/door";
import { refuse } from "./http/refuse";
import { preflight, redirect, respond } from "./http/respond";
import { withValidator } from "./http/validator";
import { openManifest } from "./manifest/site";
import { openMediaApi } from "./media/api";
import { openMediaSite } from "./media/site";
import { openPings } from "./pings/site";
import { type Problem, Refusal } from "./problem";
import { openSearchApi } from "./search/api";
import { openSearchSite } from "./search/site";
import { openSections } from "./sections/api";
import { openSettings } from "./settings/api";
import { openSitemaps } from "./sitemaps/site";
import { openStandingPagesApi } from "./standing-pages/api";
import { openStandingPagesSite } from "./standing-pages/site";
import { openUploads } from "./uploads/api";
import { openWebhooks } from "./webhooks/api";

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
  openLists,
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
  openSettings,
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
function isPlainRead(request: Request, { query, path }: Address, { team }: Runtime): boolean {
  if (request.method !== "GET" || query !== "" || request.headers.has("Authorization")) return false;
  return team === null || !path.startsWith("/api") || !request.headers.has(ASSERTION);
}

function house(rooms: readonly Room[]): App {
  // Doors are found by the path as it was sent; a door decodes what it takes from it.
  const app: App = new Hono<House>({ getPath: (_, carried) => carried?.env?.address.path ?? "/" });
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
  if (failure instanceof Refusal) return failure.problem;
  console.error(
    JSON.stringify({
      failure: String(failure),
      cause: failure instanceof Error ? String(failure.cause ?? "") : "",
    }),
  );
  if (failure instanceof D1Unavailable)
    return { code: failure.asked === "a write" ? "outcome-unknown" : "unavailable" };
  if (failure instanceof ReferenceGone) return { code: "busy" };
  return { code: "internal" };
}
