/**
 * Cloudflare Access as a second way in: its header, and how members of its team are named beside tokens. Pure.
 * @see docs/decisions/0021-access-as-a-second-way-in.md
 */

/** The header that Access sets; its cookie is never read. */
export const ACCESS_HEADER = "Cf-Access-Jwt-Assertion";

/** Begins the name of a member in revisions and in the audit log. No token's id has a colon. */
export const MEMBER = "access:";

/** @returns the name of a member, or null for the id of a token. */
export const memberName = (id: string | null) => (id?.startsWith(MEMBER) ? id.slice(MEMBER.length) : null);

/**
 * Whether another site may have made a browser send it. Access adds the header wherever its cookie comes along, also
 * to a form that a foreign page submits, so the header alone does not prove that anybody meant it.
 * @param origins of this site: the settings', and the one that was asked.
 */
export function isCrossSite(request: Request, origins: readonly string[]): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  const origin = request.headers.get("Origin");
  const from = request.headers.get("Sec-Fetch-Site");
  return (
    (origin !== null && !origins.includes(origin)) ||
    (from !== null && from !== "same-origin" && from !== "none")
  );
}
