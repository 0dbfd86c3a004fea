/** A door: one address, its methods, and for each the policy and the work, in one column. */
import type { Context, Handler, Hono, MiddlewareHandler } from "hono";
import type { Holder } from "../access/token";
import type { Env, Runtime } from "../env";
import { Refusal } from "../problem";

/** What a request carries through the middleware. */
export interface House {
  readonly Bindings: Env;
  readonly Variables: {
    readonly runtime: Runtime;
    /** Who holds the token; null for a reader without one. Set by `access/gate.ts`. */
    readonly holder: Holder | null;
  };
}

export type App = Hono<House>;
export type Visit = Context<House>;
type Steps = readonly (MiddlewareHandler<House> | Handler<House>)[];

/**
 * Opens an address for some methods; any other is refused as `method-not-allowed` with the list of them.
 * HEAD goes with GET: Hono answers it from there, without the body.
 */
export function door(app: App, path: string, methods: Readonly<Record<string, Steps>>): void {
  for (const [method, steps] of Object.entries(methods)) for (const step of steps) app.on(method, path, step);
  const allow = Object.keys(methods).flatMap(method => (method === "GET" ? ["GET", "HEAD"] : [method]));
  app.all(path, function otherMethod() {
    throw new Refusal({ code: "method-not-allowed", allow });
  });
}
