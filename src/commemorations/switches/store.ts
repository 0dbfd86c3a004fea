/** Every SQL statement about kill switches. */
import { eq, sql } from "drizzle-orm";
import { type Db, type Question, question, type Statement } from "../../db/client";
import { killSwitches } from "../../db/schema";
import type { KillSwitch, SentKillSwitch } from "./kill-switch";

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

export function liftSwitch(db: Db, id: number): Statement {
  return db.delete(killSwitches).where(eq(killSwitches.id, id));
}
