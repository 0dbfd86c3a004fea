/** Every SQL statement about packs. Their observances lie with all others. */
import { getTableColumns, sql } from "drizzle-orm";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { observances, observanceVersions } from "../../db/schema";
import { insertSelect } from "../../db/sql";
import { type Observance, type ObservanceInput, readRow, writtenRow } from "../observance";
import { type PackEntry, storedEntrySchema } from "./pack";

/** An observance, and what its pack said of it last. */
export interface Packed {
  readonly observance: Observance;
  readonly last: PackEntry | null;
}

/** Every observance by its key. */
export function packedObservances(db: Db): Query<ReadonlyMap<string, Packed>> {
  return asQuery(
    db.select().from(observances),
    rows =>
      new Map(
        rows.map(row => [row.key, { observance: readRow(row), last: readEntry(row.packEntry) }] as const),
      ),
  );
}

function readEntry(json: string | null): PackEntry | null {
  return json === null ? null : storedEntrySchema.parse(JSON.parse(json));
}

export interface Imported {
  readonly input: ObservanceInput;
  readonly entry: PackEntry;
  readonly since: string;
  readonly version: number;
}

/** A value in D1 ends at 2,000,000 bytes, and an Arabic letter is two: so many letters of rows go in one statement. */
const STATEMENT_LETTERS = 500_000;

/**
 * All of them, in a few statements of one batch, in raw SQL that reads them from JSON. Referee: (observance, version):
 * if an editor was faster with one of them, nothing is written.
 */
export function putImported(db: Db, imported: readonly Imported[], tokenId: string, at: number): Statement[] {
  const rows = imported.map(({ input, entry, since, version }) =>
    JSON.stringify({
      ...writtenRow(input),
      packEntry: JSON.stringify(entry),
      since,
      version,
      createdAt: at,
      revisedAt: at,
    }),
  );
  return inParts(rows).flatMap(part => putRows(db, `[${part.join(",")}]`, tokenId, at));
}

function putRows(db: Db, rows: string, tokenId: string, at: number): Statement[] {
  // Each column by its name in the JSON, in drizzle's own order.
  const values = Object.keys(getTableColumns(observances)).map(name =>
    name === "id" ? sql`NULL` : sql`value->>${`$.${name}`}`,
  );
  return [
    db
      .insert(observances)
      .select(sql`SELECT ${sql.join(values, sql`, `)} FROM json_each(${rows}) WHERE true`)
      .onConflictDoUpdate({ target: observances.key, set: WHAT_PACKS_CHANGE }),
    insertSelect(db, observanceVersions, {
      values: { observanceId: sql`o.id`, version: sql`value->>'version'`, at, tokenId, content: sql`value` },
      from: sql`FROM json_each(${rows}) JOIN observances o ON o.key = value->>'key'`,
    }),
  ];
}

function inParts(rows: readonly string[]): string[][] {
  const parts: string[][] = [];
  let letters = STATEMENT_LETTERS;
  for (const row of rows) {
    if (letters + row.length > STATEMENT_LETTERS) {
      parts.push([]);
      letters = 0;
    }
    parts.at(-1)?.push(row);
    letters += row.length;
  }
  return parts;
}

/** All that an import may change of a stored observance; the rest is the newsroom's alone. */
const WHAT_PACKS_CHANGE = {
  pack: sql`excluded.pack`,
  packEntry: sql`excluded.pack_entry`,
  names: sql`excluded.names`,
  nameReviews: sql`excluded.name_reviews`,
  rule: sql`excluded.rule`,
  history: sql`excluded.history`,
  overrides: sql`excluded.overrides`,
  originYear: sql`excluded.origin_year`,
  firstYear: sql`excluded.first_year`,
  tone: sql`excluded.tone`,
  sensitivity: sql`excluded.sensitivity`,
  dateStatus: sql`excluded.date_status`,
  source: sql`excluded.source`,
  approval: sql`excluded.approval`,
  monthDay: sql`excluded.month_day`,
  since: sql`excluded.since`,
  version: sql`excluded.version`,
  revisedAt: sql`excluded.revised_at`,
} as const;
