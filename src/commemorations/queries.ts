/** Every SQL statement about observances. */
import { desc, eq, getTableColumns, ne, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { observances, observanceVersions } from "../db/schema";
import { type Claims, claimsFrom, claimsOf, type OccurrenceKey } from "./claims";
import {
  type Observance,
  type ObservanceInput,
  type ObservanceRow,
  readContent,
  readRow,
  writtenRow,
} from "./observance";

export function allObservances(db: Db): Query<readonly Observance[]> {
  return asQuery(db.select().from(observances).orderBy(observances.id), rows => rows.map(readRow));
}

export function observanceById(db: Db, id: number): Query<Observance | null> {
  const statement = db.select().from(observances).where(eq(observances.id, id));
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** Those that are switched on. One that cannot be read is named in `broken` and does not stop the others. */
export interface Active {
  readonly active: readonly Observance[];
  readonly broken: readonly string[];
}

/** With what was claimed of each, as far back as it may concern present occurrences. */
export interface Around extends Active {
  readonly claims: Claims;
}

export function activeObservances(db: Db): Query<Active> {
  const statement = db.select().from(observances).where(ne(observances.mode, "off")).orderBy(observances.id);
  return asQuery(statement, readActive);
}

/**
 * Those that may concern the clock now: of the ones that fall on the same day each year, only those whose day is in a
 * range. So a quiet tick reads a few rows, even with the whole pack switched on.
 * @param from, to  `YYYY-MM-DD`, less than a year apart.
 */
export function observancesAround(db: Db, from: string, to: string): Query<Around> {
  const [first, last] = [from.slice(5), to.slice(5)];
  const one = (range: SQL) => sql`SELECT id FROM observances WHERE mode <> 'off' AND ${range}`;
  const around =
    first <= last
      ? one(sql`month_day BETWEEN ${first} AND ${last}`)
      : sql`${one(sql`month_day >= ${first}`)} UNION ALL ${one(sql`month_day BETWEEN '01-01' AND ${last}`)}`;
  // In raw SQL beside the observance's row: a query of its own would have to find the same observances again.
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

function readClaimed(observanceId: number, json: string): OccurrenceKey[] {
  return claimedShape.parse(JSON.parse(json)).map(([localDate, lang]) => ({ observanceId, localDate, lang }));
}

function readActive(rows: readonly ObservanceRow[]): Active {
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
  input: ObservanceInput,
  since: string,
  act: { readonly at: number; readonly tokenId: string },
): Statement[] {
  const row = writtenRow(input);
  const times = { createdAt: act.at, revisedAt: act.at };
  const made = sql<number>`(SELECT id FROM observances WHERE key = ${input.key})`;
  return [
    db.insert(observances).values({ ...row, since, version: 1, ...times }),
    insertVersion(db, made, 1, row, act),
  ];
}

/**
 * The next version. Referee: (observance, version): a faster change is not overwritten.
 * @param found what was read.
 */
export function updateObservance(
  db: Db,
  found: Pick<Observance, "id" | "version">,
  input: ObservanceInput,
  since: string,
  act: { readonly at: number; readonly tokenId: string },
): Statement[] {
  const row = writtenRow(input);
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

/** The observance of a key, to read what a batch has made. */
export function observanceByKey(db: Db, key: string): Query<Observance | null> {
  const statement = db.select().from(observances).where(eq(observances.key, key));
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** An earlier or the present state of an observance, and who made it. */
export interface Version
  extends Readonly<Omit<typeof observanceVersions.$inferSelect, "observanceId" | "content">> {
  /** The columns that it had. */
  readonly content: Record<string, unknown>;
}

const contentSchema = z.record(z.string(), z.unknown());

/** Newest first. */
export function versionsOf(db: Db, observanceId: number, limit: number): Query<readonly Version[]> {
  const { version, at, tokenId, content } = observanceVersions;
  const statement = db
    .select({ version, at, tokenId, content })
    .from(observanceVersions)
    .where(eq(observanceVersions.observanceId, observanceId))
    .orderBy(desc(version))
    .limit(limit);
  return asQuery(statement, rows =>
    rows.map(row => ({ ...row, content: readContent(contentSchema.parse(JSON.parse(row.content))) })),
  );
}
