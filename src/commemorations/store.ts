/** Every SQL statement about observances and their occurrences. */
import { and, eq, gte, ne, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { type Db, type Question, question, type Statement } from "../db/client";
import { audit, observances, occurrences } from "../db/schema";
import { LANGS, type Lang } from "../text/languages";
import type { Observance, ObservanceWish } from "./observance";
import { ruleShape } from "./rule";

const names = z.partialRecord(z.enum(LANGS), z.string());
const templates = z.partialRecord(z.enum(LANGS), z.object({ title: z.string(), body: z.string() }));

type ObservanceRow = typeof observances.$inferSelect;

function readRow(row: ObservanceRow): Observance {
  return {
    ...row,
    names: names.parse(JSON.parse(row.names)),
    rule: ruleShape.parse(JSON.parse(row.rule)),
    templates: templates.parse(JSON.parse(row.templates)),
  };
}

const written = (wish: ObservanceWish) => ({
  ...wish,
  rule: JSON.stringify(wish.rule),
  names: JSON.stringify(wish.names),
  templates: JSON.stringify(wish.templates),
});

export function allObservances(db: Db): Question<readonly Observance[]> {
  return question(db.select().from(observances).orderBy(observances.id), rows => rows.map(readRow));
}

export function observanceById(db: Db, id: number): Question<Observance | null> {
  const statement = db.select().from(observances).where(eq(observances.id, id));
  return question(statement, ([row]) => (row ? readRow(row) : null));
}

/** Those that the clock acts on. One that cannot be read is named in `broken` and holds up no other. */
export function activeObservances(
  db: Db,
): Question<{ readonly active: readonly Observance[]; readonly broken: readonly string[] }> {
  const statement = db.select().from(observances).where(ne(observances.mode, "off"));
  return question(statement, rows => {
    const active: Observance[] = [];
    const broken: string[] = [];
    for (const row of rows) {
      try {
        active.push(readRow(row));
      } catch {
        broken.push(row.key);
      }
    }
    return { active, broken };
  });
}

/** Referee: the key. */
export function insertObservance(db: Db, wish: ObservanceWish, since: string, at: number): Statement {
  return db.insert(observances).values({ ...written(wish), since, version: 1, createdAt: at, revisedAt: at });
}

/** Referee: the key. */
export function updateObservance(
  db: Db,
  id: number,
  wish: ObservanceWish,
  since: string,
  at: number,
): Statement {
  const version = sql`${observances.version} + 1`;
  return db
    .update(observances)
    .set({ ...written(wish), since, version, revisedAt: at })
    .where(eq(observances.id, id));
}

/** The observance that a batch has just made. */
export function observanceByKey(db: Db, key: string): Question<Observance | null> {
  const statement = db.select().from(observances).where(eq(observances.key, key));
  return question(statement, ([row]) => (row ? readRow(row) : null));
}

export function recordObservanceAct(
  db: Db,
  action: "observance.create" | "observance.change",
  key: string,
  tokenId: string,
  at: number,
): Statement {
  return db.insert(audit).values({ at, tokenId, action, subject: key, edition: sql`NULL` });
}

export interface Claim {
  readonly observanceId: number;
  readonly localDate: string;
  readonly lang: Lang;
  readonly outcome: "published" | "drafted" | "missed";
}

/** Referee: (observance, local date, language): whoever claims first has published. To stand in the publishing batch. */
export function claimOccurrence(db: Db, claim: Claim, articleId: SQL, at: number): Statement {
  return db.insert(occurrences).values({ ...claim, articleId: sql`${articleId}`, claimedAt: at });
}

/** What was claimed since a local date: saves trying again what is done; it decides nothing. */
export function claimedSince(db: Db, localDate: string): Question<ReadonlySet<string>> {
  const statement = db
    .select({
      observanceId: occurrences.observanceId,
      localDate: occurrences.localDate,
      lang: occurrences.lang,
    })
    .from(occurrences)
    .innerJoin(observances, and(eq(observances.id, occurrences.observanceId), ne(observances.mode, "off")))
    .where(gte(occurrences.localDate, localDate));
  return question(statement, rows => new Set(rows.map(claimKey)));
}

export function claimKey(claim: { observanceId: number; localDate: string; lang: string }): string {
  return `${claim.observanceId}/${claim.localDate}/${claim.lang}`;
}
