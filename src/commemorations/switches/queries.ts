/** Every SQL statement about kill switches. */
import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, auditLog, killSwitches, observances, occurrences } from "../../db/schema";
import type { KillSwitch, KillSwitchInput, Waiting } from "./kill-switch";

/** Reads a row for each scheduled article. @param now epoch ms */
export function waitingForDays(db: Db, now: number): Query<readonly Waiting[]> {
  const { key, pack, tone } = observances;
  const { articleId, localDate, lang, outcome } = occurrences;
  const statement = db
    .select({ articleId, localDate, lang, key, pack, tone })
    .from(articles)
    .innerJoin(occurrences, eq(articleId, articles.id))
    .innerJoin(observances, eq(observances.id, occurrences.observanceId))
    .where(and(sql`${articles.status} = 'scheduled'`, gt(articles.publishAt, now), ne(outcome, "held")));
  return asQuery(statement, rows => rows);
}

/** The lifting of a switch in the audit log. */
export const LIFT = "switch.lift";

/** All of them, oldest first: few, so the clock reads them on every tick. */
export function activeSwitches(db: Db): Query<readonly KillSwitch[]> {
  const statement = db.select().from(killSwitches).orderBy(killSwitches.id);
  return asQuery(statement, rows =>
    rows.map(({ id, scope, subject, fromDate, toDate, tone, reason }) => ({
      id,
      scope,
      subject,
      from: fromDate === "" ? null : fromDate,
      to: toDate === "" ? null : toDate,
      tone: tone === "" ? null : ("celebration" as const),
      reason,
    })),
  );
}

/** Referee: what it holds. The same again changes its reason only. */
export function putSwitch(db: Db, input: KillSwitchInput, tokenId: string, at: number): Statement {
  return db
    .insert(killSwitches)
    .values({
      scope: input.scope,
      subject: input.subject,
      fromDate: input.from ?? "",
      toDate: input.to ?? "",
      tone: input.tone ?? "",
      reason: input.reason,
      tokenId,
      createdAt: at,
    })
    .onConflictDoUpdate({
      target: [
        killSwitches.scope,
        killSwitches.subject,
        killSwitches.fromDate,
        killSwitches.toDate,
        killSwitches.tone,
      ],
      set: { reason: sql`excluded.reason` },
    });
}

/** How many of the latest acts are searched for the lifting of a switch. */
const LATEST_ACTS = 100;

/** When a switch was last lifted, if that is among the latest acts, epoch ms; else 0. */
export function lastLift(db: Db): Query<number> {
  const latest = db
    .select({ at: auditLog.at, action: auditLog.action })
    .from(auditLog)
    .orderBy(desc(auditLog.id))
    .limit(LATEST_ACTS)
    .as("latest");
  const statement = db.select({ at: sql<number>`max(at)` }).from(latest).where(eq(latest.action, LIFT));
  return asQuery(statement, ([row]) => row?.at ?? 0);
}

/** Whether the pack or the observance that a switch names exists. */
export function isSubject(db: Db, { scope, subject }: KillSwitchInput): Query<boolean> {
  const column = scope === "pack" ? observances.pack : observances.key;
  const statement = db.select({ id: observances.id }).from(observances).where(eq(column, subject)).limit(1);
  return asQuery(statement, rows => rows.length > 0 || scope === "all" || scope === "language");
}

export function liftSwitch(db: Db, id: number): Statement {
  return db.delete(killSwitches).where(eq(killSwitches.id, id));
}
