import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/auth/tokens";
import type { Scope } from "../../src/db/schema";
import { shortArticle } from "../fixtures/articles";
import { png } from "../fixtures/media";
import { makeToken, TestWorker } from "../worker";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const as = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

interface Created {
  id: string;
  token: string;
  scopes: string[];
}

async function create(worker: TestWorker, wish: unknown): Promise<Created> {
  return await (await worker.send("POST", "/api/tokens", wish)).json<Created>();
}

describe("the first token of a deployed site", () => {
  it("comes from the secret OWNER_TOKEN, may do everything, and becomes a token like any other", async () => {
    const { token, id } = await mintToken(random);
    const worker = new TestWorker({ OWNER_TOKEN: token });
    expect((await worker.fetch("/api/tokens", as(token))).status).toBe(200);
    const { tokens } = await (await worker.fetch("/api/tokens", as(token))).json<{
      tokens: { id: string; name: string }[];
    }>();
    expect(tokens).toMatchObject([{ id, name: "owner", revoked_at: null }]);
  });

  it("is not born again after it was revoked, though the secret still stands", async () => {
    const { token, id } = await mintToken(random);
    const worker = new TestWorker({ OWNER_TOKEN: token });
    expect((await worker.fetch(`/api/tokens/${id}`, { method: "DELETE", ...as(token) })).status).toBe(200);
    expect((await worker.fetch("/api/tokens", as(token))).status).toBe(401);
  });
});

describe("a token", () => {
  it("is shown once, and only a hash of it is kept", async () => {
    const worker = new TestWorker();
    const { token, id } = await create(worker, { name: "مكتب التحرير", scopes: ["articles:draft"] });
    expect(token).toMatch(/^dhk_[0-9a-f]{12}_[\w-]{43}_[0-9a-f]{8}$/);
    const listed = await (await worker.asEditor("/api/tokens")).text();
    expect(listed).toContain(id);
    const dump = JSON.stringify((await env.DB.prepare("SELECT * FROM tokens").all()).results);
    const secret = token.split("_").slice(2, -1).join("_");
    expect([listed.includes(secret), dump.includes(secret)]).toEqual([false, false]);
  });

  it("for media or tokens alone reads what readers read: no draft, nothing that waits for its hour", async () => {
    const worker = new TestWorker();
    await worker.upload(shortArticle("مسودة"), "lang=ar");
    await worker.upload(
      shortArticle("خبر محظور"),
      "lang=ar&status=published&publish_at=2026-12-01T08:00:00Z",
    );
    await worker.upload(shortArticle("خبر"));
    const seen = async (scopes: readonly Scope[]) => {
      const token = await makeToken(scopes);
      const read = async (path: string) => (await worker.fetch(`/api/articles${path}`, as(token))).status;
      return [await read("/1"), await read("/2"), await read("/3"), await read("?status=draft")];
    };
    expect(await seen(["media:write", "tokens:write"])).toEqual([404, 404, 200, 403]);
    expect(await seen(["media:write", "articles:draft"])).toEqual([200, 200, 200, 200]);
    expect(await seen(["observances:write"])).toEqual([200, 200, 200, 200]);
  });

  it("for media alone learns no title of a draft from where a picture is used, and no other names of an author", async () => {
    const worker = new TestWorker();
    const picture = await worker.asEditor("/api/media", { method: "POST", body: png() });
    const { src } = await picture.json<{ src: string }>();
    const article = { lang: "ar", body: `<p>نص</p><img alt="نبع" src="${src}">`, body_format: "html" };
    await worker.send("POST", "/api/articles", { ...article, title: "مسودة", authors: ["أم سالم"] });
    await worker.send("POST", "/api/articles", { ...article, title: "خبر", status: "published" });
    const media = await makeToken(["media:write"]);
    const titles = async (token: string) =>
      (
        await (await worker.fetch("/api/media/1", as(token))).json<{ articles: { title: string }[] }>()
      ).articles.map(({ title }) => title);
    expect(await titles(media)).toEqual(["خبر", "(not published)"]);
    expect(await titles(await makeToken(["articles:draft"]))).toEqual(["خبر", "مسودة"]);
    const refused = await worker.fetch("/api/media/1", { method: "DELETE", ...as(media) });
    expect(await refused.json()).toMatchObject({
      articles: [{ title: "خبر" }, { title: "(not published)" }],
    });
    expect((await worker.fetch("/api/authors/1", as(media))).status).toBe(404);
    expect((await worker.fetch("/api/authors/1", as(await makeToken(["articles:draft"])))).status).toBe(200);
  });

  it("does what its scopes say and nothing else", async () => {
    const worker = new TestWorker();
    const { token } = await create(worker, { name: "drafts", scopes: ["articles:draft"] });
    const tried = async (method: string, path: string) =>
      (await worker.fetch(path, { method, ...as(token) })).status;
    expect(await tried("GET", "/api/tokens")).toBe(403);
    expect(await tried("PATCH", "/api/settings")).toBe(403);
    expect(await tried("POST", "/api/observances")).toBe(403);
    expect(await tried("PUT", "/api/articles/1/publication")).toBe(403);
    expect(await tried("DELETE", "/api/articles/1/publication")).toBe(403);
    expect(await tried("GET", "/api/articles?status=draft")).toBe(200);
  });

  it("gives away no scope that it does not have", async () => {
    const worker = new TestWorker();
    const token = await makeToken(["tokens:write", "articles:draft"]);
    const body = JSON.stringify({ name: "more", scopes: ["articles:publish"] });
    const response = await worker.fetch("/api/tokens", { method: "POST", body, ...as(token) });
    expect(await response.json()).toMatchObject({
      status: 403,
      code: "scope-missing",
      scope: "articles:publish",
    });
  });

  it("is dead from the next request on when it is revoked, in every isolate", async () => {
    const worker = new TestWorker();
    const other = new TestWorker();
    const { token, id } = await create(worker, { name: "leaked", scopes: ["settings:write"] });
    expect((await other.fetch("/api/settings", as(token))).status).toBe(200);
    await worker.send("DELETE", `/api/tokens/${id}`, {});
    expect((await other.fetch("/api/settings", as(token))).status).toBe(401);
    expect((await worker.fetch("/api/settings", as(token))).status).toBe(401);
  });

  it("tells when it was last used, to the hour", async () => {
    const worker = new TestWorker();
    const { token } = await create(worker, { name: "used", scopes: ["settings:write"] });
    await worker.fetch("/api/settings", as(token));
    const { tokens } = await (await worker.asEditor("/api/tokens")).json<{
      tokens: { name: string; last_used_at: string }[];
    }>();
    expect(tokens.find(one => one.name === "used")?.last_used_at).toBe("2026-11-23T07:00:00.000Z");
  });
});

describe("401, byte for byte the same", () => {
  it("for a token that is unknown, wrong, expired, revoked, malformed or missing", async () => {
    const worker = new TestWorker();
    const expired = await create(worker, {
      name: "old",
      scopes: ["settings:write"],
      expires_at: "2026-11-23T07:30:00Z",
    });
    const revoked = await create(worker, { name: "gone", scopes: ["settings:write"] });
    const alive = await create(worker, { name: "alive", scopes: ["settings:write"] });
    await worker.send("DELETE", `/api/tokens/${revoked.id}`, {});
    worker.now += 3_600_000;
    const unknown = (await mintToken(random)).token;
    const [prefix, id] = alive.token.split("_");
    const wrong = (await mintToken(bytes => (bytes === 6 ? Uint8Array.fromHex(id ?? "") : random(bytes))))
      .token;
    expect(wrong.startsWith(`${prefix}_${id}_`)).toBe(true);
    const headers = [unknown, wrong, expired.token, revoked.token, "dhk_x", `${alive.token}x`].map(
      token => `Bearer ${token}`,
    );
    const bodies = new Set<string>();
    for (const Authorization of [...headers, "Basic YTpi", "Bearer "]) {
      const response = await worker.fetch("/api/settings", { headers: { Authorization } });
      expect([Authorization, response.status]).toEqual([Authorization, 401]);
      expect(response.headers.get("WWW-Authenticate")).toBe('Bearer realm="Dhikra"');
      bodies.add(await response.text());
    }
    bodies.add(await (await worker.fetch("/api/settings")).text());
    expect(bodies.size).toBe(1);
    expect((await worker.fetch("/api/settings", as(alive.token))).status).toBe(200);
  });

  it("also where readers need none: a token that is shown must be good", async () => {
    const worker = new TestWorker();
    await worker.upload(shortArticle("خبر"));
    expect((await worker.fetch("/api/articles/1")).status).toBe(200);
    expect((await worker.fetch("/api/articles/1", as("dhk_x"))).status).toBe(401);
  });
});
