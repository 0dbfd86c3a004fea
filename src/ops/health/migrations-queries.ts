/** The SQL about what wrangler notes of migrations. @see https://developers.cloudflare.com/d1/reference/migrations/ */
import { sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../../db/client";

/** Names of files, in order. Fails where none was ever applied. */
export function appliedMigrations(db: Db): Query<readonly string[]> {
  const statement = db.select({ name: sql<string>`name` }).from(sql`d1_migrations`).orderBy(sql`id`);
  return asQuery(statement, rows => rows.map(({ name }) => name));
}

/** Whether any was ever applied. */
export function areMigrationsNoted(db: Db): Query<boolean> {
  const statement = db
    .select({ count: sql<number>`count(*)` })
    .from(sql`sqlite_master`)
    .where(sql`type = 'table' AND name = 'd1_migrations'`);
  return asQuery(statement, ([row]) => (row?.count ?? 0) > 0);
}
