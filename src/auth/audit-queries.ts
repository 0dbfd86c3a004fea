/** Every SQL statement that reads the audit log. */
import { and, desc, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../db/client";
import { auditLog, tokens } from "../db/schema";
import { type Act, LOOKED_THROUGH, type Wanted } from "./audit";

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
