/** What a token may do, and the form that tokens have. */

export const SCOPES = [
  "articles:draft",
  "articles:publish",
  "media:write",
  "observances:write",
  "settings:write",
  "tokens:write",
] as const;
export type Scope = (typeof SCOPES)[number];

/** `dhk_` id `_` secret `_` checksum: `auth/token.ts` says what each is. */
export const TOKEN_FORM = /^dhk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})$/;
