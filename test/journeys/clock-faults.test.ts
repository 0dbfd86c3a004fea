/** Exactly one article for each (observance, local date, language), whatever the clock and D1 do. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Faulty, QUICK } from "../cache/faulty";
import { MONDAY_MORNING, TestWorker } from "../worker";
import { make, outcomes, springsDay, titles } from "./days";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

/** Articles and claims, one of each for each language, and every claim names an article that is there. */
async function expectOnce(): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT articles.lang, count(*) AS articles, count(DISTINCT occurrences.article_id) AS claims FROM articles
      LEFT JOIN occurrences ON occurrences.article_id = articles.id GROUP BY articles.lang ORDER BY articles.lang`,
  ).all();
  expect(results).toEqual([
    { lang: "ar", articles: 1, claims: 1 },
    { lang: "en", articles: 1, claims: 1 },
  ]);
}

describe("with D1 failing at the n-th call of a tick", () => {
  it.each(["throw before", "throw after"] as const)(
    "%s, for every n: the next tick makes good, once",
    async fault => {
      await make(worker, springsDay);
      const counting = new Faulty(env.DB);
      const trial = new TestWorker({ DB: counting.binding, ...QUICK });
      const silent = { ...springsDay, key: "test.nothing", rule: { type: "fixed", month: 1, day: 1 } };
      await make(worker, silent);
      let n = 1;
      do {
        await wipeArticles();
        counting.calls = 0;
        counting.plan = call => (call === n ? fault : null);
        await trial.tick(MONDAY_MORNING).catch(() => undefined);
        await worker.tick(MONDAY_MORNING + MINUTE_MS);
        await expectOnce();
        n += 1;
      } while (counting.calls >= n - 1);
      // The tick's own question, then for each language what it meets, what it refers to and the one batch that writes.
      expect(n).toBeGreaterThan(8);
    },
    120_000,
  );
});

describe("ticks in any order", () => {
  const at = Date.parse("2026-11-30T05:00:00Z");
  const atEight = { ...springsDay, rule: { type: "fixed", month: 11, day: 30 } };
  const tick = fc.record({
    /** Minutes from the observance's hour. */
    minutes: fc.integer({ min: -3 * 24 * 60, max: 14 * 60 }),
    /** Minutes by which it is delivered late. */
    late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
    twice: fc.boolean(),
  });

  it("doubled, missing, early, late, backwards: one article a language, on its day, never before its hour", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tick, { minLength: 1, maxLength: 6 }), async ticks => {
        await wipe();
        const clock = new TestWorker();
        await make(clock, { ...atEight, key: `test.${Math.abs(ticks[0]?.minutes ?? 0)}.${ticks.length}` });
        for (const { minutes, late, twice } of [...ticks, { minutes: 16 * 60 - 1, late: 0, twice: true }]) {
          const scheduled = at + minutes * MINUTE_MS;
          clock.now = scheduled + late * MINUTE_MS;
          const others = twice ? [new TestWorker()] : [];
          for (const other of others) other.now = clock.now;
          await Promise.all([clock, ...others].map(one => one.tick(scheduled)));
        }
        await expectOnce();
        const { results } = await env.DB.prepare("SELECT publish_at FROM articles").all<{
          publish_at: number;
        }>();
        for (const { publish_at } of results) expect(publish_at).toBeGreaterThanOrEqual(at);
        expect((await outcomes()).map(one => one.outcome)).not.toContain("missed");
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it("a tick delivered hours late acts as of its own moment: nothing is dated back", async () => {
    await make(worker, atEight);
    worker.now = at + 3 * 60 * MINUTE_MS;
    await worker.tick(at);
    const { results } = await env.DB.prepare("SELECT publish_at FROM articles").all();
    expect(results).toEqual([{ publish_at: worker.now }, { publish_at: worker.now }]);
  });

  it("after a day without any tick, what was due is a draft marked missed, once", async () => {
    await make(worker, atEight);
    worker.now = at + DAY_MS;
    await Promise.all(
      [worker.tick(), new TestWorker().tick(worker.now)].map(one => one.catch(() => undefined)),
    );
    await worker.tick();
    expect((await outcomes()).map(one => one.outcome)).toEqual(["missed", "missed"]);
    expect(await titles(worker, "ar")).toEqual([]);
  });

  it("what lies more than a month back is left alone", async () => {
    await make(worker, atEight);
    worker.now = at + 40 * DAY_MS;
    await worker.tick();
    expect(await outcomes()).toEqual([]);
  });
});

describe("where the clocks change", () => {
  it("an hour that does not exist is published at the first moment after it, with that local date", async () => {
    worker.now = Date.parse("2027-03-01T00:00:00Z");
    const midnight = { zone: "Asia/Beirut", local_time: "00:00", rule: { type: "fixed", month: 3, day: 28 } };
    await make(worker, { ...springsDay, ...midnight });
    worker.now = Date.parse("2027-03-27T21:59:00Z");
    await worker.tick();
    expect(await outcomes()).toEqual([]);
    worker.now = Date.parse("2027-03-27T22:00:00Z");
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual(["2027-03-28", "2027-03-28"]);
  });

  it("an hour that comes twice is published in the first, and not again in the second", async () => {
    worker.now = Date.parse("2026-10-20T00:00:00Z");
    const repeated = {
      zone: "Africa/Cairo",
      local_time: "23:30",
      rule: { type: "fixed", month: 10, day: 29 },
    };
    await make(worker, { ...springsDay, ...repeated });
    for (const time of ["20:30", "21:30"]) {
      worker.now = Date.parse(`2026-10-29T${time}:00Z`);
      await worker.tick();
      await expectOnce();
    }
  });

  it("29 February is kept on the 28th in a common year, and the preview says so", async () => {
    worker.now = Date.parse("2027-02-01T00:00:00Z");
    await make(worker, { ...springsDay, rule: { type: "fixed", month: 2, day: 29 } });
    const shown = await (await worker.asEditor("/api/commemorations/preview?months=1")).json();
    expect(shown).toMatchObject({ occurrences: [{ local_date: "2027-02-28", leap_day: "feb28" }, {}] });
    worker.now = Date.parse("2027-02-28T06:00:00Z");
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual(["2027-02-28", "2027-02-28"]);
  });
});

async function wipe(): Promise<void> {
  await wipeArticles();
  for (const table of ["observance_versions", "observances"]) await env.DB.exec(`DELETE FROM ${table}`);
}

async function wipeArticles(): Promise<void> {
  for (const table of ["occurrences", "slugs", "revisions", "listings", "articles"])
    await env.DB.exec(`DELETE FROM ${table}`);
}
