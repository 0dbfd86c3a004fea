/** The migrations that this Worker was written for, by binding, in order: the files below `migrations/`. Their names differ, so that one that is missing is known by its name. */
export const MIGRATIONS = {
  DB: ["0000_first.sql"],
  SEARCH: ["0000_search.sql"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
