/** From what the cache served, or a value, to an HTTP response. Every response says how long it may be kept. */
import type { Served } from "../cache/read-through";

/** A cache in front keeps a page this long, in seconds … */
const FRESH_SECONDS = 10;
/** … and serves it this much longer while it fetches a new one: together the 20 s of the promise. */
const REVALIDATE_SECONDS = 10;

/** A deploy may change what is constant: nobody keeps it longer than an hour. In seconds. */
const CONSTANT_SECONDS = 3_600;

/** Cache-Control of what is the same for everybody until the next deploy. */
export const CONSTANT = `public, max-age=${CONSTANT_SECONDS}, stale-if-error=0`;

/** For whatever is an editor's, or nobody's. */
export const PRIVATE = "private, no-store";

/** What a script may read of a response beside its body. */
const READABLE = [
  ...["ETag", "Location", "Link", "Allow", "Retry-After", "WWW-Authenticate", "Accept-Post"],
  ...["Content-Language", "Dhikra-Cache"],
];

/**
 * There are no cookies here: what a token opens is opened only by whoever has it, so every site's script may read what
 * it was given, and none is ever sent a reader's credentials.
 */
export const FOR_ANY_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": READABLE.join(", "),
} as const;

/** For answers that are not pages: nothing in them may be run, framed or guessed, and any site's script may read them. */
export const PLAIN_HEADERS = {
  ...FOR_ANY_ORIGIN,
  "Cache-Control": PRIVATE,
  "Content-Language": "en",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
} as const;

/**
 * A rendering as a response: 304 when the reader has it already.
 * @param now epoch ms. @param isImmediate the reader asked for an edition: past every cache in front.
 * @see RFC 9110 section 13.1.2: If-None-Match is compared weakly, since the edge may weaken a strong ETag.
 */
export function respond(request: Request, served: Served, now: number, isImmediate: boolean): Response {
  const { rendering } = served;
  // A record: pairs, or a Headers filled one by one, cost the runtime 10 to 20 µs more.
  const headers = {
    ...rendering.headers,
    ETag: rendering.etag,
    "Cache-Control": cacheControl(served, now, isImmediate),
    "Dhikra-Cache": `${served.source}; edition=${served.edition}`,
  };
  if (rendering.status === 200 && hasAlready(request, rendering.etag)) return notModified(headers);
  return new Response(rendering.body, { status: rendering.status, headers });
}

/** @see RFC 9110 section 15.4.5: it says nothing of a body that it does not have. */
export function notModified(headers: HeadersInit): Response {
  const response = new Response(null, { status: 304, headers });
  response.headers.delete("Content-Type");
  return response;
}

/** A value as JSON that no cache keeps. */
export function json(
  value: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(`${JSON.stringify(value)}\n`, {
    status,
    headers: { ...PLAIN_HEADERS, "Content-Type": "application/json; charset=utf-8", ...headers },
  });
}

/**
 * What is the same for everybody until the next deploy: icons, robots.txt.
 * @param type with its charset, if it has one.
 */
export function constant(type: string, body: string | Uint8Array): Response {
  return new Response(body, {
    headers: {
      ...PLAIN_HEADERS,
      "Content-Type": type,
      "Cache-Control": CONSTANT,
    },
  });
}

/** @param location an address of this site, percent-encoded. @param keptSeconds 0: for this reader and moment only. */
export function redirect(status: 302 | 308, location: string, keptSeconds: number): Response {
  const cacheControl = keptSeconds === 0 ? PRIVATE : `public, max-age=${keptSeconds}, stale-if-error=0`;
  return new Response(null, {
    status,
    headers: { ...PLAIN_HEADERS, Location: location, "Cache-Control": cacheControl },
  });
}

function cacheControl(served: Served, now: number, isImmediate: boolean): string {
  if (isImmediate || served.source === "stale") return PRIVATE;
  const { until } = served.rendering;
  // No copy in front may outlive the next scheduled moment.
  const left = until === null ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((until - now) / 1_000));
  const fresh = Math.min(FRESH_SECONDS, left);
  const revalidate = Math.min(REVALIDATE_SECONDS, left - fresh);
  return `public, max-age=${fresh}, stale-while-revalidate=${revalidate}, stale-if-error=0`;
}

/** @see RFC 9110 section 13.1.2 */
export function hasAlready(request: Request, etag: string): boolean {
  const condition = request.headers.get("If-None-Match");
  if (condition === null) return false;
  return condition.split(",").some(one => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
}
