/** How fast one token may send, and that nobody who works with their hands ever learns it. */
import { env } from "cloudflare:workers";
import { zipSync } from "fflate";
import { expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { png } from "../fixtures/media";
import { makeToken, TestWorker } from "../worker";

const limited = (most: number) => new TestWorker({ UPLOADS_PER_MINUTE: String(most) });
const send = async (worker: TestWorker, number: number, query = "lang=ar&status=published") =>
  await worker.upload(shortArticle(`خبر القناة ${number}`), query);

async function articleCount(): Promise<number> {
  const row = await env.DB.prepare("SELECT count(*) AS n FROM articles").first<{ n: number }>();
  return row?.n ?? -1;
}

it("429 with Retry-After when a token sends too fast; it goes on when the time has passed, and nothing was written meanwhile", async () => {
  const worker = limited(6);
  for (let number = 1; number <= 6; number++) expect((await send(worker, number)).status).toBe(201);
  const refused = await send(worker, 7);
  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "10"]);
  expect(await refused.json()).toMatchObject({
    type: "urn:dhikra:problem:rate-limited",
    detail: expect.stringContaining("Nothing was written"),
  });
  expect(await articleCount()).toBe(6);
  worker.now += 9_000;
  expect((await send(worker, 7)).headers.get("Retry-After")).toBe("1");
  worker.now += 1_000;
  expect((await send(worker, 7)).status).toBe(201);
});

it("dry runs, articles as JSON and media are counted together with uploads, and reading is not", async () => {
  const worker = limited(5);
  const article = { lang: "ar", title: "خبر", body: "نصّ." };
  await send(worker, 1, "lang=ar&dry_run=1");
  await worker.asEditor("/api/media", { method: "POST", body: png() });
  const { id } = await (await worker.send("POST", "/api/articles", article)).json<{ id: number }>();
  await worker.send("PUT", `/api/articles/${id}`, article, { "If-Match": "*" });
  expect((await worker.asEditor("/api/articles?status=draft")).status).toBe(200);
  expect((await send(worker, 2)).status).toBe(201);
  expect((await worker.asEditor("/api/media", { method: "POST", body: png() })).status).toBe(429);
  expect((await worker.send("POST", "/api/articles", article)).status).toBe(429);
  expect((await worker.send("PUT", `/api/articles/${id}`, article, { "If-Match": "*" })).status).toBe(429);
  expect((await worker.asEditor("/api/articles?status=draft")).status).toBe(200);
});

it("another token is not held up by one that is", async () => {
  const worker = limited(1);
  await send(worker, 1);
  expect((await send(worker, 2)).status).toBe(429);
  const headers = { Authorization: `Bearer ${await makeToken(["articles:draft"])}` };
  const body = shortArticle("خبر آخر");
  expect((await worker.fetch("/api/uploads?lang=ar", { method: "POST", body, headers })).status).toBe(201);
});

it("an archive is taken whole, and its documents count: what follows waits for them", async () => {
  const worker = limited(6);
  const files = Array.from({ length: 12 }, (_, n) => [
    `${n}.txt`,
    new TextEncoder().encode(shortArticle(`خبر ${n}`)),
  ]);
  const zip = zipSync(Object.fromEntries(files));
  expect((await worker.upload(zip)).status).toBe(200);
  expect((await send(worker, 1)).headers.get("Retry-After")).toBe("70");
});

it("without a setting an editor's ZIP of a hundred documents, a correction of each and a second ZIP pass", async () => {
  const worker = new TestWorker();
  const files = (word: string) =>
    Array.from({ length: 100 }, (_, n) => [
      `${n}.txt`,
      new TextEncoder().encode(shortArticle(`خبر ${word} ${n}`)),
    ]);
  const zip = (word: string) => zipSync(Object.fromEntries(files(word)));
  expect((await worker.upload(zip("أول"), "lang=ar&dry_run=1")).status).toBe(200);
  expect((await worker.upload(zip("أول"), "lang=ar&dry_run=1")).status).toBe(200);
  expect((await worker.upload(zip("ثان"), "lang=ar&dry_run=1")).status).toBe(200);
  for (let n = 0; n < 100; n++) expect((await send(worker, n, "lang=ar&dry_run=1")).status).toBe(200);
});

it("0 is no limit", async () => {
  const worker = limited(0);
  for (let number = 1; number <= 4; number++) expect((await send(worker, number)).status).toBe(201);
});

it("the platform's own brake holds up too, where it is bound, and one that fails holds up nobody", async () => {
  const worker = new TestWorker({ UPLOADS: env.BRAKE });
  const answers: Response[] = [];
  // Three a minute, and a minute may end between two of them.
  for (let number = 1; number <= 7; number++) answers.push(await send(worker, number));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get("Retry-After")).toBe("60");
  const failing = { limit: () => Promise.reject(new Error("no brake")) };
  expect((await send(new TestWorker({ UPLOADS: failing }), 8)).status).toBe(201);
});

it("the refusal stands in the audit log", async () => {
  const worker = limited(1);
  await send(worker, 1);
  await send(worker, 2);
  const { acts } = await (await worker.asEditor("/api/audit?kind=refused")).json<{ acts: unknown[] }>();
  expect(acts).toMatchObject([
    { action: "refused.rate-limited", subject: "POST /api/uploads", token: { name: "test" } },
  ]);
});
