/** Whether both databases are as this Worker expects them. */
import { D1Unavailable, type Db, openDb, runQueries } from "../../db/client";
import { MIGRATIONS } from "../../db/migrations";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { appliedMigrations, areMigrationsNoted } from "./migrations-queries";

/** Looks into both. @throws ProblemError `migrations-missing`; D1Unavailable when the truth does not answer. */
export async function requireMigrations({ db, search, waits }: Runtime): Promise<void> {
  const missing = await missingIn(db, MIGRATIONS.DB, waits.d1Ms);
  // An index that is down is told as that.
  const ofIndex = await missingIn(openDb(search), MIGRATIONS.SEARCH, waits.d1Ms).catch(noneWhenDown);
  refuseMissing([...missing, ...ofIndex]);
}

export function refuseMissing(missing: readonly string[]): void {
  if (missing.length > 0) throw new ProblemError({ code: "migrations-missing", missing });
}

function noneWhenDown(failure: unknown): readonly string[] {
  if (failure instanceof D1Unavailable) return [];
  throw failure;
}

async function missingIn(db: Db, known: readonly string[], withinMs: number): Promise<readonly string[]> {
  const [areNoted] = await runQueries(db, [areMigrationsNoted(db)], withinMs);
  if (!areNoted) return known;
  const [applied] = await runQueries(db, [appliedMigrations(db)], withinMs);
  return known.filter(name => !applied.includes(name));
}
