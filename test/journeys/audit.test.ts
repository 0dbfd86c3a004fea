/** Who did what, who was refused, and how often somebody may guess. */
import { env } from "cloudflare:workers";
import { zipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { mintToken } from "../../src/auth/tokens";
import { Counter } from "../counting";
import { shortArticle } from "../fixtures/articles";
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
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const idOf = (token: string) => token.split("_")[1] ?? "";
/** In which there may be a "_" too. */
const secretOf = (token: string) => token.split("_").slice(2, -1).join("_");

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
    expect(JSON.stringify(acts)).not.toContain(secretOf(token));
  });

  it("is written wherever it is made, behind the door too", async () => {
    const id = await post("خبر منشور");
    const drafter = bearer(await makeToken(["articles:draft"]), { "If-Match": "*" });
    const article = { lang: "ar", title: "خبر مدسوس", body: "نصّ." };
    const body = JSON.stringify({ ...article, status: "published" });
    const rewritten = JSON.stringify(article);
    const tries: readonly (readonly [method: string, path: string, body: string | null])[] = [
      ["POST", "/api/articles", body],
      ["PUT", `/api/articles/${id}`, rewritten],
      ["POST", "/api/uploads?lang=ar&status=published", shortArticle("خبر مدسوس")],
      ["DELETE", `/api/articles/${id}`, null],
      ["POST", `/api/articles/${id}/revisions/1/restoration`, null],
    ];
    for (const [method, path, sent] of tries)
      expect([method, path, (await worker.fetch(path, { method, body: sent, ...drafter })).status]).toEqual([
        method,
        path,
        403,
      ]);
    const { acts } = await log("?kind=refused");
    expect(acts.map(({ action, subject }) => [action, subject])).toEqual(
      tries
        .map(([method, path]) => ["refused.scope-missing", `${method} ${path.split("?")[0]}`])
        .toReversed(),
    );
  });

  it("is written for each file of an archive that its token may not publish", async () => {
    const drafter = bearer(await makeToken(["articles:draft"]));
    const file = (title: string) =>
      new TextEncoder().encode(
        `---\ntitle: ${title}\nlang: ar\ndate: 2026-11-23\nstatus: published\n---\n\nنصّ الخبر.\n`,
      );
    const body = zipSync({ "1.md": file("خبر أول"), "2.md": file("خبر ثان") });
    const answer = await worker.fetch("/api/uploads", { method: "POST", body, ...drafter });
    expect(JSON.stringify(await answer.json())).toContain("scope-missing");
    expect(actions(await log())).toEqual(["refused.scope-missing", "refused.scope-missing"]);
  });

  it("tells who came after somebody else, with another's version or with none; a fault in what was sent is nobody's refusal", async () => {
    const id = await post("خبر");
    const article = { lang: "ar", title: "خبر", body: "نصّ آخر." };
    expect((await worker.send("PUT", `/api/articles/${id}`, article)).status).toBe(428);
    const stale = { "If-Match": '"r7"' };
    expect((await worker.send("PUT", `/api/articles/${id}`, article, stale)).status).toBe(412);
    expect((await worker.send("PUT", `/api/articles/${id}/review`, {})).status).toBe(409);
    expect((await worker.send("POST", "/api/articles", { lang: "ar" })).status).toBe(422);
    expect((await worker.asEditor("/api/articles/999", { method: "DELETE" })).status).toBe(404);
    expect(actions(await log("?kind=refused"))).toEqual([
      "refused.not-a-draft",
      "refused.precondition-failed",
      "refused.precondition-required",
    ]);
  });

  it("is written at most 20 times a minute by an isolate for those whom nobody knows, and for each token", async () => {
    const drafter = bearer(await makeToken(["articles:draft"]));
    const written = async () => (await log("?kind=refused&limit=100")).acts.length;
    for (let n = 0; n < 25; n++) await worker.fetch("/api/tokens");
    expect(await written()).toBe(20);
    for (let n = 0; n < 25; n++) await worker.fetch("/api/tokens", drafter);
    expect(await written()).toBe(40);
    worker.now += 60_000;
    await worker.fetch("/api/tokens");
    expect(await written()).toBe(41);
  });

  it("of haste has its line, however many others were refused in that minute", async () => {
    const from = bearer("dhk_wrong", { "CF-Connecting-IP": "192.0.2.7" });
    for (let n = 0; n < 31; n++) await worker.fetch("/api/tokens", from);
    expect(actions(await log("?kind=refused&limit=1"))).toEqual(["refused.rate-limited"]);
  });
});

describe("whoever guesses", () => {
  const from = { "CF-Connecting-IP": "192.0.2.7" };
  async function guess(more: Record<string, string> = from): Promise<void> {
    for (let n = 0; n < 30; n++)
      expect((await worker.fetch("/api/tokens", bearer("dhk_wrong", more))).status).toBe(401);
  }

  it("429 with Retry-After after 30 wrong tokens in a minute; other callers are let in, and so is this one later", async () => {
    const wrong = bearer("dhk_wrong", from);
    await guess();
    worker.now += 15_000;
    const refused = await worker.fetch("/api/tokens", wrong);
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "45"]);
    expect(await refused.json()).toMatchObject({ code: "rate-limited" });
    const other = bearer("dhk_wrong", { "CF-Connecting-IP": "2001:db8:1:2::7" });
    expect((await worker.fetch("/api/tokens", other)).status).toBe(401);
    worker.now += 45_000;
    expect((await worker.fetch("/api/tokens", wrong)).status).toBe(401);
  });

  it("from anywhere in a network of IPv6 is one caller, however the address is written", async () => {
    for (let n = 0; n < 30; n++) {
      const address = n % 2 === 0 ? `2001:db8::a:b:c:${n}` : `2001:db8:0:0:1:${n}::`;
      const wrong = bearer("dhk_wrong", { "CF-Connecting-IP": address });
      expect((await worker.fetch("/api/tokens", wrong)).status).toBe(401);
    }
    const status = async (address: string) =>
      (await worker.fetch("/api/tokens", bearer("dhk_wrong", { "CF-Connecting-IP": address }))).status;
    expect([await status("2001:db8::1"), await status("2001:db8:0:1::1")]).toEqual([429, 401]);
  });

  it("keeps no colleague at the same address out: a token of the site opens as ever, and a revoked one does not", async () => {
    const { token, id } = await (
      await worker.send("POST", "/api/tokens", { name: "مكتب التحرير", scopes: ["tokens:write"] })
    ).json<{ token: string; id: string }>();
    const scopeless = bearer(await makeToken(["articles:draft"]), from);
    await guess();
    expect((await worker.fetch("/api/tokens", bearer(token, from))).status).toBe(200);
    expect((await worker.fetch("/api/tokens", scopeless)).status).toBe(403);
    const anothers = bearer(
      (await mintToken(bytes => (bytes === 6 ? Uint8Array.fromHex(id) : random(bytes)))).token,
      from,
    );
    expect((await worker.fetch("/api/tokens", anothers)).status).toBe(429);
    await worker.asEditor(`/api/tokens/${id}`, { method: "DELETE" });
    expect((await worker.fetch("/api/tokens", bearer(token, from))).status).toBe(429);
  });

  it("lets in the secret OWNER_TOKEN at its first use, and within seconds a token that was just made", async () => {
    const { token: owner } = await mintToken(random);
    worker = new TestWorker({ OWNER_TOKEN: owner });
    await guess();
    expect((await worker.fetch("/api/tokens", bearer(owner, from))).status).toBe(200);
    const made = bearer(await makeToken(), from);
    worker.now += 10_000;
    expect((await worker.fetch("/api/tokens", made)).status).toBe(200);
  });

  it("costs D1 one question in ten seconds, however many well-formed tokens are shown", async () => {
    const counter = new Counter();
    worker = new TestWorker({ DB: counter.d1(env.DB) });
    await guess();
    const wellFormed = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { token } = await mintToken(random);
        return bearer(token, from);
      }),
    );
    // Its lines in the log are counted apart: they are bounded by the test above.
    for (let n = 0; n < 20; n++) await worker.fetch("/api/tokens", bearer("dhk_wrong", from));
    counter.take();
    const answers = await Promise.all(wellFormed.map(init => worker.fetch("/api/tokens", init)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([429]));
    expect(counter.take().trips).toBe(1);
  });
});
