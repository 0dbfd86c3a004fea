import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { aSoraniArticle, theWaterArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";

const slug = "مجلس-البلدة-يعلن-خطة-لتأهيل-محطات-المياه-في-القرى-الشرقية";
const canonical = `/ar/2021/11/29/${encodeURIComponent(slug)}`;

let worker: TestWorker;
beforeEach(async () => {
  worker = new TestWorker();
  await worker.upload(theWaterArticle);
});

describe("one address for one article", () => {
  it("answers as right-to-left HTML, as JSON and as Markdown", async () => {
    const page = await worker.fetch(canonical);
    expect(page.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain('<html lang="ar" dir="rtl">');
    const json = await worker.fetch(`${canonical}.json`);
    expect(json.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(await json.json()).toMatchObject({ id: 1, lang: "ar" });
    const markdown = await worker.fetch(`${canonical}.md`);
    expect(markdown.headers.get("Content-Type")).toBe("text/markdown; charset=utf-8");
    expect(await markdown.text()).toMatch(/^# مجلس البلدة/);
  });

  it("tells in Markdown, too, who wrote it and what was wrong before", async () => {
    const text = { lang: "ar", title: "جسر الوادي", body: "نص.", status: "published" };
    const authors = ["سلمى الخطيب", "Rojda *Amed*"];
    const sent = await worker.send("POST", "/api/articles", { ...text, authors });
    const { id, url } = await sent.json<{ id: number; url: string }>();
    const revised = { ...text, body: "نص ثان.", correction: "كان العدد\n# خطأ." };
    await worker.send("PUT", `/api/articles/${id}`, revised, { "If-Match": "*" });
    expect(await (await worker.fetch(`${new URL(url).pathname}.md`)).text()).toBe(
      "# جسر الوادي\n\n2026-11-23\n\nبقلم سلمى الخطيب، Rojda \\*Amed\\*\n\nنص ثان.\n\n## تصويبات\n\n- 2026-11-23: كان العدد # خطأ.\n",
    );
  });

  it.each([
    ["lower-case hex", canonical.replaceAll(/%../g, hex => hex.toLowerCase())],
    ["encoded twice", `/ar/2021/11/29/${encodeURIComponent(encodeURIComponent(slug))}`],
    ["NFD", `/ar/2021/11/29/${encodeURIComponent(slug.normalize("NFD"))}`],
    ["a slash at its end", `${canonical}/`],
    ["doubled slashes", canonical.replace("/2021", "//2021")],
    ["the language in capitals", canonical.replace("/ar/", "/AR/")],
    ["harakat", canonical.replace(encodeURIComponent("يعلن"), encodeURIComponent("يُعلِن"))],
    ["a Persian kaf and yeh", `/ar/2021/11/29/${encodeURIComponent(slug.replaceAll("ي", "ی"))}`],
  ])("308 from %s to the one spelling", async (_, path) => {
    const response = await worker.fetch(path);
    expect(response.status).toBe(308);
    expect(response.headers.get("Location")).toBe(canonical);
    expect(response.headers.get("Cache-Control")).toMatch(/^public, max-age=\d+/);
  });

  it("raw letters are the same address", async () => {
    expect((await worker.fetch(`/ar/2021/11/29/${slug}`)).status).toBe(200);
  });

  it("308 keeps the form and the query", async () => {
    const response = await worker.fetch(`${canonical.toLowerCase()}.json?edition=1`);
    expect(response.headers.get("Location")).toBe(`${canonical}.json?edition=1`);
  });

  it("301 from an address that it had before", async () => {
    await env.DB.prepare(
      "INSERT INTO slugs (lang, day, key, slug, article_id) VALUES ('ar', '2021-11-28', 'قديم', 'قديم', 1)",
    ).run();
    const response = await worker.fetch(`/ar/2021/11/28/${encodeURIComponent("قديم")}`);
    expect(response.status).toBe(301);
    expect(response.headers.get("Location")).toBe(canonical);
  });

  it("Sorani letters that only look different are one address too", async () => {
    const { url } = await (await worker.upload(aSoraniArticle, "lang=ckb&status=published")).json<{
      url: string;
    }>();
    const path = new URL(url).pathname;
    const lookalike = encodeURIComponent(
      decodeURIComponent(path).split("/").at(-1)?.replaceAll("ک", "ك") ?? "",
    );
    const response = await worker.fetch(`/ckb/2021/11/29/${lookalike}`);
    expect([response.status, response.headers.get("Location")]).toEqual([308, path]);
  });

  it("an unknown parameter changes nothing, and a foreign Host or cookie neither", async () => {
    const plain = await (await worker.fetch(canonical)).text();
    const other = new TestWorker();
    const headers = { Cookie: "a=b", "X-Forwarded-Host": "evil.example", "Accept-Language": "en" };
    expect(await (await other.fetch(`${canonical}?utm_source=x`, { headers })).text()).toBe(plain);
  });
});

describe("HTTP as it should be", () => {
  it("HEAD has the headers of GET and no body", async () => {
    const get = await worker.fetch(canonical);
    const head = await worker.fetch(canonical, { method: "HEAD" });
    expect(await head.text()).toBe("");
    expect(head.headers.get("ETag")).toBe(get.headers.get("ETag"));
    expect(head.status).toBe(200);
  });

  it("304 for the ETag that was given, also when the edge has weakened it", async () => {
    const etag = (await worker.fetch(canonical)).headers.get("ETag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const condition of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const response = await worker.fetch(canonical, { headers: { "If-None-Match": condition } });
      expect([condition, response.status, await response.text()]).toEqual([condition, 304, ""]);
      expect(response.headers.get("Cache-Control")).toMatch(/^public/);
    }
    expect((await worker.fetch(canonical, { headers: { "If-None-Match": '"x"' } })).status).toBe(200);
  });

  it("405 names the methods that there are", async () => {
    const post = await worker.fetch(canonical, { method: "POST" });
    expect([post.status, post.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
    const get = await worker.fetch("/api/uploads");
    expect([get.status, get.headers.get("Allow")]).toEqual([405, "POST"]);
    expect(await get.json()).toMatchObject({ code: "method-not-allowed" });
  });

  it("404 is a page in the reader's language: the address's, else the browser's", async () => {
    const inArabic = await worker.fetch("/ar/2021/11/29/none");
    expect([inArabic.status, inArabic.headers.get("Content-Language")]).toEqual([404, "ar"]);
    expect(await inArabic.text()).toContain('<html lang="ar" dir="rtl">');
    const inSorani = await worker.fetch("/none", { headers: { "Accept-Language": "ckb, en;q=0.5" } });
    expect([inSorani.status, inSorani.headers.get("Content-Language")]).toEqual([404, "ckb"]);
    expect(inSorani.headers.get("Cache-Control")).toBe("private, no-store");
  });

  it.each(["/ar/2021/11/29/%FF", "/ar/%00/", "/ar/a%2Fb/", "/ar/2021/11/29/%E2%80"])(
    "400 for %s, which is no address",
    async path => {
      expect((await worker.fetch(path)).status).toBe(400);
    },
  );

  it.each([
    "/cdn-cgi/handler/scheduled",
    "/__scheduled",
    "/ar/2021/02/30/x",
    "/ar/2021/11/29/x.exe",
    "/xx",
    "/api/none",
    "/api/articles/0",
  ])("404 for %s", async path => {
    expect((await worker.fetch(path)).status).toBe(404);
  });

  it("/ leads to a language that the reader reads, and no cache keeps that", async () => {
    const to = async (header: string) => {
      const response = await worker.fetch("/", { headers: { "Accept-Language": header } });
      expect([response.status, response.headers.get("Cache-Control")]).toEqual([302, "private, no-store"]);
      return response.headers.get("Location");
    };
    expect(await to("")).toBe("/ar/");
    expect(await to("de, en;q=0.8, ar;q=0.9")).toBe("/ar/");
    expect(await to("ckb-IQ, ar;q=0.9")).toBe("/ckb/");
    expect(await to("ku-TR, ar;q=0.9")).toBe("/kmr/");
    expect(await to("en-GB;q=0")).toBe("/ar/");
  });
});

it("every answer says how long it may be kept, in which language it is, and that nothing in it may run", async () => {
  const asked: [string, RequestInit?][] = [
    ["/"],
    ["/ar/"],
    ["/en/"],
    [canonical],
    [`${canonical}.json`],
    [`${canonical}.md`],
    [`${canonical}/`],
    ["/ar/2021/11/29/none"],
    ["/none"],
    ["/ar/%FF"],
    [canonical, { method: "DELETE" }],
    ["/api/articles"],
    ["/api/articles/1"],
    ["/api/articles/99"],
    ["/api/uploads", { method: "POST" }],
    ["/api/tokens"],
    ["/api/observances"],
    ["/api/observances/1/versions"],
    ["/api/observances/import", { method: "POST" }],
    ["/api/commemorations/preview"],
    ["/api/commemorations/preview.html"],
    ["/api/commemorations/switches"],
    ["/ar/calendar/"],
    ["/ar/calendar.ics"],
    ["/ar/calendar/none.ics"],
    ["/api/settings"],
    ["/api/health"],
    ["/api/none"],
  ];
  for (const [path, init] of asked) {
    const response = await worker.fetch(path, init);
    const { headers } = response;
    expect([path, response.status]).not.toEqual([path, 500]);
    expect([path, headers.get("Cache-Control")]).toEqual([
      path,
      expect.stringMatching(/^(private, no-store|public, max-age=\d+)/),
    ]);
    expect([path, headers.get("Content-Language")]).toEqual([
      path,
      expect.stringMatching(/^(ar|ckb|kmr|en)$/),
    ]);
    expect([path, headers.get("Content-Security-Policy")]).toEqual([
      path,
      expect.stringMatching(/^default-src 'none'/),
    ]);
    expect([path, headers.get("X-Content-Type-Options")]).toEqual([path, "nosniff"]);
    const scripts = (await response.text()).match(/<script(?! type="application\/ld\+json">)/g);
    expect([path, scripts]).toEqual([path, null]);
  }
});
