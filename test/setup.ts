/** Every test begins with an empty, migrated database and empty stores. */
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach } from "vitest";

/** Rules about words and dates, which nothing of what is stored concerns. */
const PURE = "/test/text/";

beforeEach(async ({ task }) => {
  if (task.file.filepath.includes(PURE)) return;
  await emptyStores();
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS);
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS);
});

const ATTEMPTS = 5;

/** On a busy machine a reset now and then leaves a store as it was: then it is asked for again. */
async function emptyStores(): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await reset();
    if (await areEmpty()) return;
  }
  throw new Error("what the test before wrote is still there");
}

async function areEmpty(): Promise<boolean> {
  const [db, search, media, cache] = await Promise.all([
    hasTables(env.DB),
    hasTables(env.SEARCH),
    env.MEDIA.list({ limit: 1 }),
    env.CACHE.list({ limit: 1 }),
  ]);
  return !db && !search && media.objects.length === 0 && cache.keys.length === 0;
}

const hasTables = async (db: D1Database) =>
  (await db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' LIMIT 1",
    )
    .first()) !== null;
