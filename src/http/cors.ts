/**
 * Preflights of other sites' scripts. Own, and not `hono/cors`: the methods are those that the address takes, and where
 * there is none the answer is 404.
 * @see Fetch Standard, section 3.3 (CORS protocol)
 */
import { createMiddleware } from "hono/factory";
import { PLAIN_HEADERS } from "./respond";
import { type App, type AppEnv, methodsAt } from "./routes";

/** What a script may send. `Authorization` has to be named: `*` does not cover it. */
const SENDABLE = ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"];

/** A preflight holds for an hour, in seconds. */
const PREFLIGHT_SECONDS = 3_600;

/** Answers OPTIONS for the addresses of an app. */
export const preflight = (app: App) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const methods = c.req.method === "OPTIONS" ? methodsAt(app, c.req.path) : [];
    if (methods.length === 0) return await next();
    const allowed = [...methods, "OPTIONS"].join(", ");
    const headers = {
      ...PLAIN_HEADERS,
      Allow: allowed,
      "Access-Control-Allow-Methods": allowed,
      "Access-Control-Allow-Headers": SENDABLE.join(", "),
      "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
    };
    return new Response(null, { status: 204, headers });
  });
