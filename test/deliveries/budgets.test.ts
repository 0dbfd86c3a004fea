/** What receivers cost: almost nothing where there are none, little and bounded where there are. */
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { openDb, runQueries } from "../../src/db/client";
import { hasWork } from "../../src/notifications/queue-queries";
import { Counter } from "../counting";
import { seedArchive } from "../fixtures/archive";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { Outside, webhook } from "./outside";

function counted() {
  const counter = new Counter();
  const worker = new TestWorker({ DB: counter.d1(env.DB) });
  return { counter, worker, outside: new Outside(worker) };
}

it("without receivers an edition and a tick ask along with what they ask anyway, and read at most two rows", async () => {
  const { counter } = counted();
  await seedArchive(100);
  const db = openDb(counter.d1(env.DB));
  counter.take();
  expect(await runQueries(db, [hasWork(db, Date.now())], 3_000)).toEqual([false]);
  expect(counter.take()).toMatchObject({
    trips: 1,
    rowsRead: expect.toSatisfy(rows => rows <= 2),
    rowsWritten: 0,
  });
});

it("with three receivers that were told everything, the question reads at most four rows each, however long the queue was", async () => {
  const { counter, worker } = counted();
  for (const name of ["a", "b", "c"]) await webhook(worker, { url: `https://${name}.example/` });
  for (let n = 1; n <= 8; n++) await worker.upload(shortArticle(`خبر ${n}`));
  const db = openDb(counter.d1(env.DB));
  counter.take();
  expect(await runQueries(db, [hasWork(db, worker.now)], 3_000)).toEqual([false]);
  expect(counter.take().rowsRead).toBeLessThanOrEqual(12);
});

it("an edition with a webhook costs four trips and six written rows more than without one", async () => {
  const { counter, worker } = counted();
  await worker.upload(shortArticle("خبر أول"));
  counter.take();
  await worker.upload(shortArticle("خبر ثانٍ"));
  const without = counter.take();
  await webhook(worker);
  counter.take();
  await worker.upload(shortArticle("خبر ثالث"));
  const told = counter.take();
  // What is new goes into the queue, is taken, its article read, and it is crossed out.
  expect(told.trips - without.trips).toBeLessThanOrEqual(4);
  expect(told.rowsWritten - without.rowsWritten).toBeLessThanOrEqual(6);
  const queue = await env.DB.prepare("SELECT count(*) AS n FROM deliveries").first();
  expect(queue).toEqual({ n: 1 });
});

it("an edition that readers do not notice puts nothing into the queue", async () => {
  const { counter, worker } = counted();
  await webhook(worker);
  await worker.upload(shortArticle("مسودّة"), "lang=ar&status=draft");
  await worker.send("PATCH", "/api/settings", { name: { ar: "دفتر" } });
  expect(await env.DB.prepare("SELECT count(*) AS n FROM deliveries").first()).toEqual({ n: 0 });
  counter.take();
  await worker.tick();
  expect(counter.take()).toMatchObject({ trips: 2 });
});
