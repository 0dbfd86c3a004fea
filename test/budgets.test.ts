/** What a request may cost. The figures are D1's own and counted calls; they may only fall. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import shipped from "../packs/observances.json";
import { Counter } from "./counting";
import { seedArchive } from "./fixtures/archive";
import { theSpringsArticle, theWaterArticle } from "./fixtures/articles";
import { TestWorker } from "./worker";

async function site() {
  const counter = new Counter();
  const bindings = { DB: counter.d1(env.DB), CACHE: counter.kv(env.CACHE) };
  return { counter, worker: new TestWorker(bindings), another: () => new TestWorker(bindings) };
}

async function pathOf(response: Response): Promise<string> {
  const { url } = await response.json<{ url: string }>();
  return new URL(url).pathname;
}

describe.each([100, 10_000])("in an archive of %i articles", size => {
  it("a miss costs one trip and at most 20 rows, see also, translations, tags and all", async () => {
    const { counter, worker, another } = await site();
    await seedArchive(size);
    await worker.upload(theSpringsArticle);
    const uploaded = await worker.upload(
      theWaterArticle,
      "lang=ar&status=published&tags=مياه,قرى,ينابيع,صيف",
    );
    const { id } = await uploaded.clone().json<{ id: number }>();
    const english = "29 November 2021\n\nThe water plan\n\nThe council announced a plan.\n";
    await worker.upload(english, `lang=en&status=published&translation_of=${id}`);
    const path = await pathOf(uploaded);
    counter.take();
    const response = await another().fetch(path);
    const { trips, rowsRead, kvReads, kvWrites } = counter.take();
    expect(response.status).toBe(200);
    expect(response.headers.get("Dhikra-Cache")).toMatch(/^origin;/);
    expect(trips).toBe(1);
    expect(rowsRead).toBeLessThanOrEqual(20);
    expect({ kvReads, kvWrites }).toEqual({ kvReads: 2, kvWrites: 1 }); // a cold isolate also reads the ledger's copy
  });

  it("an unknown slug costs one trip and at most 3 rows", async () => {
    const { counter, worker } = await site();
    await seedArchive(size);
    await worker.fetch("/ar/2021/11/29/another");
    counter.take();
    const response = await worker.fetch("/ar/2021/11/29/unknown");
    expect(response.status).toBe(404);
    const { trips, rowsRead } = counter.take();
    expect(trips).toBe(1);
    expect(rowsRead).toBeLessThanOrEqual(3);
  });

  it("a front page of n costs one trip and at most n + 8 rows", async () => {
    const { counter, worker } = await site();
    await seedArchive(size);
    counter.take();
    const response = await worker.fetch("/ar/");
    expect(response.status).toBe(200);
    const { trips, rowsRead } = counter.take();
    expect(trips).toBe(1);
    expect(rowsRead).toBeLessThanOrEqual(28);
  });

  it("the hundredth page of the list costs what the first does", async () => {
    const { counter, worker } = await site();
    await seedArchive(size);
    const first = await worker.fetch("/api/articles?lang=ar&limit=20");
    const { next_cursor: cursor } = await first.json<{ next_cursor: string }>();
    const deep = cursor.replace(/^\d+/, place => String(Number(place) - (size / 2) * 3_600_000));
    counter.take();
    const response = await worker.fetch(`/api/articles?lang=ar&limit=20&cursor=${deep}`);
    expect((await response.json<{ articles: unknown[] }>()).articles).toHaveLength(20);
    const { trips, rowsRead } = counter.take();
    expect(trips).toBe(1);
    expect(rowsRead).toBeLessThanOrEqual(28);
  });

  it("publishing with four new tags is one batch, at most 30 rows written and one KV write", async () => {
    const { counter, worker } = await site();
    await seedArchive(size);
    await worker.asEditor("/api/settings");
    counter.take();
    const response = await worker.upload(
      theWaterArticle,
      "lang=ar&status=published&tags=مياه,قرى,ينابيع,صيف",
    );
    expect(response.status).toBe(201);
    const { trips, writes, rowsWritten, kvWrites } = counter.take();
    // The token, the site's settings, what stands at the address, the one batch that writes; then, after the answer,
    // the search index asks what has changed.
    expect([trips, writes]).toEqual([5, 1]);
    expect(rowsWritten).toBeLessThanOrEqual(30);
    expect(kvWrites).toBe(1);
  });
});

it("a hot page costs nothing at all", async () => {
  const { counter, worker } = await site();
  const path = await pathOf(await worker.upload(theWaterArticle));
  await worker.fetch(path);
  counter.take();
  const response = await worker.fetch(path);
  expect(response.headers.get("Dhikra-Cache")).toBe("memory; edition=1");
  expect(counter.take()).toEqual({
    trips: 0,
    writes: 0,
    rowsRead: 0,
    rowsWritten: 0,
    kvReads: 0,
    kvWrites: 0,
  });
});

it("a page that is warm in KV costs one KV read", async () => {
  const { counter, worker, another } = await site();
  const path = await pathOf(await worker.upload(theWaterArticle));
  await worker.fetch(path);
  const other = another();
  await other.fetch("/ar/");
  counter.take();
  const response = await other.fetch(path);
  expect(response.headers.get("Dhikra-Cache")).toBe("kv; edition=1");
  expect(counter.take()).toEqual({
    trips: 0,
    writes: 0,
    rowsRead: 0,
    rowsWritten: 0,
    kvReads: 1,
    kvWrites: 0,
  });
});

it("the same bytes again write no row, make no revision and no edition", async () => {
  const { counter, worker } = await site();
  await worker.upload(theWaterArticle, "lang=ar&status=published&tags=مياه");
  counter.take();
  const response = await worker.upload(theWaterArticle, "lang=ar&status=published&tags=مياه");
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ outcome: "unchanged", revision: 1, edition: 1 });
  const { rowsWritten, kvWrites } = counter.take();
  expect({ rowsWritten, kvWrites }).toEqual({ rowsWritten: 0, kvWrites: 0 });
});

it.each([
  [30, 80],
  [296, 360],
])(
  "a quiet tick with %i of the pack's 296 days switched on costs two trips and at most %i rows",
  async (on, most) => {
    const { counter, worker } = await site();
    await worker.send("POST", "/api/observances/import", shipped);
    await env.DB.prepare(
      `UPDATE observances SET mode = 'auto', templates = '{"en":{"title":"{name}","body":"{date}","format":"text"}}', since = '2026-11-24'
      WHERE id % 296 < ?`,
    )
      .bind(on)
      .run();
    await worker.tick();
    counter.take();
    await worker.tick();
    const { trips, rowsRead, rowsWritten } = counter.take();
    // The tick's own question, and the search index's, which asks what is new.
    expect(trips).toBe(2);
    expect(rowsRead).toBeLessThanOrEqual(most);
    expect(rowsWritten).toBeLessThanOrEqual(1);
  },
);
