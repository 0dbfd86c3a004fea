import { describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { MONDAY_MORNING, TestWorker } from "../worker";
import { always, onPuts, published, publishedOf, Reader, revise, SECOND } from "./scene";

const TITLE = "عودة المياه";

describe("an isolate", () => {
  it("trusts its ledger for 20 s and asks D1 at most once in 10 s", async () => {
    const { path } = await published(new TestWorker(), TITLE);
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(path);
    const asked: number[] = [];
    for (let second = 0; second <= 60; second++) {
      reader.worker.now = MONDAY_MORNING + second * SECOND;
      const before = reader.d1.calls;
      for (let read = 0; read < 3; read++) expect((await reader.read(path)).source).toBe("memory");
      if (reader.d1.calls > before) asked.push(second);
      expect(reader.d1.calls - before).toBeLessThanOrEqual(1);
    }
    expect(asked).toEqual([11, 22, 33, 44, 55]);
  });

  it("that slept asks D1 first, and shows nothing older", async () => {
    const editor = new TestWorker();
    const { path } = await published(editor, TITLE);
    const reader = new Reader(MONDAY_MORNING);
    await reader.read(path);
    editor.now += 2 * SECOND;
    await revise(editor, TITLE, "صيغة حالية");
    reader.worker.now += 20 * SECOND;
    expect((await reader.read(path)).text).not.toContain("صيغة حالية");
    reader.worker.now = MONDAY_MORNING + 21 * SECOND;
    expect((await reader.read(path)).text).toContain("صيغة حالية");
  });

  it("serves 40 readers at once from one render", async () => {
    const { path } = await published(new TestWorker(), TITLE);
    const reader = new Reader(MONDAY_MORNING);
    reader.d1.plan = always("delay");
    const reads = await Promise.all(Array.from({ length: 40 }, () => reader.read(path)));
    expect(reads.every(({ text }) => text.includes(TITLE))).toBe(true);
    expect(reader.d1.calls).toBe(1);
  });

  it("puts no more pages into KV than its minute allows, and serves as well without", async () => {
    const { path } = await published(new TestWorker(), TITLE);
    const reader = new Reader(MONDAY_MORNING, { KV_FILLS_PER_MINUTE: "1" });
    let puts = 0;
    reader.kv.plan = (call, method, key) => {
      if (onPuts("delay")(call, method, key) !== null) puts += 1;
      return null;
    };
    for (const page of [path, "/ar/", "/en/"]) expect((await reader.read(page)).status).toBe(200);
    expect(puts).toBe(1);
    reader.worker.now += 61 * SECOND;
    await reader.read("/kmr/");
    expect(puts).toBe(2);
  });
});

describe("a scheduled article", () => {
  const at = MONDAY_MORNING + 60 * SECOND;

  async function scheduled() {
    const editor = new TestWorker();
    const { id, path } = await publishedOf(await editor.upload(shortArticle(TITLE), "lang=ar&status=draft"));
    editor.now += 2 * SECOND;
    const publish_at = new Date(at).toISOString();
    const answer = await editor.send("PUT", `/api/articles/${id}/publication`, { publish_at });
    expect(await answer.json()).toMatchObject({ status: "scheduled" });
    return { editor, path };
  }

  it("appears at its instant although the clock never ticks and the page was hot", async () => {
    const { path } = await scheduled();
    const reader = new Reader(MONDAY_MORNING);
    for (let now = MONDAY_MORNING; now < at; now += 5 * SECOND) {
      reader.worker.now = now;
      expect((await reader.read("/ar/")).text).not.toContain(TITLE);
      expect((await reader.read(path)).status).toBe(404);
    }
    reader.worker.now = at - 1;
    const last = await reader.read("/ar/");
    expect([last.source, last.text.includes(TITLE)]).toEqual(["memory", false]);
    reader.worker.now = at;
    for (const page of ["/ar/", path]) expect((await reader.read(page)).text).toContain(TITLE);
    expect((await new Reader(at).read("/ar/")).text).toContain(TITLE);
  });

  it("no copy in front outlives the instant", async () => {
    await scheduled();
    const reader = new Reader(at - 13 * SECOND);
    const header = async () => (await reader.read("/ar/")).headers.get("Cache-Control");
    expect(await header()).toBe("public, max-age=10, stale-while-revalidate=3, stale-if-error=0");
    reader.worker.now = at - 4 * SECOND - 1;
    expect(await header()).toBe("public, max-age=4, stale-while-revalidate=0, stale-if-error=0");
    reader.worker.now = at - 1;
    expect(await header()).toBe("public, max-age=0, stale-while-revalidate=0, stale-if-error=0");
  });
});
