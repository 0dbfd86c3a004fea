import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { MONDAY_MORNING, TestWorker } from "../worker";
import { always, HOUR, onPuts, type Published, published, Reader, retract, SECOND } from "./scene";

const TITLE = "عودة المياه";
const MINUTE = 60 * SECOND;

describe("while D1 is down", () => {
  let editor: TestWorker;
  let article: Published;
  beforeEach(async () => {
    editor = new TestWorker();
    article = await published(editor, TITLE);
  });

  it.each(["throw before", "hang"] as const)(
    "the last good page is served marked stale for up to 24 h, then 503, when D1 ends in: %s",
    async fault => {
      const reader = new Reader(MONDAY_MORNING);
      await reader.read(article.path);
      reader.d1.plan = always(fault);
      for (const later of [MINUTE, 12 * HOUR, 24 * HOUR]) {
        reader.worker.now = MONDAY_MORNING + later;
        const { status, text, headers } = await reader.read(article.path);
        expect([status, headers.get("Dhikra-Cache")]).toEqual([200, `stale; edition=${article.edition}`]);
        expect(headers.get("Cache-Control")).toBe("private, no-store");
        expect(text).toContain(TITLE);
      }
      reader.worker.now = MONDAY_MORNING + 24 * HOUR + MINUTE;
      const { status, headers } = await reader.read(article.path);
      expect([status, headers.get("Retry-After")]).toEqual([503, "10"]);
    },
  );

  it("a page that was good a moment ago is good for 24 h from then, however long ago it was made", async () => {
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(article.path);
    reader.worker.now += 20 * HOUR;
    expect((await reader.read(article.path)).source).toBe("memory");
    reader.d1.plan = always("throw before");
    reader.worker.now += 23 * HOUR;
    expect((await reader.read(article.path)).source).toBe("stale");
  });

  it("a cold isolate serves what KV has", async () => {
    await new Reader(MONDAY_MORNING).read(article.path);
    const cold = new Reader(MONDAY_MORNING + MINUTE);
    cold.d1.plan = always("throw before");
    const { status, source, text } = await cold.read(article.path);
    expect([status, source, text.includes(TITLE)]).toEqual([200, "stale", true]);
  });

  it("503 with Retry-After and no false 404 where nothing is known", async () => {
    const cold = new Reader(MONDAY_MORNING);
    cold.d1.plan = always("throw before");
    for (const path of ["/ar/", article.path, "/api/articles", "/ar/2026/11/23/unknown"]) {
      const { status, headers } = await cold.read(path);
      expect([status, headers.get("Retry-After")], path).toEqual([503, "10"]);
    }
  });

  it("a retracted article is never served, stale or not, by an isolate that knows", async () => {
    const reader = new Reader(MONDAY_MORNING);
    for (const path of ["/ar/", article.path]) await reader.read(path);
    await retract(reader.worker, article.id);
    reader.d1.plan = always("throw before");
    for (const later of [0, MINUTE, 20 * HOUR]) {
      reader.worker.now = MONDAY_MORNING + later;
      for (const path of ["/ar/", article.path]) {
        const { status, text } = await reader.read(path);
        expect([status, text.includes(TITLE)], path).toEqual([503, false]);
      }
    }
  });

  it("an isolate without D1 hears of a retraction through the KV copy", async () => {
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(article.path);
    reader.d1.plan = always("throw before");
    editor.now = MONDAY_MORNING + 2 * SECOND;
    await retract(editor, article.id);
    reader.worker.now = MONDAY_MORNING + MINUTE;
    const { status, text } = await reader.read(article.path);
    expect([status, text.includes(TITLE)]).toEqual([503, false]);
  });

  it("an isolate that has neither D1 nor the copy cannot know: it serves its page, marked stale", async () => {
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(article.path);
    reader.d1.plan = always("throw before");
    reader.kv.plan = always("missing");
    editor.now += 2 * SECOND;
    await retract(editor, article.id);
    reader.worker.now = MONDAY_MORNING + MINUTE;
    expect((await reader.read(article.path)).source).toBe("stale");
  });

  it("another version's page is served only then", async () => {
    await new Reader(MONDAY_MORNING).read(article.path);
    const VERSION = { id: "the next version", tag: "", timestamp: "" };
    const deployed = new Reader(MONDAY_MORNING, { VERSION });
    deployed.d1.plan = always("throw before");
    expect((await deployed.read(article.path)).source).toBe("stale");
    deployed.d1.plan = always(null);
    expect((await deployed.read(article.path)).source).toBe("origin");
    expect((await deployed.read(article.path)).source).toBe("memory");
  });

  it("nobody waits in full twice; a late answer tells that D1 is far, and not down", async () => {
    const reader = new Reader(MONDAY_MORNING, { D1_WAIT_MS: "1000" });
    await reader.read(article.path);
    reader.worker.now += MINUTE;
    reader.d1.plan = always("throw before");
    expect((await reader.read(article.path)).source).toBe("stale");
    const far = () => ({ before: scheduler.wait(500) });
    reader.d1.plan = far;
    const began = Date.now();
    expect((await (await reader.worker.fetchOnly(article.path)).text()).includes(TITLE)).toBe(true);
    expect(Date.now() - began).toBeLessThan(480);
    await scheduler.wait(400);
    expect((await reader.read(article.path)).source).toBe("memory");
    reader.worker.now += MINUTE;
    expect((await reader.read(article.path)).source).toBe("memory");
  });
});

describe("once D1 answers again", () => {
  it("it is waited for in full", async () => {
    await published(new TestWorker(), TITLE);
    const reader = new Reader(MONDAY_MORNING, { D1_WAIT_MS: "1000" });
    reader.d1.plan = always("throw before");
    expect((await reader.read("/ar/")).status).toBe(503);
    reader.d1.plan = always(null);
    expect((await reader.read("/ar/")).source).toBe("origin");
    reader.d1.plan = () => ({ before: scheduler.wait(500) });
    expect((await reader.read("/en/")).source).toBe("origin");
  });
});

describe("while KV is down", () => {
  it.each(["throw before", "hang"] as const)("D1 serves, when KV ends in: %s", async fault => {
    const { path } = await published(new TestWorker(), TITLE);
    const reader = new Reader(MONDAY_MORNING);
    reader.kv.plan = always(fault);
    for (const page of ["/ar/", path]) {
      const { status, source, text } = await reader.read(page);
      expect([status, source, text.includes(TITLE)]).toEqual([200, "origin", true]);
    }
  });

  it("with D1: memory, else 503 with Retry-After", async () => {
    const { path } = await published(new TestWorker(), TITLE);
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(path);
    reader.kv.plan = always("throw before");
    reader.d1.plan = always("throw before");
    reader.worker.now += MINUTE;
    expect((await reader.read(path)).source).toBe("stale");
    const { status, headers } = await reader.read("/ar/");
    expect([status, headers.get("Retry-After")]).toEqual([503, "10"]);
  });
});

describe("a restored database", () => {
  it("makes every shelf stale: edition numbers repeat, its epoch does not", async () => {
    const editor = new TestWorker();
    const { path, id } = await published(editor, TITLE);
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(path);
    await env.DB.batch([
      env.DB.prepare("UPDATE site SET epoch = 'restored'"),
      env.DB.prepare("UPDATE articles SET title = 'كما كان' WHERE id = ?").bind(id),
    ]);
    expect((await reader.read(path)).source).toBe("memory");
    reader.worker.now += 21 * SECOND;
    const cold = new Reader(reader.worker.now);
    for (const one of [cold, reader]) {
      one.kv.plan = onPuts("refuse");
      const { source, text } = await one.read(path);
      expect([source, text.includes("كما كان")]).toEqual(["origin", true]);
    }
  });

  it("still says what was retracted: an isolate of before the restore never serves it when D1 is gone", async () => {
    const editor = new TestWorker();
    const { path, id } = await published(editor, TITLE);
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(path);
    editor.now += 2 * SECOND;
    await retract(editor, id);
    await env.DB.prepare("UPDATE site SET epoch = 'restored'").run();
    reader.worker.now += 21 * SECOND;
    await reader.read("/en/");
    reader.d1.plan = always("throw before");
    reader.kv.plan = always("missing");
    expect((await reader.read(path)).status).toBe(503);
  });

  it("leaves the newer of two pages to be served while D1 is down, though its number is smaller", async () => {
    const editor = new TestWorker();
    await published(editor, "خبر آخر");
    editor.now += 2 * SECOND;
    const { path, id } = await published(editor, TITLE);
    const reader = new Reader(MONDAY_MORNING + 2 * SECOND);
    await reader.read(path);
    await env.DB.batch([
      env.DB.prepare("UPDATE site SET epoch = 'restored'"),
      env.DB.prepare("DELETE FROM editions WHERE number > 1"),
      env.DB.prepare("UPDATE articles SET title = 'كما كان' WHERE id = ?").bind(id),
    ]);
    reader.worker.now += 30 * SECOND;
    await new Reader(reader.worker.now).read(path);
    reader.d1.plan = always("throw before");
    const { source, text } = await reader.read(path);
    expect([source, text.includes("كما كان")]).toEqual(["stale", true]);
  });
});
