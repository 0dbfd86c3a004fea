/**
 * Tokens: who may write, and what. Pure, but for the hash.
 *
 * `dhk_` id `_` secret `_` checksum. The id (48 bits, hexadecimal) finds the row; the secret (256 bits, base64url)
 * is compared by its SHA-256, the only thing kept; the checksum lets a scanner tell a token from noise, and a
 * mistyped one be refused without asking D1.
 */
import type { Scope } from "../db/schema";
import type { Holder } from "../http/routes";
import { TOKEN_FORM } from "../runtime";
import { sha256 } from "../text/hash";

/** Who needs to know what readers do not see yet: whoever sends pictures, or makes tokens, does not. */
const NEWSROOM: readonly Scope[] = [
  "articles:draft",
  "articles:publish",
  "observances:write",
  "settings:write",
];

/** Whether a holder is shown drafts and what waits for its hour. */
export const readsDrafts = ({ scopes }: Holder): boolean => NEWSROOM.some(scope => scopes.has(scope));

export interface TokenParts {
  readonly id: string;
  /** Hexadecimal SHA-256 of the secret. */
  readonly secretHash: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;

/** A new token. It is shown once and kept nowhere. */
export async function mintToken(
  random: (bytes: number) => Uint8Array,
): Promise<TokenParts & { readonly token: string }> {
  const id = random(ID_BYTES).toHex();
  const secret = random(SECRET_BYTES).toBase64({ alphabet: "base64url", omitPadding: true });
  const token = `dhk_${id}_${secret}_${await checksum(id, secret)}`;
  return { token, id, secretHash: await sha256(secret) };
}

/** @returns null for whatever is not a token, or a mistyped one. */
export async function readToken(token: string): Promise<TokenParts | null> {
  const [, id, secret, check] = TOKEN_FORM.exec(token) ?? [];
  if (id === undefined || secret === undefined || check !== (await checksum(id, secret))) return null;
  return { id, secretHash: await sha256(secret) };
}

/** Whether two hexadecimal hashes are equal, in a time that tells nothing of where they differ. */
export function hashesEqual(one: string, other: string): boolean {
  const encoder = new TextEncoder();
  const [left, right] = [encoder.encode(one), encoder.encode(other)];
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right);
}

async function checksum(id: string, secret: string): Promise<string> {
  return (await sha256(`dhk_${id}_${secret}`)).slice(0, 8);
}
