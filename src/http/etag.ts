/** Every GET of the API has an ETag, and a client that has the same bytes gets 304. */
import { createMiddleware } from "hono/factory";
import { sha256 } from "../text/hash";
import { hasAlready, notModified } from "./respond";
import type { AppEnv } from "./routes";

/**
 * Makes an ETag of the body where the handler has made none. Own, and not `hono/etag`: that one also tags refusals and
 * what is written, and drops the CORS headers of a 304.
 * @see RFC 9110 section 13.2.2
 */
export const etag = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if ((c.req.method !== "GET" && c.req.method !== "HEAD") || c.res.status !== 200) return;
  const headers = new Headers(c.res.headers);
  const body = await c.res.arrayBuffer();
  const tag = headers.get("ETag") ?? (await etagOf(body));
  headers.set("ETag", tag);
  c.res = hasAlready(c.req.raw, tag) ? notModified(headers) : new Response(body, { headers });
});

/** Strong: the revision, which alone If-Match heeds, and a hash of what is told of it, which may change without one. */
export async function revisedEtag(revision: number, body: string): Promise<string> {
  return `"r${revision}.${(await sha256(body)).slice(0, 24)}"`;
}

/** Strong: the first 128 bits of the SHA-256 of the body. */
export async function etagOf(body: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return `"${digest.subarray(0, 16).toBase64({ alphabet: "base64url", omitPadding: true })}"`;
}
