/** Every SQL statement that reads the audit log, and the one that writes a refusal. */
import { and, desc, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { audit, tokens } from "../db/schema";
import { type Act, LOOKED_THROUGH, type Wanted } from "./audit";

/** The number of the newest act; 0 before the first. */
export function newestAct(db: Db): Query<number> {
  const statement = db.select({ id: sql<number>`coalesce(max(${audit.id}), 0)` }).from(audit);
  return asQuery(statement, ([row]) => row?.id ?? 0);
}

/** Newest first, from one act on back. @param from the number of the newest that may be among them. */
export function actsFrom(db: Db, from: number, wanted: Wanted, limit: number): Query<readonly Act[]> {
  const { kind, tokenId, subject } = wanted;
  const conditions: SQL[] = [lte(audit.id, from), gt(audit.id, from - LOOKED_THROUGH)];
  if (kind !== null) conditions.push(sql`substr(${audit.action}, 1, ${kind.length + 1}) = ${`${kind}.`}`);
  if (tokenId !== null) conditions.push(eq(audit.tokenId, tokenId));
  if (subject !== null) conditions.push(eq(audit.subject, subject));
  const statement = db
    .select({
      id: audit.id,
      at: audit.at,
      tokenId: audit.tokenId,
      tokenName: tokens.name,
      action: audit.action,
      subject: audit.subject,
      edition: audit.edition,
    })
    .from(audit)
    .leftJoin(tokens, eq(tokens.id, audit.tokenId))
    .where(and(...conditions))
    .orderBy(desc(audit.id))
    .limit(limit);
  return asQuery(statement, rows => rows);
}

export function insertRefusal(
  db: Db,
  refusal: { at: number; tokenId: string | null; code: string; subject: string },
): Statement {
  const { at, tokenId, code, subject } = refusal;
  return db.insert(audit).values({ at, tokenId, action: `refused.${code}`, subject, edition: sql`NULL` });
}
