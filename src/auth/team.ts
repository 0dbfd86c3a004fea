/** How members of a Cloudflare Access team are named beside tokens. Pure. */

/** How revisions and the audit log call whoever came in by an assertion. No token's id has a colon. */
export const MEMBER = "access:";

/** @returns the name of a member, or null for the id of a token. */
export const memberName = (id: string | null) => (id?.startsWith(MEMBER) ? id.slice(MEMBER.length) : null);
