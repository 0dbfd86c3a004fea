/** Every SQL statement about observances. */

import { desc, eq, getTableColumns, ne, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { observances, observanceVersions } from "../db/schema";
import { type Claimed, type Claims, claimsFrom, claimsOf } from "./claims";
import type { Observance, ObservanceWish } from "./observance";
import { type ObservanceRow, readContent, readRow, writtenRow } from "./observance-row";

export function allObservances(db: Db): Query<readonly Observance[]> {
  return asQuery(db.select().from(observances).orderBy(observances.id), rows => rows.map(readRow));
}

export function observanceById(db: Db, id: number): Query<Observance | null> {
  const statement = db.select().from(observances).where(eq(observances.id, id));
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** Those that the clock acts on, and that calendars show. One that cannot be read is named in `broken` and holds up no other. */
export interface Active {
  readonly active: readonly Observance[];
  readonly broken: readonly string[];
}

/** With what was claimed of each, as far back as it may concern what falls now. */
export interface Around extends Active {
  readonly claims: Claims;
}

export function activeObservances(db: Db): Query<Active> {
  const statement = db.select().from(observances).where(ne(observances.mode, "off")).orderBy(observances.id);
  return asQuery(statement, readActive);
}

/**
 * Those of them that may concern the clock now: of the ones that fall on the same day each year only those whose day
 * lies within a range. So a quiet tick reads a few rows, though the whole pack be switched on.
 * @param from, to  `YYYY-MM-DD`, less than a year apart.
 */
export function observancesAround(db: Db, from: string, to: string): Query<Around> {
  const [first, last] = [from.slice(5), to.slice(5)];
  const one = (range: SQL) => sql`SELECT id FROM observances WHERE mode <> 'off' AND ${range}`;
  const around =
    first <= last
      ? one(sql`month_day BETWEEN ${first} AND ${last}`)
      : sql`${one(sql`month_day >= ${first}`)} UNION ALL ${one(sql`month_day BETWEEN '01-01' AND ${last}`)}`;
  // Beside its own row: one row more for each day around, where a question of its own would seek all of them again.
  const claimed = sql<string>`(SELECT json_group_array(json_array(local_date, lang)) FROM occurrences
    WHERE observance_id = observances.id AND local_date >= ${claimsFrom(from)})`;
  const statement = db
    .select({ ...getTableColumns(observances), claimed })
    .from(observances)
    .where(sql`${observances.id} IN (${one(sql`month_day = ''`)} UNION ALL ${around})`)
    .orderBy(observances.id);
  return asQuery(statement, rows => ({
    ...readActive(rows.map(({ claimed: _, ...row }) => row)),
    claims: claimsOf(rows.flatMap(({ id, claimed: json }) => readClaimed(id, json))),
  }));
}

const claimedShape = z.array(z.tuple([z.string(), z.string()]));

function readClaimed(observanceId: number, json: string): Claimed[] {
  return claimedShape.parse(JSON.parse(json)).map(([localDate, lang]) => ({ observanceId, localDate, lang }));
}

/** @param rows whichever of them can be read. */
export function readActive(rows: readonly ObservanceRow[]): Active {
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
}

/** A new one, and its first version. Referee: the key. */
export function insertObservance(
  db: Db,
  wish: ObservanceWish,
  since: string,
  act: { readonly at: number; readonly tokenId: string },
): Statement[] {
  const row = writtenRow(wish);
  const times = { createdAt: act.at, revisedAt: act.at };
  const made = sql<number>`(SELECT id FROM observances WHERE key = ${wish.key})`;
  return [
    db.insert(observances).values({ ...row, since, version: 1, ...times }),
    insertVersion(db, made, 1, row, act),
  ];
}

/**
 * The next version. Referee: (observance, version): whoever was faster is not overwritten. Of another key: the key.
 * @param found what was read.
 */
export function updateObservance(
  db: Db,
  found: Pick<Observance, "id" | "version">,
  wish: ObservanceWish,
  since: string,
  act: { readonly at: number; readonly tokenId: string },
): Statement[] {
  const row = writtenRow(wish);
  const version = found.version + 1;
  return [
    insertVersion(db, sql`${found.id}`, version, row, act),
    db
      .update(observances)
      .set({ ...row, since, version, revisedAt: act.at })
      .where(eq(observances.id, found.id)),
  ];
}

function insertVersion(
  db: Db,
  observanceId: SQL,
  version: number,
  row: ReturnType<typeof writtenRow>,
  act: { readonly at: number; readonly tokenId: string },
): Statement {
  const content = JSON.stringify(row);
  return db.insert(observanceVersions).values({ observanceId, version, ...act, content });
}

/** The observance of a key, such as a batch has just made or changed. */
export function observanceByKey(db: Db, key: string): Query<Observance | null> {
  const statement = db.select().from(observances).where(eq(observances.key, key));
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** A state that an observance was in, and who brought it there. */
export interface Version {
  readonly version: number;
  /** epoch ms */
  readonly at: number;
  readonly tokenId: string;
  /** Its columns. */
  readonly content: unknown;
}

/** What an approval was given for and what a commemoration was made from, newest first. */
export function versionsOf(db: Db, observanceId: number, limit: number): Query<readonly Version[]> {
  const { version, at, tokenId, content } = observanceVersions;
  const statement = db
    .select({ version, at, tokenId, content })
    .from(observanceVersions)
    .where(eq(observanceVersions.observanceId, observanceId))
    .orderBy(desc(version))
    .limit(limit);
  return asQuery(statement, rows =>
    rows.map(row => ({ ...row, content: readContent(JSON.parse(row.content)) })),
  );
}
