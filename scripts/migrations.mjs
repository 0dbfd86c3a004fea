/**
 * Writes the next migration from src/db/schema.ts, or (with --check) proves that none is missing.
 *
 * drizzle-kit cannot say STRICT or WITHOUT ROWID, so both are added to the SQL that it writes:
 * STRICT to every table, WITHOUT ROWID to those that are only read by their primary key.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const withoutRowid = [
  "author_names",
  "deliveries",
  "idempotency_keys",
  "listings",
  "media_texts",
  "media_uses",
  "observance_versions",
  "occurrences",
  "old_addresses",
  "slugs",
  "tokens",
];
const folder = "migrations";
const sqlFiles = () => readdirSync(folder).filter(name => name.endsWith(".sql"));

const isCheck = process.argv.includes("--check");
const name = process.argv[2];
if (name === undefined) {
  console.error("Say what the migration does: npm run migrations:new -- add_media");
  process.exit(1);
}

const before = new Set(sqlFiles());
execFileSync("drizzle-kit", ["generate", "--name", isCheck ? "missing" : name], {
  stdio: isCheck ? "ignore" : "inherit",
});
const made = sqlFiles().filter(file => !before.has(file));

if (isCheck && made.length > 0) {
  console.error(
    `src/db/schema.ts has changes that no migration makes. Run: npm run migrations:new -- <what_it_does>`,
  );
  process.exit(1);
}

for (const file of made) {
  const path = `${folder}/${file}`;
  const strict = readFileSync(path, "utf8").replaceAll(
    /CREATE TABLE `(\w+)` \([\s\S]*?\n\)/g,
    (table, tableName) => `${table} STRICT${withoutRowid.includes(tableName) ? ", WITHOUT ROWID" : ""}`,
  );
  writeFileSync(path, strict);
  console.log(`Wrote ${path}`);
}
