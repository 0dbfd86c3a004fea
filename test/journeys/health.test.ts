/** Green or red, for a monitor that reads nothing but the status. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, it, vi } from "vitest";
import { MIGRATIONS } from "../../src/db/migrations";
import { Faulty } from "../cache/faulty";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { make, springsDay } from "./days";

const MINUTE_MS = 60_000;

interface Health {
  status: string;
  troubles: string[];
  overdue: { articles: number[]; commemorations: string[] };
  followers: { search: { lag: number } | null };
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

async function health(of = worker): Promise<Health & { code: number }> {
  const response = await of.asEditor("/api/health");
  return { code: response.status, ...(await response.json<Health>()) };
}

it("a new site is well before its first tick, and one that waits for the clock is not", async () => {
  expect(await health()).toMatchObject({ code: 200, status: "ok", troubles: [] });
  await make(worker, { ...springsDay, rule: { type: "fixed", month: 12, day: 24 } });
  expect((await health()).code).toBe(200);
  worker.now += 5 * MINUTE_MS;
  expect(await health()).toMatchObject({ code: 503, status: "red" });
  await worker.tick();
  expect(await health()).toMatchObject({ code: 200, status: "ok" });
});

it("turns red when the clock has not ticked for five minutes, and green with its next tick", async () => {
  await worker.tick();
  worker.now += 5 * MINUTE_MS;
  expect((await health()).code).toBe(200);
  worker.now += MINUTE_MS;
  expect(await health()).toMatchObject({
    code: 503,
    troubles: ["The clock last ticked 6 minutes ago; it should every minute."],
  });
  await worker.tick();
  expect((await health()).code).toBe(200);
});

it("names what is overdue: a scheduled article that no tick has met, and a commemoration that none has made", async () => {
  await worker.tick();
  await make(worker, springsDay);
  await worker.upload(shortArticle("بيان"), "lang=ar&status=published&publish_at=2026-11-23T07:01:00Z");
  worker.now += 7 * MINUTE_MS;
  expect((await health()).overdue).toEqual({
    articles: [1],
    commemorations: ["test.springs 2026-11-23 ar", "test.springs 2026-11-23 en"],
  });
  await worker.tick();
  expect(await health()).toMatchObject({ code: 200, overdue: { articles: [], commemorations: [] } });
});

it("what a kill switch holds is not overdue", async () => {
  await worker.tick();
  await make(worker, springsDay);
  await worker.send("POST", "/api/commemorations/switches", { scope: "all" });
  worker.now += 4 * MINUTE_MS;
  await worker.tick();
  worker.now += 4 * MINUTE_MS;
  expect((await health()).code).toBe(200);
});

it("what an editor has only just made, changed or freed is not overdue yet", async () => {
  await worker.tick();
  const id = await make(worker, springsDay);
  expect((await health()).overdue.commemorations).toEqual([]);
  await worker.send("PUT", `/api/observances/${id}/mode`, { mode: "off" });
  worker.now += 6 * MINUTE_MS;
  await worker.send("PUT", `/api/observances/${id}/mode`, { mode: "auto" });
  expect((await health()).overdue.commemorations).toEqual([]);
  await worker.send("POST", "/api/commemorations/switches", { scope: "all" });
  worker.now += 6 * MINUTE_MS;
  await worker.asEditor("/api/commemorations/switches/1", { method: "DELETE" });
  expect((await health()).overdue.commemorations).toEqual([]);
  worker.now += 6 * MINUTE_MS;
  expect((await health()).overdue.commemorations).toHaveLength(2);
});

it("a draft that is made at once for a new day is not called overdue in the log", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await make(worker, { ...springsDay, rule: { type: "fixed", month: 11, day: 24 }, mode: "draft" });
  await worker.tick();
  const [line] = log.mock.calls.flat().map(String);
  log.mockRestore();
  expect(JSON.parse(line ?? "{}")).toMatchObject({
    overdue: [],
    done: [expect.anything(), expect.anything()],
  });
});

it("tells whoever has no token how much is wrong and not what, and keeps that for ten seconds", async () => {
  const seen = async () => {
    const response = await worker.fetch("/api/health");
    return [response.status, await response.json<Health>()] as const;
  };
  await worker.tick();
  await make(worker, springsDay);
  expect((await seen())[0]).toBe(200);
  worker.now += 6 * MINUTE_MS;
  const [status, told] = await seen();
  expect([status, told.overdue]).toEqual([503, { articles: 0, commemorations: 2 }]);
  expect(told.troubles).toContain("Commemorations are overdue: 2.");
  expect(JSON.stringify(told)).not.toContain("test.springs");
  await worker.tick();
  worker.now += 9_999;
  expect((await seen())[0]).toBe(503);
  expect((await health()).code).toBe(200);
  worker.now += 1;
  expect((await seen())[0]).toBe(200);
  const wrong = { headers: { Authorization: "Bearer dhk_wrong" } };
  expect((await worker.fetch("/api/health", wrong)).status).toBe(401);
});

it("names an observance that breaks when it is reckoned, and one that cannot be read", async () => {
  await worker.tick();
  await make(worker, { ...springsDay, key: "test.zone" });
  await make(worker, { ...springsDay, key: "test.rule" });
  await env.DB.batch([
    env.DB.prepare("UPDATE observances SET zone = 'No/Where' WHERE key = 'test.zone'"),
    env.DB.prepare("UPDATE observances SET overrides = '{\"1\":\"0001-01-01\"}' WHERE key = 'test.rule'"),
  ]);
  expect(await health()).toMatchObject({ code: 503, broken: ["test.rule", "test.zone"] });
});

it("turns red when the search index stays behind, and when it does not answer", async () => {
  await worker.tick();
  await worker.upload(shortArticle("بيان"));
  await env.SEARCH.prepare("UPDATE follower SET edition = 0").run();
  expect(await health()).toMatchObject({ code: 200, followers: { search: { lag: 1 } } });
  worker.now += 11 * MINUTE_MS;
  await env.DB.prepare("UPDATE heartbeat SET ticked_at = ?").bind(worker.now).run();
  expect((await health()).troubles).toEqual(["The search index is 1 editions behind, for 11 minutes."]);
  const blind = new TestWorker({ SEARCH: new Faulty(env.SEARCH, () => "throw before").binding });
  blind.now = worker.now;
  expect(await health(blind)).toMatchObject({ code: 503, troubles: ["The search index does not answer."] });
});

it("is an honest 503 when D1 itself is down", async () => {
  const lost = new TestWorker({ DB: new Faulty(env.DB, () => "throw before").binding });
  const response = await lost.fetch("/api/health");
  expect([response.status, (await response.json<{ code: string }>()).code]).toEqual([503, "unavailable"]);
});

it("names the migrations that are missing: of the database, of the index, and where no table is there yet", async () => {
  const code = async () => (await worker.fetch("/api/health")).json<{ code: string; detail: string }>();
  await env.SEARCH.prepare("DELETE FROM d1_migrations WHERE name = '0000_search.sql'").run();
  const ofIndex = await worker.asEditor("/api/health");
  expect([ofIndex.status, await ofIndex.json()]).toMatchObject([
    503,
    { code: "migrations-missing", detail: expect.stringContaining("0000_search.sql") },
  ]);
  await env.DB.prepare("DELETE FROM d1_migrations WHERE name = '0000_first.sql'").run();
  expect(await code()).toMatchObject({
    code: "migrations-missing",
    detail: expect.stringContaining(
      "0000_first.sql, 0000_search.sql. Apply them: npx wrangler d1 migrations apply",
    ),
  });
  await env.DB.batch([env.DB.prepare("DROP TABLE deliveries"), env.DB.prepare("DROP TABLE receivers")]);
  await env.DB.prepare("DROP TABLE d1_migrations").run();
  expect((await code()).detail).toContain([...MIGRATIONS.DB, "0000_search.sql"].join(", "));
});

it("says of each binding whether it answers, to whoever shows a token", async () => {
  const bindings = async (of: TestWorker) =>
    (await (await of.asEditor("/api/health")).json<{ bindings: object }>()).bindings;
  expect(await bindings(worker)).toEqual({
    CACHE: "answers",
    MEDIA: "answers",
    IMAGES: "not-bound",
    UPLOADS: "not-bound",
  });
  const down = { CACHE: new Faulty(env.CACHE, () => "throw before").binding };
  vi.spyOn(console, "error").mockReturnValue();
  expect(await bindings(new TestWorker(down))).toMatchObject({ CACHE: "silent", MEDIA: "answers" });
  expect(await (await worker.fetch("/api/health")).json()).not.toHaveProperty("bindings");
});
