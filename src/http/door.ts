/** A door: one address, its methods, and for each the policy and the work, in one column. */

import type { Context, Handler, Hono, MiddlewareHandler } from "hono";
import type { Served } from "../cache/read-through";
import type { Scope } from "../db/schema";
import type { Runtime } from "../runtime";
import { LANGS } from "../text/languages";
import type { Address } from "./canonical-path";
import { nothingAsked, onlyEdition } from "./fields";
import { readQuery } from "./read-body";

/** The segment of a language. Grouped: a router that splices it into a longer expression must not let `|` reach beyond. */
export const LANGUAGE = `:lang{(?:${LANGS.join("|")})}`;

/** Serves one page through the cache. */
export type Serve = (runtime: Runtime) => Promise<Served>;

/** Whoever has shown a valid token. */
export interface Holder {
  readonly tokenId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** epoch ms; null for no end. */
  readonly expiresAt: number | null;
}

/** What a request carries through the house. */
export interface AppEnv {
  readonly Bindings: {
    readonly runtime: Runtime;
    readonly address: Address;
    /** Remembers what serves this path to readers, so that the next one need not look for the door. */
    readonly remember: (serve: Serve) => void;
  };
  readonly Variables: {
    /** Who holds the token; null for a reader without one. Set by `access/gate.ts`, for the doors behind it. */
    readonly holder: Holder | null;
    /** The id of the token that was shown, whether or not it opens anything. Set there too, for the audit log. */
    readonly shown: string | null;
  };
}

export type App = Hono<AppEnv>;
export type AppContext = Context<AppEnv>;
type Step = MiddlewareHandler<AppEnv> | Handler<AppEnv>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Stands before a work that reads the query by itself. */
export const asks: Step = async (_, next) => await next();

/** What an address does not take is refused, never passed over: `DELETE …?dry_run=1` must not delete. */
const refuseQuery: Step = async (c, next) => {
  const { method } = c.req.raw;
  if (c.env.address.query !== "")
    readQuery(c.req.raw, method === "GET" || method === "HEAD" ? onlyEdition : nothingAsked);
  await next();
};

/**
 * Opens an address for some methods. HEAD goes with GET: Hono answers it from there, without the body. Below /api a
 * work before which `asks` does not stand takes no query.
 */
export function door(
  app: App,
  path: string,
  methods: Readonly<Partial<Record<Method, readonly Step[]>>>,
): void {
  for (const method of METHODS) {
    const steps = methods[method] ?? [];
    const isOpen = !path.startsWith("/api") || steps.includes(asks);
    // The policy comes first: a stranger is told nothing of what an address takes.
    const checked = isOpen ? steps.filter(step => step !== asks) : steps.toSpliced(-1, 0, refuseQuery);
    if (steps.length > 0) for (const step of checked) app.on(method, path, step);
  }
}

/** The methods that an address takes, as `Allow` lists them; empty when there is no such address. */
export function methodsAt(app: App, path: string): string[] {
  return METHODS.filter(method => app.router.match(method, path)[0].length > 0).flatMap(method =>
    method === "GET" ? ["GET", "HEAD"] : [method],
  );
}
