/** The Worker's routes: the readers' in reading order, and the API behind one of them. */

import { lostPage } from "./articles/lists/list-pages";
import { listRoutes } from "./articles/lists/list-routes";
import { articlePageRoutes } from "./articles/page/page-routes";
import { previewPageRoutes } from "./articles/preview/page-routes";
import { auditRefusal } from "./auth/scopes";
import { dayNames } from "./commemorations/calendar-queries";
import { hotPaths } from "./hot-path";
import { canonicalPath } from "./http/canonical-path";
import { problemOf } from "./http/problem-response";
import { type App, createRouter, openRuntime, refuseUnrouted } from "./http/routes";
import { mediaFileRoutes } from "./media/page-routes";
import { pingRoutes } from "./notifications/page-routes";
import type { Env, OpenRuntime } from "./runtime";
import { searchPageRoutes } from "./search/page-routes";
import { standingPagePages } from "./site/page-routes";
import { calendarRoutes } from "./syndication/calendar/page-routes";
import { feedRoutes } from "./syndication/feeds/page-routes";
import { fontRoutes } from "./syndication/fonts/page-routes";
import { manifestRoutes } from "./syndication/manifest/page-routes";
import { sitemapRoutes } from "./syndication/sitemaps/page-routes";
import { problemPage } from "./view/problem-page";

/** `fetch` of the Worker. */
export interface Front {
  readonly fetch: (request: Request, env: Env, context: ExecutionContext) => Promise<Response>;
}

/** @param open what makes the Runtime of a request. */
export function createApp(open: OpenRuntime): Front {
  const hot = hotPaths(open);
  const opening = [canonicalPath, openRuntime(open), hot.remember];
  const app = createRouter();
  let api: Promise<App> | null = null;
  app.all("/api/*", async c => {
    // A reader's isolate evaluates the readers' code only.
    api ??= import("./api").then(({ createApi }) => createApi(opening));
    return (await api).fetch(c.req.raw, c.env, c.executionCtx);
  });
  app.use(...opening);
  app.route("/", articlePageRoutes);
  app.route("/", previewPageRoutes);
  app.route("/", calendarRoutes);
  app.route("/", feedRoutes);
  app.route("/", sitemapRoutes);
  app.route("/", manifestRoutes);
  app.route("/", fontRoutes);
  app.route("/", searchPageRoutes);
  app.route("/", standingPagePages);
  app.route("/", mediaFileRoutes);
  app.route("/", pingRoutes);
  app.route("/", listRoutes(dayNames));
  app.notFound(c => refuseUnrouted(app, c));
  app.onError(async (failure, c) => {
    const problem = problemOf(failure);
    auditRefusal(c, problem);
    return await problemPage(c.req.raw, problem, lang => lostPage(c.var.runtime, lang));
  });
  return {
    fetch: async (request, env, context) =>
      (await hot.serve(request, env, context)) ?? (await app.fetch(request, env, context)),
  };
}
