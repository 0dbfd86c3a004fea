/** Pieces of SQL that every folder's queries share. */
import { getTableColumns, type InferInsertModel, is, SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type * as z from "zod";
import type { Db } from "./client";

/** Inside a batch: the edition that it has just made, since D1 has one writer. */
export const thisEdition = sql<number>`(SELECT max(number) FROM editions)`;

/** An id as text. D1 binds every number as a REAL, whose text would end in .0. */
export const idText = (id: SQL | number): SQL<string> => sql`CAST(CAST(${id} AS INTEGER) AS TEXT)`;

/** JSON that a statement has built, such as by `json_group_array`. JSON columns need no parsing. @throws ZodError */
export function readJson<T>(schema: z.ZodType<T>, json: string): T {
  return schema.parse(JSON.parse(json));
}

/** What a row is made of, by column. */
type Values<T extends SQLiteTable> = {
  readonly [K in keyof InferInsertModel<T>]: InferInsertModel<T>[K] | SQL;
};

/** @param from everything behind the columns: `FROM … WHERE …`. */
interface Selection<T extends SQLiteTable> {
  readonly values: Values<T>;
  readonly from: SQL;
}

/**
 * `INSERT … SELECT` by named columns, for rows that depend on others or on a guard. Several selections are united. A
 * column that is left out gets its default, or NULL.
 */
export function insertSelect<T extends SQLiteTable>(
  db: Db,
  table: T,
  first: Selection<T>,
  ...more: readonly Selection<T>[]
) {
  const columns = Object.entries<SQLiteColumn>(getTableColumns(table)).filter(
    ([, column]) => !column.generated,
  );
  const selects = [first, ...more].map(({ values, from }) => {
    const given = new Map<string, unknown>(Object.entries(values));
    const row = columns.map(([name, column]) => {
      const value = given.get(name) ?? column.default ?? null;
      return value === null ? sql`NULL` : is(value, SQL) ? value : sql.param(value, column);
    });
    return sql`SELECT ${sql.join(row, sql`, `)} ${from}`;
  });
  return db.insert(table).select(sql.join(selects, sql` UNION ALL `));
}
