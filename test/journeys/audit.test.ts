/** Who did what, who was refused, and how often somebody may guess. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { makeToken, TestWorker } from "../worker";

interface Act {
  at: string;
  token: { id: string; name: string | null } | null;
  action: string;
  subject: string;
  edition: number | null;
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const bearer = (token: string, more: Record<string, string> = {}) => ({
  headers: { Authorization: `Bearer ${token}`, ...more },
});
const idOf = (token: string) => token.split("_")[1] ?? "";

async function log(query = ""): Promise<{ acts: Act[]; next_cursor: string | null }> {
  return await (await worker.asEditor(`/api/audit${query}`)).json();
}
const actions = ({ acts }: { acts: Act[] }) => acts.map(act => act.action);

async function post(title: string): Promise<number> {
  const article = { lang: "ar", title, body: "نصّ الخبر.", status: "published" };
  const { id } = await (await worker.send("POST", "/api/articles", article)).json<{ id: number }>();
  return id;
}

describe("GET /api/audit", () => {
  it("tells every write with its token and edition, newest first, a page at a time", async () => {
    const id = await post("خبر أول");
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    await worker.send("PATCH", "/api/settings", { name: { ar: "دفتر القرية" } });
    const all = await log();
    expect(actions(all)).toEqual(["settings.change", "article.retracted", "article.create"]);
    expect(all.acts[1]).toMatchObject({
      at: "2026-11-23T07:00:00.000Z",
      token: { name: "test" },
      subject: String(id),
      edition: 2,
    });
    const first = await log("?limit=2");
    expect(actions(await log(`?limit=2&cursor=${first.next_cursor}`))).toEqual(["article.create"]);
  });

  it("is filtered by kind, token and subject; 422 for a kind that there is not", async () => {
    const id = await post("خبر");
    const other = await post("خبر آخر");
    await worker.send("PATCH", "/api/settings", { name: { ar: "دفتر القرية" } });
    expect(actions(await log("?kind=article"))).toEqual(["article.create", "article.create"]);
    expect((await log(`?kind=article&subject=${other}`)).acts).toMatchObject([{ subject: String(other) }]);
    expect(await log(`?token=${"0".repeat(12)}`)).toMatchObject({ acts: [] });
    expect((await worker.asEditor(`/api/audit?kind=${id}`)).status).toBe(422);
    expect((await worker.asEditor("/api/audit?cursor=x")).status).toBe(422);
  });

  it("finds what was done to a section or a standing page by its id", async () => {
    for (const [path, made, change] of [
      ["/api/sections", { lang: "ar", name: "الأخبار" }, { name: "أخبار هەڵەبجە" }],
      ["/api/pages", { lang: "ar", title: "من نحن", body: "نصّ." }, null],
    ] as const) {
      const { id } = await (await worker.send("POST", path, made)).json<{ id: number }>();
      const at = `${path}/${id}`;
      const done = change
        ? await worker.send("PATCH", at, change)
        : await worker.asEditor(at, { method: "DELETE", headers: { "If-Match": "*" } });
      expect(done.ok).toBe(true);
      const kind = path === "/api/pages" ? "page" : "section";
      expect(actions(await log(`?kind=${kind}&subject=${id}`))).toEqual([
        `${kind}.${change ? "change" : "delete"}`,
        `${kind}.create`,
      ]);
    }
  });

  it("401 for readers, 403 for a token that may only write articles", async () => {
    expect((await worker.fetch("/api/audit")).status).toBe(401);
    const token = await makeToken(["articles:publish"]);
    expect((await worker.fetch("/api/audit", bearer(token))).status).toBe(403);
  });
});

describe("a refusal", () => {
  it("is written down with its method, path and token, and never a secret or a query", async () => {
    const token = await makeToken(["articles:draft"]);
    await worker.fetch("/api/settings?note=x", { method: "PATCH", ...bearer(token) });
    await env.DB.prepare("UPDATE tokens SET revoked_at = 1 WHERE id = ?").bind(idOf(token)).run();
    await worker.fetch("/api/articles/1", bearer(token));
    await worker.fetch("/api/tokens");
    const { acts } = await log("?kind=refused");
    expect(acts).toMatchObject([
      { action: "refused.unauthorized", subject: "GET /api/tokens", token: null },
      { action: "refused.unauthorized", subject: "GET /api/articles/1", token: { id: idOf(token) } },
      { action: "refused.scope-missing", subject: "PATCH /api/settings", token: { id: idOf(token) } },
    ]);
    expect(JSON.stringify(acts)).not.toContain(token.split("_")[2]);
  });

  it("is written at most 20 times a minute by an isolate", async () => {
    for (let n = 0; n < 25; n++) await worker.fetch("/api/tokens");
    expect((await log("?kind=refused&limit=100")).acts).toHaveLength(20);
    worker.now += 60_000;
    await worker.fetch("/api/tokens");
    expect((await log("?kind=refused&limit=100")).acts).toHaveLength(21);
  });
});

describe("whoever guesses", () => {
  it("429 with Retry-After after 30 wrong tokens in a minute; other callers are let in, and so is this one later", async () => {
    const right = await makeToken();
    const from = { "CF-Connecting-IP": "192.0.2.7" };
    for (let n = 0; n < 30; n++) {
      expect((await worker.fetch("/api/tokens", bearer("dhk_wrong", from))).status).toBe(401);
    }
    worker.now += 15_000;
    const refused = await worker.fetch("/api/tokens", bearer(right, from));
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "45"]);
    expect(await refused.json()).toMatchObject({ code: "rate-limited" });
    const other = { "CF-Connecting-IP": "2001:db8:1:2::7" };
    expect((await worker.fetch("/api/tokens", bearer(right, other))).status).toBe(200);
    worker.now += 45_000;
    expect((await worker.fetch("/api/tokens", bearer(right, from))).status).toBe(200);
  });
});
