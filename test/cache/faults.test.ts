import { describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { MONDAY_MORNING, TestWorker } from "../worker";
import { countOf, torn } from "./audit";
import type { Issue } from "./faulty";
import { type Published, published, type Read, Reader, readOf, revise, SECOND } from "./scene";

const D1_FAULTS = ["throw before", "throw after", "hang", "delay"] as const;
const KV_FAULTS = [...D1_FAULTS, "refuse", "old", "missing"] as const;
const TITLE = "عودة المياه";
const FORMER = "صيغة سابقة";
const CURRENT = "صيغة حالية";

/** An article that was revised, and readers' shelves in KV that still hold it as it was. */
async function site() {
  const editor = new TestWorker();
  const first = await revise(editor, TITLE, FORMER);
  const former = new Reader(MONDAY_MORNING);
  for (const path of routes(first)) await former.read(path);
  editor.now += 2 * SECOND;
  const article = await revise(editor, TITLE, CURRENT);
  return { editor, former, article };
}

const routes = ({ id, path }: Published) => [
  "/ar/",
  path,
  `${path}.json`,
  `/api/articles/${id}`,
  "/api/articles",
  "/ar/rss.xml",
  "/sitemaps/news.xml",
];

/** Fails the n-th call of a binding. */
const nth = (n: number, fault: Issue) => (call: number) => (call === n ? fault : null);

/** Whatever went wrong: the article as it is, or as it was and marked so, or an honest 503. */
function expectHonest(read: Read, mayBeStale: boolean, what: string) {
  const isStale = mayBeStale && read.source === "stale";
  const isRefused = mayBeStale && read.status === 503;
  expect(read.status, what).toBe(isRefused ? 503 : 200);
  if (isRefused) {
    expect(read.headers.get("Retry-After"), what).toMatch(/^\d+$/);
    return;
  }
  expect(read.text, what).toContain(TITLE);
  expect(read.headers.get("Cache-Control"), what).toMatch(isStale ? /^private/ : /^public/);
  if (!isStale) expect(read.text, what).not.toContain(FORMER);
}

describe.each(["cold", "warm"] as const)("a %s isolate", temperature => {
  /** Reads every route with the n-th call failing, for every n that there is. */
  async function failEach(binding: "d1" | "kv", fault: Issue): Promise<number> {
    const { former, article } = await site();
    let failed = 0;
    for (const path of routes(article)) {
      for (let n = 1; n < 20; n++) {
        const reader = new Reader(MONDAY_MORNING + 30 * SECOND);
        if (temperature === "warm") {
          // It knows the article as it was, and its ledger is too old to be trusted.
          Object.assign(reader.worker.isolate, {
            ...former.worker.isolate,
            renders: new Map(),
            following: null,
          });
        }
        reader[binding].plan = nth(n, fault);
        const read = await reader.read(path);
        expectHonest(read, binding === "d1" && fault !== "delay", `${fault} at call ${n} of ${path}`);
        if (reader[binding].calls < n) break;
        failed += 1;
      }
    }
    return failed;
  }

  it.each(D1_FAULTS)("no page is old, empty or a false 404 when any call of D1 ends in: %s", async fault => {
    expect(await failEach("d1", fault)).toBeGreaterThanOrEqual(5);
  });

  it.each(KV_FAULTS)("every page is as it should be when any call of KV ends in: %s", async fault => {
    expect(await failEach("kv", fault)).toBeGreaterThanOrEqual(temperature === "cold" ? 10 : 5);
  });
});

describe("an address where there is nothing", () => {
  it.each(D1_FAULTS)("404 when D1 has said so, else 503, when its call ends in: %s", async fault => {
    await site();
    const reader = new Reader(MONDAY_MORNING);
    reader.d1.plan = nth(1, fault);
    const first = await reader.read("/ar/2026/11/23/unknown");
    expect(first.status).toBe(fault === "delay" ? 404 : 503);
    expect((await reader.read("/ar/2026/11/23/unknown")).status).toBe(404);
  });
});

describe("a write", () => {
  /** Does a write with the n-th call of D1 or KV failing, then again in health, with the same key. */
  async function failEach(
    fault: Issue,
    write: (worker: TestWorker, key: string, article: Published) => Promise<Response>,
    check: (read: Read, article: Published) => void,
  ): Promise<number> {
    let failed = 0;
    for (const binding of ["d1", "kv"] as const) {
      for (let n = 1; n < 20; n++) {
        const key = `${binding} ${n}`.replace(" ", "-");
        const healthy = new TestWorker();
        const article = await published(healthy, `${TITLE} ${key}`);
        const { worker, ...bindings } = new Reader(MONDAY_MORNING);
        bindings[binding].plan = () => null;
        await worker.asEditor("/api/articles");
        const before = bindings[binding].calls;
        bindings[binding].plan = call => (call - before === n ? fault : null);
        const answer = await write(worker, key, article);
        const what = `${fault} at call ${n} of ${binding}`;
        if (answer.status >= 500) expect(answer.status, what).toBe(503);
        if (answer.status >= 400) expect(answer.headers.get("Content-Type"), what).toMatch(/problem\+json/);
        expect(await torn(), what).toEqual({});
        const calls = bindings[binding].calls - before;
        bindings[binding].plan = () => null;
        check(await readOf(await write(worker, key, article)), article);
        expect(await torn(), `${what}, and again`).toEqual({});
        if (calls < n) break;
        failed += 1;
      }
    }
    return failed;
  }

  it.each(D1_FAULTS)("an upload is whole or not at all, and once, when any call ends in: %s", async fault => {
    const upload = (worker: TestWorker, key: string) =>
      worker.asEditor("/api/uploads?lang=ar&status=published", {
        method: "POST",
        body: shortArticle(`رفعة ${key}`),
        headers: { "Content-Type": "text/plain; charset=utf-8", "Idempotency-Key": key },
      });
    const before = await countOf("articles");
    const failed = await failEach(fault, upload, read => expect([200, 201]).toContain(read.status));
    expect(failed).toBeGreaterThanOrEqual(3);
    // Each round, also the last two in which nothing was left to fail, made one article by hand and one by upload.
    expect(await countOf("articles")).toBe(before + 2 * (failed + 2));
    expect(await countOf("editions")).toBe(await countOf("revisions"));
  });

  it.each(D1_FAULTS)(
    "a retraction is whole or not at all, and holds, when any call ends in: %s",
    async fault => {
      const take = (worker: TestWorker, _: string, { id }: Published) =>
        worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
      const failed = await failEach(fault, take, read =>
        expect(JSON.parse(read.text).status).toBe("retracted"),
      );
      expect(failed).toBeGreaterThanOrEqual(3);
      expect((await new Reader(MONDAY_MORNING).read("/ar/")).text).not.toContain(TITLE);
    },
  );
});
