/** What every route has in common: the context of a request, and the segments that paths are made of. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { Hono } from "hono/tiny";
import type { Served } from "../cache/read-through";
import type { Scope } from "../db/schema";
import type { Env, OpenRuntime, Runtime } from "../runtime";
import { LANGS } from "../text/languages";
import { ProblemError } from "./problem";

/** The segment of a language. Grouped: a router that splices it into a longer expression must not let `|` reach beyond. */
export const LANGUAGE = `:lang{(?:${LANGS.join("|")})}`;

/** The segment of an id. */
export const ID = ":id{[1-9][0-9]{0,14}}";

/** An address below the origin. */
export interface Address {
  /** As a URL parser gives it, still percent-encoded. */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
}

/** Serves one page through the cache. */
export type Serve = (runtime: Runtime) => Promise<Served>;

/** The holder of a valid token, or a member of the team that Cloudflare Access knows. */
export interface Holder {
  readonly tokenId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** epoch ms; null for no end. */
  readonly expiresAt: number | null;
}

export interface AppEnv {
  readonly Bindings: Env;
  readonly Variables: {
    /** Set by `openRuntime`. */
    readonly runtime: Runtime;
    /** Set by `canonicalPath`. */
    readonly address: Address;
    /** Remembers what serves this path to readers. Set by `hotPath`. */
    readonly remember: (serve: Serve) => void;
    /** Null for a reader without a token. Set by the policies of `auth/`. */
    readonly holder: Holder | null;
    /** The id of the token that was sent, valid or not, for the audit log. Set there too. */
    readonly shown: string | null;
  };
}

export type App = Hono<AppEnv>;
export type AppContext = Context<AppEnv>;

/** A router whose routes match the path as it was sent: a handler decodes what it takes from it. */
export function createRouter(): App {
  // `hono/tiny` is ready at once; the default router compiles all routes at the first request.
  return new Hono<AppEnv>({ getPath: request => new URL(request.url).pathname });
}

/** Sets `runtime`. */
export const openRuntime = (open: OpenRuntime) =>
  createMiddleware<AppEnv>(async (c, next) => {
    c.set("runtime", open(c.env, c.executionCtx));
    await next();
  });

/** The `:id` of the path. */
export const idOf = (c: AppContext) => Number(c.req.param("id"));

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The methods that an address takes, as `Allow` lists them; empty when there is no such address. */
export function methodsAt(app: App, path: string): string[] {
  const takes = (method: string) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method);
  return METHODS.filter(takes).flatMap(method => (method === "GET" ? ["GET", "HEAD"] : [method]));
}

/** For `app.notFound`. @throws ProblemError `method-not-allowed` where other methods are, or else `not-found` */
export function refuseUnrouted(app: App, c: AppContext): never {
  const allow = methodsAt(app, c.req.path);
  throw new ProblemError(allow.length > 0 ? { code: "method-not-allowed", allow } : { code: "not-found" });
}
