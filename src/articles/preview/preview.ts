/**
 * Preview links: with one, anyone may read one revision of one article until a moment, without a token. The link is
 * signed, not stored: nobody can make or lengthen one. Pure, but for the signature.
 */

import { type Article, isGone } from "../article";
import type { Revision } from "../revision";

/** What a link opens. */
export interface Preview {
  readonly articleId: number;
  readonly revision: number;
  /** Epoch seconds. */
  readonly until: number;
}

const FORM = /^([1-9]\d{0,14})-([1-9]\d{0,8})-([1-9]\d{0,10})-([A-Za-z0-9_-]{43})$/;

/** @param secret hexadecimal. */
export async function signPreview(preview: Preview, secret: string): Promise<string> {
  const signature = await crypto.subtle.sign("HMAC", await keyOf(secret), signed(preview));
  const text = new Uint8Array(signature).toBase64({ alphabet: "base64url", omitPadding: true });
  return `${preview.articleId}-${preview.revision}-${preview.until}-${text}`;
}

/** @param now epoch ms. @returns null for one that was not signed with the secret, or is over. */
export async function readPreview(token: string, secret: string, now: number): Promise<Preview | null> {
  const [, id, revision, until, signature] = FORM.exec(token) ?? [];
  if (signature === undefined || secret === "") return null;
  const preview = { articleId: Number(id), revision: Number(revision), until: Number(until) };
  const bytes = bytesOf(signature);
  const isSigned =
    bytes !== null && (await crypto.subtle.verify("HMAC", await keyOf(secret), bytes, signed(preview)));
  return isSigned && now < preview.until * 1_000 ? preview : null;
}

const signed = ({ articleId, revision, until }: Preview) =>
  new TextEncoder().encode(`preview\n${articleId}\n${revision}\n${until}`);

const keyOf = async (secret: string) =>
  await crypto.subtle.importKey("raw", Uint8Array.fromHex(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
    "verify",
  ]);

/** @returns null where its last letter holds bits that no byte has. */
function bytesOf(signature: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(signature, { alphabet: "base64url" });
  } catch {
    return null;
  }
}

/** What was taken from readers is not left at a link that was made before; what it is to become again may be shown. */
export function isClosed(article: Article, revision: Revision): boolean {
  return article.status === "trashed" || (isGone(article) && revision.status !== "retracted");
}
