/** A draft is shown to whoever has its link, for a while, and kept nowhere. */

import { beforeEach, describe, expect, it } from "vitest";
import { cacheState } from "../../src/cache/follow";
import { makeToken, TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

async function drafted(): Promise<number> {
  const article = { lang: "ar", title: "مكتبة الحي", body: "تفتح المكتبة غداً.", tags: ["كتب"] };
  const { id } = await (await worker.send("POST", "/api/articles", article)).json<{ id: number }>();
  return id;
}

async function linkTo(id: number, wish: unknown = {}): Promise<{ path: string; expires_at: string }> {
  const response = await worker.send("POST", `/api/articles/${id}/preview`, wish);
  expect(response.status).toBe(201);
  const { url, expires_at } = await response.json<{ url: string; expires_at: string }>();
  return { path: new URL(url).pathname, expires_at };
}

describe("a preview link", () => {
  it("shows a draft in any isolate, to nobody's cache, search engine or next site", async () => {
    const { path, expires_at } = await linkTo(await drafted());
    expect(expires_at).toBe("2026-11-24T07:00:00.000Z");
    const page = await new TestWorker().fetch(path);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("تفتح المكتبة غداً.")]);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex",
      "referrer-policy": "no-referrer",
    });
    expect(cacheState(worker).memory.get(path)).toBeUndefined();
  });

  it("shows the revision that it was made for, whatever stands now", async () => {
    const id = await drafted();
    const { path } = await linkTo(id);
    const next = { lang: "ar", title: "مكتبة الحي", body: "أُجّل الافتتاح." };
    await worker.send("PUT", `/api/articles/${id}`, next, { "If-Match": "*" });
    const page = await (await worker.fetch(path)).text();
    expect([page.includes("تفتح المكتبة غداً."), page.includes("أُجّل"), page.includes("كتب")]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await (await worker.fetch((await linkTo(id)).path)).text()).toContain("أُجّل");
    expect(await (await worker.fetch((await linkTo(id, { revision: 1 })).path)).text()).toContain("تفتح");
  });

  it("404 from the second at which it is over", async () => {
    const { path } = await linkTo(await drafted(), { hours: 1 });
    worker.now += 3_599_000;
    expect((await worker.fetch(path)).status).toBe(200);
    worker.now += 1_000;
    expect((await worker.fetch(path)).status).toBe(404);
  });

  it.each([
    ["another article", (path: string) => path.replace(/\/1-/, "/2-")],
    ["another revision", (path: string) => path.replace("-1-", "-2-")],
    ["a longer time", (path: string) => path.replace(/-(\d{10})-/, (_, at) => `-${Number(at) + 9}-`)],
    ["another signature", (path: string) => path.slice(0, -43) + "A".repeat(43)],
    ["no link at all", () => "/preview/x"],
  ])("404 for %s", async (_, forge) => {
    await drafted();
    const { path } = await linkTo(1);
    expect(forge(path)).not.toBe(path);
    expect((await worker.fetch(forge(path))).status).toBe(404);
  });

  it("404 for every link before the first was made: an empty secret signs nothing", async () => {
    await drafted();
    expect((await worker.fetch(`/preview/1-1-9999999999-${"A".repeat(43)}`)).status).toBe(404);
  });

  it("404 when its article is in the trash, and 409 for a new one", async () => {
    const id = await drafted();
    const { path } = await linkTo(id);
    await worker.asEditor(`/api/articles/${id}`, { method: "DELETE" });
    expect((await worker.fetch(path)).status).toBe(404);
    expect((await worker.send("POST", `/api/articles/${id}/preview`, {})).status).toBe(409);
  });

  it("401 for readers; 422 for longer than a week; 404 for a revision that there is not", async () => {
    const id = await drafted();
    const path = `/api/articles/${id}/preview`;
    expect((await worker.fetch(path, { method: "POST" })).status).toBe(401);
    expect((await worker.send("POST", path, { hours: 169 })).status).toBe(422);
    expect((await worker.send("POST", path, { revision: 2 })).status).toBe(404);
  });

  it("403 for a drafter and what was released or ever was, whoever took it away; of their own draft they make one", async () => {
    const post = async (more: object) => {
      const article = { lang: "ar", title: "خبر", body: "نصّ.", status: "published", ...more };
      return (await (await worker.send("POST", "/api/articles", article)).json<{ id: number }>()).id;
    };
    const [published, withheld, trashed] = [await post({}), await post({}), await post({})];
    const ahead = await post({ publish_at: "2026-11-29T09:00:00+03:00" });
    await worker.send("DELETE", `/api/articles/${withheld}/publication`, { legal: true });
    await worker.asEditor(`/api/articles/${trashed}`, { method: "DELETE" });
    const headers = { Authorization: `Bearer ${await makeToken(["articles:draft"])}` };
    const made = async (id: number) =>
      (await worker.fetch(`/api/articles/${id}/preview`, { method: "POST", headers })).status;
    for (const id of [published, withheld, trashed, ahead]) expect([id, await made(id)]).toEqual([id, 403]);
    expect(await made(await drafted())).toBe(201);
  });

  it("404 once its article is retracted; a link to what was written since opens, and 451 for one to what was before", async () => {
    const id = await drafted();
    const { path } = await linkTo(id);
    await worker.send("PUT", `/api/articles/${id}/publication`, {});
    expect((await worker.fetch(path)).status).toBe(200);
    await worker.send("DELETE", `/api/articles/${id}/publication`, { legal: true });
    expect((await worker.fetch(path)).status).toBe(404);
    const wish = { revision: 1 };
    expect((await worker.send("POST", `/api/articles/${id}/preview`, wish)).status).toBe(451);
    const next = { lang: "ar", title: "مكتبة الحي", body: "نصّ منقّح." };
    await worker.send("PUT", `/api/articles/${id}`, next, { "If-Match": "*" });
    expect(await (await worker.fetch((await linkTo(id)).path)).text()).toContain("نصّ منقّح.");
  });
});
