/** What a list may cost: as many rows as it shows, at any size of the archive. D1's own figures; they may only fall. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Counter } from "./counting";
import { seedListed } from "./fixtures/archive";
import { TestWorker } from "./worker";

/** How many articles a page of a list shows. */
const SHOWN = 20;

const LISTS = [
  "/ar/",
  "/ar/خبر/",
  "/ar/tag/خبر/",
  "/ar/2026/11/",
  "/ar/on/09-15/",
  "/ar.json",
  "/ar/tag/خبر.json",
];

describe.each([100, 100_000])("in an archive of %i articles", size => {
  it("a list of n costs one trip and at most n + 8 rows, its hundredth page as its first", async () => {
    await seedListed(size);
    const counter = new Counter();
    // An isolate of its own for each page, and nothing in KV: every one of them is a miss.
    const isolate = () => new TestWorker({ DB: counter.d1(env.DB), KV_FILLS_PER_MINUTE: "0" });
    const costs: [string, number][] = [];
    for (const list of LISTS) {
      const twin = list.endsWith(".json") ? list : `${list.replace(/\/$/, "")}.json`;
      const { next_cursor: cursor } = await (await isolate().fetch(encodeURI(twin))).json<{
        next_cursor: string | null;
      }>();
      const deep = cursor?.replace(/^\d+/, place => String(Number(place) - (size / 2) * 3_600_000));
      for (const path of [list, ...(deep && list !== "/ar/" ? [`${list}?before=${deep}`] : [])]) {
        counter.take();
        const response = await isolate().fetch(encodeURI(path));
        const { trips, rowsRead } = counter.take();
        expect([path, response.status, trips]).toEqual([path, 200, 1]);
        costs.push([path, rowsRead]);
      }
    }
    expect(costs.length).toBeGreaterThan(LISTS.length);
    expect(costs.filter(([, rowsRead]) => rowsRead > SHOWN + 8)).toEqual([]);
  });
});
