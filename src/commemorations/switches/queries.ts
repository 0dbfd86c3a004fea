/** Every SQL statement about kill switches. */
import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, auditLog, killSwitches, observances, occurrences } from "../../db/schema";
import type { Observance } from "../observance";
import type { HeldBack, KillSwitch } from "./kill-switch";

/** An article that the clock has made for a day, that an editor has approved, and that waits for its hour. */
export interface Waiting extends Pick<Observance, "key" | "pack" | "tone"> {
  readonly articleId: number;
  readonly localDate: string;
  readonly lang: string;
}

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

/** How the record of acts calls the lifting of a switch. */
export const LIFT = "switch.lift";

/** All that stand, oldest first: few, so the clock reads them on every tick. */
export function standingSwitches(db: Db): Query<readonly KillSwitch[]> {
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
export function putSwitch(db: Db, wish: HeldBack, tokenId: string, at: number): Statement {
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

/** Whether there is what a switch names: a pack, an observance. */
export function isSubject(db: Db, { scope, subject }: HeldBack): Query<boolean> {
  const column = scope === "pack" ? observances.pack : observances.key;
  const statement = db.select({ id: observances.id }).from(observances).where(eq(column, subject)).limit(1);
  return asQuery(statement, rows => rows.length > 0 || scope === "all" || scope === "language");
}

export function liftSwitch(db: Db, id: number): Statement {
  return db.delete(killSwitches).where(eq(killSwitches.id, id));
}
