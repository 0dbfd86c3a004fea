import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { MONDAY_MORNING, TestWorker } from "../worker";
import { onPuts, published, Reader, readOf, revise, SECOND } from "./scene";

const TITLE = "عودة المياه";
const FORMER = "صيغة سابقة";
const CURRENT = "صيغة حالية";

/** A promise, and how to settle it. */
function gate() {
  return Promise.withResolvers<void>();
}

describe("a late KV write", () => {
  /** A reader whose page is on its way to KV while the article changes and others read it. */
  async function overtaken(hasCopy: boolean) {
    const editor = new TestWorker();
    const { path } = await revise(editor, TITLE, FORMER);
    const slow = new Reader(MONDAY_MORNING);
    const { promise, resolve } = gate();
    slow.kv.plan = onPuts({ before: promise });
    const context = createExecutionContext();
    expect(await (await slow.worker.fetchOnly(path, {}, context)).text()).toContain(FORMER);
    editor.now += 2 * SECOND;
    await revise(editor, TITLE, CURRENT);
    expect((await new Reader(MONDAY_MORNING + 2 * SECOND).read(path)).text).toContain(CURRENT);
    resolve();
    await waitOnExecutionContext(context);
    if (!hasCopy) await env.CACHE.delete("ledger");
    return { path, slow };
  }

  it("does not bring back the old page", async () => {
    const { path } = await overtaken(true);
    const { text, source } = await new Reader(MONDAY_MORNING + 3 * SECOND).read(path);
    expect(text).toContain(CURRENT);
    expect(source).toBe("origin");
  });

  it("does not bring it back where the ledger's copy is missing", async () => {
    const { path } = await overtaken(false);
    expect((await new Reader(MONDAY_MORNING + 3 * SECOND).read(path)).text).toContain(CURRENT);
  });

  it("does not bring it back in the isolate that wrote it, 20 s on", async () => {
    const { path, slow } = await overtaken(true);
    slow.worker.now += 23 * SECOND;
    expect((await slow.read(path)).text).toContain(CURRENT);
  });
});

describe("a publish between a reader's D1 read and its KV write", () => {
  it("is seen by everyone 20 s later: the page was stored under its own stamp", async () => {
    const editor = new TestWorker();
    const { path } = await revise(editor, TITLE, FORMER);
    const slow = new Reader(MONDAY_MORNING);
    const { promise, resolve } = gate();
    slow.d1.plan = call => (call === 1 ? { after: promise } : null);
    const context = createExecutionContext();
    const reading = slow.worker.fetchOnly(path, {}, context);
    while (slow.d1.calls === 0) await scheduler.wait(1);
    await scheduler.wait(20);
    editor.now += 2 * SECOND;
    await revise(editor, TITLE, CURRENT);
    resolve();
    expect(await (await reading).text()).toContain(FORMER);
    await waitOnExecutionContext(context);
    slow.worker.now += 21 * SECOND;
    expect((await slow.read(path)).text).toContain(CURRENT);
    expect((await new Reader(slow.worker.now).read(path)).text).toContain(CURRENT);
  });

  it("of a retraction is heeded by the slow reader too, when its isolate has heard of it meanwhile", async () => {
    const editor = new TestWorker();
    const { path, id } = await published(editor, TITLE);
    const slow = new Reader(MONDAY_MORNING);
    const { promise, resolve } = gate();
    slow.d1.plan = call => (call === 1 ? { after: promise } : null);
    const reading = slow.worker.fetchOnly(path);
    while (slow.d1.calls === 0) await scheduler.wait(1);
    await scheduler.wait(20);
    editor.now += 2 * SECOND;
    const { edition } = await (
      await editor.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" })
    ).json<{ edition: number }>();
    await slow.read(`/ar/?edition=${edition}`);
    resolve();
    expect((await readOf(await reading)).status).toBe(410);
  });
});

describe("on one shelf", () => {
  it("a slow render changes nothing that came after it", async () => {
    const editor = new TestWorker();
    const { path } = await revise(editor, TITLE, FORMER);
    const reader = new Reader(MONDAY_MORNING);
    const { promise, resolve } = gate();
    reader.d1.plan = call => (call === 1 ? { after: promise } : null);
    const slow = reader.worker.fetchOnly(path);
    while (reader.d1.calls === 0) await scheduler.wait(1);
    await scheduler.wait(20);
    editor.now += 2 * SECOND;
    const { edition } = await revise(editor, TITLE, CURRENT);
    expect((await reader.read(`${path}?edition=${edition}`)).text).toContain(CURRENT);
    resolve();
    await (await slow).text();
    const after = await reader.read(path);
    expect([after.text.includes(CURRENT), after.source]).toEqual([true, "memory"]);
  });
});
