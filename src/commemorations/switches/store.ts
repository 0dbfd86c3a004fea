/** Every SQL statement about kill switches. */
import { desc, eq, sql } from "drizzle-orm";
import { type Db, type Question, question, type Statement } from "../../db/client";
import { audit, killSwitches, observances } from "../../db/schema";
import type { KillSwitch, SentKillSwitch } from "./kill-switch";

/** How the record of acts calls the lifting of a switch. */
export const LIFT = "switch.lift";

/** All that stand, oldest first: few, so the clock reads them on every tick. */
export function standingSwitches(db: Db): Question<readonly KillSwitch[]> {
  const statement = db.select().from(killSwitches).orderBy(killSwitches.id);
  return question(statement, rows =>
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
export function putSwitch(db: Db, wish: SentKillSwitch, tokenId: string, at: number): Statement {
  return db
    .insert(killSwitches)
    .values({
      scope: wish.scope,
      subject: wish.subject,
      fromDate: wish.from ?? "",
      toDate: wish.to ?? "",
      tone: wish.tone ?? "",
      reason: wish.reason,
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

/** Acts of editors that are looked through for the lifting of a switch. */
const LATEST_ACTS = 100;

/** When a switch was last lifted, if that is among the latest acts, epoch ms; else 0. */
export function lastLift(db: Db): Question<number> {
  const latest = db
    .select({ at: audit.at, action: audit.action })
    .from(audit)
    .orderBy(desc(audit.id))
    .limit(LATEST_ACTS)
    .as("latest");
  const statement = db.select({ at: sql<number>`max(at)` }).from(latest).where(eq(latest.action, LIFT));
  return question(statement, ([row]) => row?.at ?? 0);
}

/** Whether there is what a switch names: a pack, an observance. */
export function isSubject(db: Db, { scope, subject }: SentKillSwitch): Question<boolean> {
  const column = scope === "pack" ? observances.pack : observances.key;
  const statement = db.select({ id: observances.id }).from(observances).where(eq(column, subject)).limit(1);
  return question(statement, rows => rows.length > 0 || scope === "all" || scope === "language");
}

export function liftSwitch(db: Db, id: number): Statement {
  return db.delete(killSwitches).where(eq(killSwitches.id, id));
}
