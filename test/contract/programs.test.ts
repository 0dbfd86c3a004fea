/** What every program may rely on, whatever it asks: validators, and scripts of other sites. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { theWaterArticle } from "../fixtures/articles";
import { makeToken, TestWorker } from "../worker";
import { operations, prepare, sendExample } from "./world";

const reading = operations.filter(({ method }) => method === "GET");
/** Those that a page is no answer of, and no token is needed for. */
const publicReading = reading.filter(
  ({ operationId, security }) => operationId !== "readReference" && security.every(one => !("token" in one)),
);
const shared = reading.filter(({ security }) => security.some(one => Object.keys(one).length === 0));

describe("what is not known in a query", () => {
  it.each(operations.map(({ operationId }) => [operationId]))("%s refuses it, and does nothing", async id => {
    const worker = new TestWorker();
    await prepare(worker, id);
    const writes = async () => await env.DB.prepare("SELECT count(*) AS n FROM audit").first();
    const before = await writes();
    const response = await sendExample(worker, id, {}, [["dry-run", "1"]]);
    expect([id, response.status, await response.json()]).toMatchObject([
      id,
      422,
      { faults: [{ code: "unknown-field", field: "dry-run" }] },
    ]);
    expect(await writes()).toEqual(before);
  });

  it("an edition is one where it is read at all", async () => {
    const worker = new TestWorker();
    for (const path of ["/api/articles", "/api/sections", "/api/settings"])
      expect([path, (await worker.asEditor(`${path}?edition=1`)).status]).toEqual([path, 200]);
    for (const wrong of ["abc", "-1", "1.5", ""])
      expect([wrong, (await worker.fetch(`/api/articles?edition=${wrong}`)).status]).toEqual([wrong, 422]);
    expect((await worker.asEditor("/api/articles/1?edition=1", { method: "DELETE" })).status).toBe(422);
  });
});

describe("ETag", () => {
  it.each(reading.map(({ operationId }) => [operationId]))("%s has one, and answers 304 to it", async id => {
    const worker = new TestWorker();
    await prepare(worker, id);
    const first = await sendExample(worker, id);
    const etag = first.headers.get("ETag") ?? "";
    expect([id, first.status, etag]).toEqual([id, 200, expect.stringMatching(/^"[^"]{2,}"$/)]);
    const headers = { "If-None-Match": `"other", W/${etag}` };
    expect([id, (await sendExample(worker, id, headers)).status]).toEqual([id, 304]);
  });

  it("304 says what caches and scripts need, and nothing of the body that it does not have", async () => {
    const worker = new TestWorker();
    const { headers } = await worker.asEditor("/api/settings");
    const etag = headers.get("ETag") ?? "";
    const same = await worker.asEditor("/api/settings", { headers: { "If-None-Match": etag } });
    expect([same.status, await same.text()]).toEqual([304, ""]);
    expect(same.headers.get("Content-Type")).toBeNull();
    expect(same.headers.get("ETag")).toBe(etag);
    expect(same.headers.get("Cache-Control")).toBe("private, no-store");
    expect(same.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  it("another one after a change", async () => {
    const worker = new TestWorker();
    const before = (await worker.asEditor("/api/settings")).headers.get("ETag") ?? "";
    await worker.send("PATCH", "/api/settings", { digits: "arabic-indic" });
    const after = await worker.asEditor("/api/settings", { headers: { "If-None-Match": before } });
    expect(after.status).toBe(200);
    expect(after.headers.get("ETag")).not.toBe(before);
  });

  it("HEAD has the one of GET, and no body", async () => {
    const worker = new TestWorker();
    const etag = (await worker.fetch("/api/sections")).headers.get("ETag");
    const head = await worker.fetch("/api/sections", { method: "HEAD" });
    expect([head.status, head.headers.get("ETag"), await head.text()]).toEqual([200, etag, ""]);
    const missing = await worker.fetch("/api/pages/9", { method: "HEAD" });
    expect([missing.status, await missing.text()]).toEqual([404, ""]);
  });

  it("the one of an editor's article still guards a write, also when a cache has weakened it", async () => {
    const worker = new TestWorker();
    const { id } = await (await worker.upload(theWaterArticle)).json<{ id: number }>();
    const etag = (await worker.asEditor(`/api/articles/${id}`)).headers.get("ETag") ?? "";
    expect(etag).toMatch(/^"r1\.[0-9a-f]{24}"$/);
    const sent = { lang: "ar", title: "خطّة المياه", body: "نصّ." };
    const put = (match: string) => worker.send("PUT", `/api/articles/${id}`, sent, { "If-Match": match });
    expect((await put(`W/${etag}`)).status).toBe(200);
    expect((await put(etag)).status).toBe(412);
  });
});

describe("scripts of other sites", () => {
  const origin = { Origin: "https://tool.example" };

  it("may read whatever is public, and its ETag, and are never sent credentials", async () => {
    const open = [...publicReading, ...shared].map(one => one.operationId);
    expect(open.length).toBeGreaterThan(7);
    for (const operationId of open) {
      const { headers } = await sendExample(new TestWorker(), operationId, origin);
      expect([operationId, headers.get("Access-Control-Allow-Origin")]).toEqual([operationId, "*"]);
      expect(headers.get("Access-Control-Expose-Headers")).toContain("ETag");
      expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    }
  });

  it("may read twins, feeds, and refusals with and without a token", async () => {
    const worker = new TestWorker();
    await worker.upload(theWaterArticle);
    for (const path of [
      "/ar.json",
      "/ar/feed.json",
      "/ar/rss.xml",
      "/ar/none.json",
      "/api/tokens",
      "/api/none",
    ]) {
      const { headers } = await worker.fetch(path, { headers: origin });
      expect([path, headers.get("Access-Control-Allow-Origin")]).toEqual([path, "*"]);
    }
    const poor = { ...origin, Authorization: `Bearer ${await makeToken(["media:write"])}` };
    const refused = await worker.fetch("/api/tokens", { headers: poor });
    expect([refused.status, refused.headers.get("Access-Control-Allow-Origin")]).toEqual([403, "*"]);
  });

  it("a page is for readers: no script of another site reads one", async () => {
    const { headers } = await new TestWorker().fetch("/ar/", { headers: origin });
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  it("a preflight is answered without a token: the methods of the address, and what a tool sends", async () => {
    const response = await new TestWorker().fetch("/api/articles/1", { method: "OPTIONS", headers: origin });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.get("Access-Control-Allow-Methods")).toBe("GET, HEAD, PUT, DELETE, OPTIONS");
    expect(response.headers.get("Access-Control-Allow-Headers")).toBe(
      "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key",
    );
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });

  it("a preflight of nothing is 404, and a page takes none", async () => {
    const worker = new TestWorker();
    expect((await worker.fetch("/api/nothing", { method: "OPTIONS" })).status).toBe(404);
    expect((await worker.fetch("/ar/", { method: "OPTIONS" })).status).toBe(405);
  });
});
