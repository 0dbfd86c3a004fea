/** From the Authorization header to whoever holds the token. Asks D1's primary each time: a revoked token is dead at once. */

import { commit, runQueries } from "../db/client";
import { SCOPES } from "../db/schema";
import { ProblemError } from "../http/problem";
import type { Holder } from "../http/routes";
import type { Runtime } from "../runtime";
import { insertToken, markUsed, type TokenRow, tokenById } from "./queries";
import { hashesEqual, readToken, type TokenParts } from "./token";

/** Compared with when there is no such token, so that its absence takes no less work. */
const NO_HASH = "0".repeat(64);

const USED_GRAIN_MS = 3_600_000;

/**
 * @param parts of the token that was shown; null for what is none.
 * @throws ProblemError `unauthorized`, the same for an unknown, wrong, expired and revoked token.
 */
export async function authenticate(runtime: Runtime, parts: TokenParts | null): Promise<Holder> {
  if (parts === null) throw new ProblemError({ code: "unauthorized" });
  const now = runtime.now();
  const [found] = await runQueries(runtime.db, [tokenById(runtime.db, parts.id)], runtime.waits.d1Ms);
  const row = found ?? (await firstToken(runtime, parts, now));
  const isRight = hashesEqual(row?.secretHash ?? NO_HASH, parts.secretHash);
  if (row === null || !isRight || !isAlive(row, now)) throw new ProblemError({ code: "unauthorized" });
  if (now - (row.lastUsedAt ?? 0) > USED_GRAIN_MS) {
    // When it was last used is for people to look at: a failure of this keeps nobody out.
    runtime.waitUntil(
      commit(runtime.db, [markUsed(runtime.db, row.id, now)], runtime.waits.d1Ms).catch(() => undefined),
    );
  }
  return { tokenId: row.id, scopes: new Set(row.scopes), expiresAt: row.expiresAt };
}

/** The token that was shown, whether or not it opens anything; null for what is none. @param header Authorization. */
export async function shownToken(header: string): Promise<TokenParts | null> {
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  return token === undefined ? null : await readToken(token);
}

function isAlive(row: TokenRow, now: number): boolean {
  return row.revokedAt === null && (row.expiresAt === null || now < row.expiresAt);
}

/** The secret OWNER_TOKEN becomes a token like any other at its first use; revoked, it is not born again. */
async function firstToken(runtime: Runtime, parts: TokenParts, now: number): Promise<TokenRow | null> {
  const owner = runtime.ownerToken === null ? null : await readToken(runtime.ownerToken);
  if (owner === null || owner.id !== parts.id || !hashesEqual(owner.secretHash, parts.secretHash))
    return null;
  const row = { ...owner, name: "owner", scopes: SCOPES, createdAt: now, expiresAt: null };
  await commit(runtime.db, [insertToken(runtime.db, row)], runtime.waits.d1Ms);
  return { ...row, revokedAt: null, lastUsedAt: null };
}
