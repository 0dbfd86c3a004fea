/**
 * Scripts of other sites. There are no cookies here: what a token opens is opened only by whoever has it, so every
 * site's script may read what it was given, and none is ever sent a reader's credentials.
 * @see Fetch Standard, section 3.3 (CORS protocol)
 */

/** What a script may read of an answer beside its body. */
const READABLE = [
  ...["ETag", "Location", "Link", "Allow", "Retry-After", "WWW-Authenticate", "Accept-Post"],
  ...["Content-Language", "Dhikra-Cache"],
];

/** What a script may send. `Authorization` has to be named: `*` does not cover it. */
const SENDABLE = ["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"];

/** A preflight holds for an hour, in seconds. */
const PREFLIGHT_SECONDS = 3_600;

/** For answers that are not pages. */
export const FOR_ANY_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": READABLE.join(", "),
} as const;

/** For the answer to OPTIONS. @param methods that the address takes. */
export const preflightHeaders = (methods: readonly string[]) => ({
  Allow: methods.join(", "),
  "Access-Control-Allow-Methods": methods.join(", "),
  "Access-Control-Allow-Headers": SENDABLE.join(", "),
  "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
});
