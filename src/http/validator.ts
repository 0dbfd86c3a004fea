/** Every answer of the API that can be asked for again has an ETag, and whoever has the same bytes is told so. */
import { sha256 } from "../text/hash";
import { hasAlready, notModified } from "./respond";

/** What answers a request. */
type Answer = (asked: Request) => Response | Promise<Response>;

/**
 * Asks, and makes a validator of the body where the door has made none. Whatever is not read by GET goes by as it is.
 * @see RFC 9110 section 13.2.2
 */
export async function withValidator(request: Request, answer: Answer): Promise<Response> {
  const { method } = request;
  if (method !== "GET" && method !== "HEAD") return await answer(request);
  // A router answers HEAD without the body of which the validator is made: it is asked as if for GET.
  const response = await answer(method === "HEAD" ? new Request(request, { method: "GET" }) : request);
  if (response.status !== 200) return method === "HEAD" ? new Response(null, response) : response;
  const headers = new Headers(response.headers);
  const known = headers.get("ETag");
  const body = await response.arrayBuffer();
  const etag = known ?? (await etagOf(body));
  headers.set("ETag", etag);
  if (hasAlready(request, etag)) return notModified(headers);
  return new Response(method === "HEAD" ? null : body, { status: 200, headers });
}

/** Strong: the revision, which alone If-Match heeds, and a hash of what is told of it, which may change without one. */
export async function revisedEtag(revision: number, body: string): Promise<string> {
  return `"r${revision}.${(await sha256(body)).slice(0, 24)}"`;
}

/** Strong: the first 128 bits of the SHA-256 of the body. */
export async function etagOf(body: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return `"${digest.subarray(0, 16).toBase64({ alphabet: "base64url", omitPadding: true })}"`;
}
