/**
 * Tokens: what they look like, and which of them are valid.
 *
 * `dhk_` id `_` secret `_` checksum. The id (48 bits, hexadecimal) finds the row; the secret (256 bits, base64url)
 * is compared by its SHA-256, which alone is stored; the checksum lets a scanner tell a token from noise, and refuses a
 * mistyped one without asking D1.
 */
import { commit, runQueries, withTimeout } from "../db/client";
import { SCOPES, type Scope } from "../db/schema";
import { ProblemError } from "../http/problem";
import type { Holder } from "../http/routes";
import { isolateState, type Runtime, TOKEN_FORM } from "../runtime";
import { sha256 } from "../text/hash";
import { hashesOfTokens, insertToken, markUsed, type TokenRow, tokenById } from "./queries";

/** The scopes that see drafts. Sending pictures or making tokens does not need to. */
const NEWSROOM: readonly Scope[] = [
  "articles:draft",
  "articles:publish",
  "observances:write",
  "settings:write",
];

/** Whether a holder sees drafts and scheduled articles. */
export const readsDrafts = ({ scopes }: Holder): boolean => NEWSROOM.some(scope => scopes.has(scope));

export interface TokenParts {
  readonly id: string;
  /** Hexadecimal SHA-256 of the secret. */
  readonly secretHash: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;

/** A new token. It is shown once and stored nowhere. */
export async function mintToken(
  random: (bytes: number) => Uint8Array,
): Promise<TokenParts & { readonly token: string }> {
  const id = random(ID_BYTES).toHex();
  const secret = random(SECRET_BYTES).toBase64({ alphabet: "base64url", omitPadding: true });
  const token = `dhk_${id}_${secret}_${await checksum(id, secret)}`;
  return { token, id, secretHash: await sha256(secret) };
}

/** @returns null for what is not a token, or a mistyped one. */
export async function readToken(token: string): Promise<TokenParts | null> {
  const [, id, secret, check] = TOKEN_FORM.exec(token) ?? [];
  if (id === undefined || secret === undefined || check !== (await checksum(id, secret))) return null;
  return { id, secretHash: await sha256(secret) };
}

/** The token of a request, valid or not; null for what is none. @param header Authorization. */
export async function bearerToken(header: string): Promise<TokenParts | null> {
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  return token === undefined ? null : await readToken(token);
}

async function checksum(id: string, secret: string): Promise<string> {
  return (await sha256(`dhk_${id}_${secret}`)).slice(0, 8);
}

/** Whether two hexadecimal hashes are equal, in a time that says nothing of where they differ. */
function hashesEqual(one: string, other: string): boolean {
  const encoder = new TextEncoder();
  const [left, right] = [encoder.encode(one), encoder.encode(other)];
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right);
}

/** Compared with when there is no such token, so that its absence takes no less work. */
const NO_HASH = "0".repeat(64);

const HOUR_MS = 3_600_000;

/**
 * The holder of a token. Asks D1's primary each time: a revoked token is dead at once.
 * @param parts null for what is no token.
 * @throws ProblemError `unauthorized`, the same for an unknown, wrong, expired and revoked token.
 */
export async function authenticate(runtime: Runtime, parts: TokenParts | null): Promise<Holder> {
  if (parts === null) throw new ProblemError({ code: "unauthorized" });
  const now = runtime.now();
  const [found] = await runQueries(runtime.db, [tokenById(runtime.db, parts.id)], runtime.waits.d1Ms);
  const row = found ?? (await firstToken(runtime, parts, now));
  const isRight = hashesEqual(row?.secretHash ?? NO_HASH, parts.secretHash);
  if (row === null || !isRight || !isAlive(row, now)) throw new ProblemError({ code: "unauthorized" });
  if (now - (row.lastUsedAt ?? 0) > HOUR_MS) {
    // When it was last used is for people to look at: if this fails, the request goes on.
    runtime.waitUntil(
      commit(runtime.db, [markUsed(runtime.db, row.id, now)], runtime.waits.d1Ms).catch(() => undefined),
    );
  }
  return { tokenId: row.id, scopes: new Set(row.scopes), expiresAt: row.expiresAt };
}

function isAlive(row: TokenRow, now: number): boolean {
  return row.revokedAt === null && (row.expiresAt === null || now < row.expiresAt);
}

async function ownerOf({ ownerToken }: Runtime): Promise<TokenParts | null> {
  return ownerToken === null ? null : await readToken(ownerToken);
}

/** The secret OWNER_TOKEN becomes a token like any other at its first use; revoked, it does not come back. */
async function firstToken(runtime: Runtime, parts: TokenParts, now: number): Promise<TokenRow | null> {
  const owner = await ownerOf(runtime);
  if (owner === null || owner.id !== parts.id || !hashesEqual(owner.secretHash, parts.secretHash))
    return null;
  const row = { ...owner, name: "owner", scopes: SCOPES, createdAt: now, expiresAt: null };
  await commit(runtime.db, [insertToken(runtime.db, row)], runtime.waits.d1Ms);
  return { ...row, revokedAt: null, lastUsedAt: null };
}

/** How long the hashes of valid tokens are remembered, in ms. */
const HASHES_MS = 10_000;
/** After D1 has failed, they are asked for again after so long, in ms. */
const RETRY_MS = 1_000;

/**
 * Whether a token may be valid, by the hashes that this isolate remembers; `authenticate` decides. Asked only for a
 * client that has sent too many wrong tokens: a colleague at the same address comes in, and guessing costs D1 nothing.
 * @throws D1Unavailable
 */
export async function maybeValid(runtime: Runtime, { id, secretHash }: TokenParts): Promise<boolean> {
  const owner = await ownerOf(runtime);
  if (owner !== null && owner.id === id && owner.secretHash === secretHash) return true;
  return (await withTimeout(runtime.waits.d1Ms, validHashes(runtime))).has(secretHash);
}

/** The hashes of valid tokens, as they were asked for at `at`, epoch ms. */
const tokenHashes = isolateState<{
  known: { at: number; readonly found: Promise<ReadonlySet<string>> } | null;
}>(() => ({ known: null }));

/** One query in a while, however many ask. */
function validHashes(runtime: Runtime): Promise<ReadonlySet<string>> {
  const { db, waits, now } = runtime;
  const state = tokenHashes(runtime);
  const { known } = state;
  const at = now();
  if (known !== null && at >= known.at && at - known.at < HASHES_MS) return known.found;
  const found = runQueries(db, [hashesOfTokens(db, at)], waits.d1Ms).then(([all]) => new Set(all));
  const asked = { at, found };
  state.known = asked;
  const failed = () => {
    asked.at = at - HASHES_MS + RETRY_MS;
  };
  // So that it is finished for those who joined, although the first to ask has gone away.
  runtime.waitUntil(found.catch(failed));
  return found;
}
