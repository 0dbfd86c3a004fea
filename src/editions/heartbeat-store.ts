/** Every SQL statement about the clock's heartbeat. */
import { sql } from "drizzle-orm";
import { type Db, type Question, question, type Statement } from "../db/client";
import { heartbeat } from "../db/schema";

/** @param tickedFor the tick's scheduled time, @param at when it ran, both epoch ms. */
export function beat(db: Db, tickedFor: number, at: number): Statement {
  return db
    .insert(heartbeat)
    .values({ id: 1, tickedFor, tickedAt: at })
    .onConflictDoUpdate({
      target: heartbeat.id,
      set: { tickedFor: sql`excluded.ticked_for`, tickedAt: sql`excluded.ticked_at` },
    });
}

/** When the clock last ran, epoch ms; null when it never did. */
export function lastBeat(db: Db): Question<number | null> {
  return question(
    db.select({ tickedAt: heartbeat.tickedAt }).from(heartbeat),
    ([row]) => row?.tickedAt ?? null,
  );
}
