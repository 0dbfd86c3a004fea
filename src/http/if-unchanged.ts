/** Stands before a change of what its own address shows. */
import type { MiddlewareHandler } from "hono";
import { etagOf } from "./etag";
import { ProblemError } from "./problem";
import type { AppContext, AppEnv } from "./routes";

/**
 * With an If-Match the change is made only to what the editor has read: what GET would answer now has to have one of
 * its ETags. Two who come in the same instant both pass, and their changes are merged field by field.
 * @param read what answers GET at the same address. @throws ProblemError `precondition-failed`
 * @see RFC 9110 section 13.1.1
 */
export function ifUnchanged(read: (c: AppContext) => Promise<Response>): MiddlewareHandler<AppEnv> {
  return async function unchangedGate(c, next) {
    const tags = (c.req.header("If-Match") ?? "*").split(",").map(tag => tag.trim().replace(/^W\//, ""));
    if (!tags.includes("*")) {
      const standing = await etagOf(await (await read(c)).arrayBuffer());
      if (!tags.includes(standing)) throw new ProblemError({ code: "precondition-failed" });
    }
    await next();
  };
}
