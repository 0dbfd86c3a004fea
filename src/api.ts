/** The API, in the order of its document. Loaded at the first request below /api: readers do without it. */
import type { MiddlewareHandler } from "hono";
import { articleRoutes } from "./articles/api-routes";
import { lifecycleRoutes } from "./articles/lifecycle/api-routes";
import { previewRoutes } from "./articles/preview/api-routes";
import { revisionRoutes } from "./articles/revisions/api-routes";
import { tokenRoutes } from "./auth/api-routes";
import { auditRefusal } from "./auth/scopes";
import { observanceRoutes } from "./commemorations/api-routes";
import { occurrenceRoutes } from "./commemorations/occurrence-routes";
import { packRoutes } from "./commemorations/packs/api-routes";
import { commemorationPreviewRoutes } from "./commemorations/preview/api-routes";
import { switchRoutes } from "./commemorations/switches/api-routes";
import { preflight } from "./http/cors";
import { etag } from "./http/etag";
import type { Group } from "./http/operation";
import { problemOf, problemResponse } from "./http/problem-response";
import { type App, type AppEnv, createRouter, refuseUnrouted } from "./http/routes";
import { mediaRoutes } from "./media/api-routes";
import { webhookRoutes } from "./notifications/api-routes";
import { resetService } from "./notifications/receiver-queries";
import { contractRoutes } from "./openapi/api-routes";
import { archiveRoutes } from "./ops/archive/api-routes";
import { healthRoutes } from "./ops/health/api-routes";
import { searchRoutes } from "./search/api-routes";
import { settingsRoutes } from "./settings/api-routes";
import { sectionRoutes, standingPageRoutes } from "./site/api-routes";
import { authorRoutes } from "./site/author-routes";
import { uploadRoutes } from "./uploads/api-routes";

export const GROUPS: readonly Group[] = [
  {
    name: "Articles",
    about:
      "What the newsroom writes. Readers get what is published; whoever shows a token gets an article as it stands. " +
      "A draft-only token publishes by no route and no field.",
    routers: [articleRoutes, lifecycleRoutes, revisionRoutes, previewRoutes],
  },
  {
    name: "Uploads",
    about:
      "A document of any kind becomes an article, or is refused with every reason at once. What a file is decides its " +
      "content and not its header. What the query says stands before what a form says, and that before the document's own front matter.",
    routers: [uploadRoutes],
  },
  {
    name: "Media",
    about:
      "Pictures, recordings and PDF: judged by their bytes, kept by the hash of them, immutable. Places, serial numbers " +
      "and owners are taken out. Readers find them at `src`.",
    routers: [mediaRoutes],
  },
  {
    name: "Search",
    about: "Published articles by their words, harakat or not, in whatever spelling.",
    routers: [searchRoutes],
  },
  {
    name: "Sections",
    about: "The desks of the newspaper, in each language by themselves.",
    routers: [sectionRoutes],
  },
  {
    name: "Authors",
    about: "Whoever signs articles. A byline makes authors too: these doors say more of them.",
    routers: [authorRoutes],
  },
  {
    name: "Standing pages",
    about: "Pages that stand outside time: about, contact.",
    routers: [standingPageRoutes],
  },
  {
    name: "Commemorations",
    about: "Days that return, the posts that they bring, and what holds the clock back.",
    routers: [observanceRoutes, occurrenceRoutes, packRoutes, switchRoutes, commemorationPreviewRoutes],
  },
  {
    name: "Settings",
    about: "What the newsroom decides about its site.",
    routers: [settingsRoutes(resetService)],
  },
  {
    name: "Tokens and the audit log",
    about: "Who may do what, and who did.",
    routers: [tokenRoutes],
  },
  {
    name: "Webhooks",
    about:
      "Addresses that are told of what happens, through the editions: each thing at least once, under one id.",
    routers: [webhookRoutes],
  },
  {
    name: "The whole site",
    about:
      "What an export carries and an import brings in: articles with their ids, their past and their old addresses.",
    routers: [archiveRoutes],
  },
  { name: "Health", about: "For those who watch the site.", routers: [healthRoutes] },
  {
    name: "This contract",
    about: "What is promised here is kept: addresses, fields and codes are added to, and not renamed.",
    routers: [contractRoutes],
  },
];

/** @param opening the middleware that every request passes first. */
export function createApi(opening: readonly MiddlewareHandler<AppEnv>[]): App {
  const api = createRouter();
  api.use(...opening);
  api.use(preflight(api), etag);
  for (const { routers } of GROUPS) for (const router of routers) api.route("/", router);
  api.notFound(c => refuseUnrouted(api, c));
  api.onError((failure, c) => {
    const problem = problemOf(failure);
    auditRefusal(c, problem);
    return problemResponse(problem);
  });
  return api;
}
