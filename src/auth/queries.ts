/** Every SQL statement about tokens, and those that read the audit log. */

import { and, desc, eq, gt, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { auditLog, tokens } from "../db/schema";
import { type Act, LOOKED_THROUGH, type Wanted } from "./audit";

export type TokenRow = Readonly<typeof tokens.$inferSelect>;

export function tokenById(db: Db, id: string): Query<TokenRow | null> {
  const statement = db.select().from(tokens).where(eq(tokens.id, id));
  return asQuery(statement, ([row]) => row ?? null);
}

export function allTokens(db: Db): Query<readonly TokenRow[]> {
  return asQuery(db.select().from(tokens).orderBy(desc(tokens.createdAt)), rows => rows);
}

/** A newsroom has dozens; of more than these, the newest. */
const MOST_HASHES = 5_000;

/** The hashes of all tokens that open something. @param now epoch ms. */
export function hashesOfTokens(db: Db, now: number): Query<readonly string[]> {
  const statement = db
    .select({ hash: tokens.secretHash })
    .from(tokens)
    .where(and(isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, now))))
    .orderBy(desc(tokens.createdAt))
    .limit(MOST_HASHES);
  return asQuery(statement, rows => rows.map(({ hash }) => hash));
}

/** Referee: the id. A token of this id that is there already, revoked or not, stays as it is. */
export function insertToken(
  db: Db,
  row: Pick<TokenRow, "id" | "name" | "secretHash" | "scopes" | "createdAt" | "expiresAt">,
): Statement {
  return db.insert(tokens).values(row).onConflictDoNothing();
}

export function revokeToken(db: Db, id: string, at: number): Statement {
  return db
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(eq(tokens.id, id), isNull(tokens.revokedAt)));
}

/** Writes nothing when it was used within the hour. */
export function markUsed(db: Db, id: string, at: number): Statement {
  const hourAgo = at - 3_600_000;
  const isOld = or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, hourAgo));
  return db
    .update(tokens)
    .set({ lastUsedAt: at })
    .where(and(eq(tokens.id, id), isOld));
}

/** The number of the newest act; 0 before the first. */
export function newestAct(db: Db): Query<number> {
  const statement = db.select({ id: sql<number>`coalesce(max(${auditLog.id}), 0)` }).from(auditLog);
  return asQuery(statement, ([row]) => row?.id ?? 0);
}

/** Newest first, from one act on back. @param from the number of the newest that may be among them. */
export function actsFrom(db: Db, from: number, wanted: Wanted, limit: number): Query<readonly Act[]> {
  const { kind, tokenId, subject } = wanted;
  const conditions: SQL[] = [lte(auditLog.id, from), gt(auditLog.id, from - LOOKED_THROUGH)];
  if (kind !== null) conditions.push(sql`substr(${auditLog.action}, 1, ${kind.length + 1}) = ${`${kind}.`}`);
  if (tokenId !== null) conditions.push(eq(auditLog.tokenId, tokenId));
  if (subject !== null) conditions.push(eq(auditLog.subject, subject));
  const statement = db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      tokenId: auditLog.tokenId,
      tokenName: tokens.name,
      action: auditLog.action,
      subject: auditLog.subject,
      edition: auditLog.edition,
    })
    .from(auditLog)
    .leftJoin(tokens, eq(tokens.id, auditLog.tokenId))
    .where(and(...conditions))
    .orderBy(desc(auditLog.id))
    .limit(limit);
  return asQuery(statement, rows => rows);
}
