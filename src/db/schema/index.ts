/**
 * Every table. The design rests on four of them: `editions` (what changed, in commit order), `articles` (what is),
 * `revisions` (what was), `occurrences` (what the clock has already done).
 *
 * Instants are integers, epoch milliseconds. A date without a time is TEXT `YYYY-MM-DD` in the newsroom's zone.
 * Booleans are 0/1. Sets and small lists are JSON text. Tables are STRICT; those that are read by their primary key
 * alone are WITHOUT ROWID (`scripts/migrations.mjs` adds both, which drizzle cannot say). Each closed set of values is
 * declared once, beside its table. Every index costs one written row per change: one that no query uses does not
 * belong here.
 */
export * from "./articles";
export * from "./commemorations";
export * from "./site";
