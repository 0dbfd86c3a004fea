/** The door by which readers get media. Nothing here runs: types are fixed, and the bytes were judged when they came. */

import { ProblemError } from "../http/problem";
import { rangeOf, type Stretch } from "../http/range";
import { FOR_ANY_ORIGIN } from "../http/respond";
import { type AppContext, createRouter } from "../http/routes";
import { outage } from "./bucket";
import { scaledImage } from "./images";
import { fileName, isPicture, type MediaFile, mediaTag, parseFileName } from "./media";
import { askedWidth } from "./sizes";

/** An address names its bytes by their hash: what is there never changes. */
const FOR_EVER = "public, max-age=31536000, immutable, stale-if-error=0";

/** The original in place of a size that could not be made: for a while only. */
const FOR_NOW = "public, max-age=300, stale-if-error=0";

export const mediaFileRoutes = createRouter();
mediaFileRoutes.get("/media/:file{[0-9a-f]{64}\\.[a-z0-9]{3,4}}", serve);

async function serve(c: AppContext): Promise<Response> {
  const file = parseFileName(c.req.param("file") ?? "");
  if (file === null) throw new ProblemError({ code: "not-found" });
  const { runtime, address } = c.var;
  const width = askedWidth(address.query, file.type);
  try {
    const size = width === null ? null : await scaledImage(runtime, file, width);
    if (size !== null) return sized(c.req.raw, file, size, width);
    const isShort = width !== null && runtime.images !== null;
    return await original(c, file, isShort ? FOR_NOW : FOR_EVER);
  } catch (failure) {
    throw failure instanceof ProblemError ? failure : outage(failure);
  }
}

/** @see RFC 9110 section 13.2.2 for the order in which conditions are heeded. */
async function original(c: AppContext, file: MediaFile, cacheControl: string): Promise<Response> {
  const { media } = c.var.runtime;
  const request = c.req.raw;
  const etag = `"${file.hash}"`;
  const headers = { ...headersOf(file), ETag: etag, "Cache-Control": cacheControl, "Accept-Ranges": "bytes" };
  const found = await media.head(fileName(file));
  if (found === null) throw new ProblemError({ code: "not-found" });
  if (!matches(request.headers.get("If-Match"), etag, true))
    throw new ProblemError({ code: "precondition-failed" });
  if (matches(request.headers.get("If-None-Match"), etag, false))
    return new Response(null, { status: 304, headers });
  if (request.method === "HEAD")
    return new Response(null, { headers: { ...headers, "Content-Length": String(found.size) } });
  const ifRange = request.headers.get("If-Range");
  const asked = ifRange === null || ifRange === etag ? request.headers.get("Range") : null;
  const range = rangeOf(asked, found.size);
  if (range === "beyond") throw new ProblemError({ code: "range-not-satisfiable", bytes: found.size });
  const object = await media.get(fileName(file), range === null ? {} : { range });
  if (object === null) throw new ProblemError({ code: "not-found" });
  return body(object, found.size, range, headers);
}

function body(
  object: R2ObjectBody,
  size: number,
  range: Stretch | null,
  headers: Readonly<Record<string, string>>,
): Response {
  if (range === null)
    return new Response(object.body, { headers: { ...headers, "Content-Length": String(size) } });
  const { offset, length } = range;
  const part = {
    "Content-Range": `bytes ${offset}-${offset + length - 1}/${size}`,
    "Content-Length": String(length),
  };
  return new Response(object.body, { status: 206, headers: { ...headers, ...part } });
}

function sized(request: Request, file: MediaFile, object: R2ObjectBody, width: number | null): Response {
  const etag = `"${file.hash}.${width}"`;
  const headers = { ...headersOf(file), ETag: etag, "Cache-Control": FOR_EVER };
  if (matches(request.headers.get("If-None-Match"), etag, false))
    return new Response(null, { status: 304, headers });
  const isHead = request.method === "HEAD";
  const length = { "Content-Length": String(object.size) };
  return new Response(isHead ? null : object.body, { headers: { ...headers, ...length } });
}

/** @param whenNone what a request that has no such header is taken for. */
function matches(header: string | null, etag: string, whenNone: boolean): boolean {
  if (header === null) return whenNone;
  return header.split(",").some(one => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
}

/** Shown where it stands, but for a PDF, which readers keep. Feeds and other sites may show it. */
function headersOf(file: MediaFile): Record<string, string> {
  const isShown = isPicture(file) || file.type.startsWith("audio/");
  return {
    "Content-Type": file.type,
    "Content-Disposition": `${isShown ? "inline" : "attachment"}; filename="${fileName(file)}"`,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    ...FOR_ANY_ORIGIN,
    "Referrer-Policy": "no-referrer",
    "Cache-Tag": mediaTag(file),
  };
}
