/**
 * The short way to a page that this isolate has served before: past the router and its middleware, straight to the
 * cache. Most requests are for few pages, and the router's share is most of what a page in memory costs.
 */
import { createMiddleware } from "hono/factory";
import { ACCESS_HEADER } from "./auth/access";
import { problemOf } from "./http/problem-response";
import { respond } from "./http/respond";
import type { AppEnv, Serve } from "./http/routes";
import type { Env, OpenRuntime, Runtime } from "./runtime";
import { problemPage } from "./view/problem-page";

/** Bounded: the routes find every page. */
const MOST_REMEMBERED = 256;

/** What serves pages, by their path in its one spelling. */
export function hotPaths(open: OpenRuntime) {
  const remembered = new Map<string, Serve>();
  return {
    /** Lets the route that serves a page say how it is served again. */
    remember: createMiddleware<AppEnv>(async (c, next) => {
      const { path } = c.var.address;
      c.set("remember", serve => {
        if (remembered.size >= MOST_REMEMBERED) remembered.clear();
        remembered.set(path, serve);
      });
      await next();
    }),

    /** @returns null for a request that the routes answer. */
    async serve(request: Request, env: Env, context: ExecutionContext): Promise<Response | null> {
      const { url } = request;
      const path = url.slice(url.indexOf("/", url.indexOf("//") + 2));
      const serve = remembered.get(path);
      if (serve === undefined) return null;
      try {
        const runtime = open(env, context);
        if (!isPlainRead(request, path, runtime)) return null;
        return respond(request, await serve(runtime), runtime.now(), false);
      } catch (failure) {
        return await problemPage(request, problemOf(failure));
      }
    },
  };
}

/** A reader's request that asks for nothing but the page. */
function isPlainRead(request: Request, path: string, { access }: Runtime): boolean {
  if (request.method !== "GET" || request.headers.has("Authorization")) return false;
  return access === null || !path.startsWith("/api") || !request.headers.has(ACCESS_HEADER);
}
