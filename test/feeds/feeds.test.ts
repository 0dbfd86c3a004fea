import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { LONGEST_TEXT_BYTES } from "../../src/articles/lists/text-queries";
import { uuidUrn } from "../../src/syndication/feeds/feed";
import { Counter } from "../counting";
import { seedArchive } from "../fixtures/archive";
import {
  anEnglishArticle,
  aSoraniArticle,
  chemicalWarfareDay,
  shortArticle,
  theWaterArticle,
} from "../fixtures/articles";
import { MONDAY_MORNING, ORIGIN, TestWorker } from "../worker";

const TAG = `/ar/tag/${encodeURIComponent("مياه")}/`;
const AUTHOR = `/ar/author/${encodeURIComponent("سعاد-عيسى")}/`;
const ALL = "lang=ar&status=published&tags=مياه,قرى&authors=سعاد عيسى&section=محليات";

async function newsroom(): Promise<TestWorker> {
  const worker = new TestWorker();
  await worker.send("POST", "/api/sections", { lang: "ar", name: "محليات" });
  return worker;
}

const textOf = async (worker: TestWorker, path: string) => await (await worker.fetch(path)).text();

interface JsonItem {
  id: string;
  url: string;
  title: string;
  content_html?: string;
  summary: string;
  date_published: string;
  date_modified: string;
  authors?: { name: string }[];
  tags?: string[];
}

async function itemsOf(worker: TestWorker, path: string): Promise<JsonItem[]> {
  const response = await worker.fetch(`${path}feed.json`);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json<{ items: JsonItem[] }>()).items;
}

describe("a feed stands beside every list", () => {
  it.each(["/ar/", `/ar/${encodeURIComponent("محليات")}/`, TAG, AUTHOR])("%s", async list => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    const types = {
      "rss.xml": "application/rss+xml; charset=utf-8",
      "atom.xml": "application/atom+xml; charset=utf-8",
      "feed.json": "application/feed+json; charset=utf-8",
    };
    for (const [file, type] of Object.entries(types)) {
      const response = await worker.fetch(list + file);
      expect([response.status, response.headers.get("Content-Type")]).toEqual([200, type]);
      expect(response.headers.get("Content-Language")).toBe("ar");
      const text = await response.text();
      expect(text).toContain("مجلس البلدة يُعلن خطةً");
      expect(text).toContain("وختم المجلس بأن التفاصيل");
      expect(text).toContain(ORIGIN + list + file);
      expect(text).not.toMatch(/href="\/|>\//);
    }
  });

  it("of commemorations, with these alone", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    expect(await itemsOf(worker, "/ar/commemorations/")).toEqual([]);
    await worker.send("POST", "/api/observances", chemicalWarfareDay);
    worker.now = Date.parse("2026-11-30T05:00:00Z");
    await worker.tick();
    const titles = (await itemsOf(worker, "/ar/commemorations/")).map(item => item.title);
    expect(titles).toEqual([expect.stringContaining("يوم إحياء ذكرى")]);
    expect((await worker.fetch("/ar/commemorations/rss.xml")).status).toBe(200);
  });

  it("an empty language has an empty feed", async () => {
    const worker = await newsroom();
    const rss = await textOf(worker, "/kmr/rss.xml");
    expect(rss).toContain("<language>kmr</language>");
    expect(rss).not.toContain("<item>");
    expect(await textOf(worker, "/kmr/atom.xml")).toContain("<updated>1970-01-01T00:00:00.000Z</updated>");
  });

  it("404 where there is no such section, tag or author", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    for (const list of ["/ar/none/", "/ar/tag/none/", "/ar/author/none/", "/en/tag/none/", "/fr/"]) {
      for (const file of ["rss.xml", "atom.xml", "feed.json"])
        expect([list, (await worker.fetch(list + file)).status]).toEqual([list, 404]);
    }
    expect((await worker.fetch("/ar/rdf.xml")).status).toBe(404);
  });

  it("another spelling leads to the list's own", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    const response = await worker.fetch(`/ar/tag/${encodeURIComponent("مياة")}/rss.xml`);
    expect([response.status, response.headers.get("Location")]).toEqual([308, `${TAG}rss.xml`]);
  });
});

describe("what a feed may show", () => {
  it("what was wrong before, newest first, as the page does", async () => {
    const worker = await newsroom();
    const text = { lang: "ar", title: "جسر الوادي", body: "نص.", status: "published" };
    const { id } = await (await worker.send("POST", "/api/articles", text)).json<{ id: number }>();
    for (const [body, correction] of [
      ["نص ثان.", "كان الاسم خطأ: <سلمى>."],
      ["نص ثالث.", "كان العدد خطأ."],
    ])
      await worker.send("PUT", `/api/articles/${id}`, { ...text, body, correction }, { "If-Match": "*" });
    const [item] = await itemsOf(worker, "/ar/");
    expect(item?.content_html).toMatch(
      /نص ثالث\.<\/p><h2>تصويبات<\/h2><ul><li>[^<]+2026: <bdi>كان العدد خطأ\.<\/bdi><\/li><li>[^<]+: <bdi>كان الاسم خطأ: &lt;سلمى&gt;\.<\/bdi>/,
    );
    expect(await textOf(worker, "/ar/rss.xml")).toContain("كان العدد خطأ");
    expect(await textOf(worker, "/ar/atom.xml")).toContain("كان العدد خطأ");
  });

  it("never a draft, nor that its tag is known", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL.replace("published", "draft"));
    expect((await worker.fetch(`${TAG}rss.xml`)).status).toBe(404);
    expect((await worker.fetch(`${AUTHOR}rss.xml`)).status).toBe(404);
    expect(await itemsOf(worker, "/ar/")).toEqual([]);
  });

  it("a scheduled article from its instant on, though no clock ticks", async () => {
    const worker = await newsroom();
    const at = new Date(MONDAY_MORNING + 3_600_000).toISOString();
    await worker.upload(shortArticle("خبر مؤجَّل"), `${ALL}&publish_at=${at}`);
    expect(await itemsOf(worker, "/ar/")).toEqual([]);
    expect((await worker.fetch(`${TAG}feed.json`)).status).toBe(404);
    worker.now += 3_600_000;
    for (const list of ["/ar/", TAG, AUTHOR])
      expect((await itemsOf(worker, list)).map(item => item.title)).toEqual(["خبر مؤجَّل"]);
  });

  it("a retracted article leaves every feed with its edition", async () => {
    const worker = await newsroom();
    const reader = new TestWorker();
    const { id } = await (await worker.upload(theWaterArticle, ALL)).json<{ id: number }>();
    await worker.upload(shortArticle("خبر آخر"), ALL);
    for (const list of ["/ar/", TAG, AUTHOR]) expect(await itemsOf(reader, list)).toHaveLength(2);
    const gone = await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    const { edition } = await gone.json<{ edition: number }>();
    for (const list of ["/ar/", TAG, AUTHOR]) {
      const response = await reader.fetch(`${list}rss.xml?edition=${edition}`);
      expect([list, (await response.text()).includes("مجلس البلدة")]).toEqual([list, false]);
    }
  });

  it("a revision is there at once, under the same id, though slug and title changed", async () => {
    const worker = await newsroom();
    const { id } = await (await worker.upload(theWaterArticle, ALL)).json<{ id: number }>();
    const [before] = await itemsOf(worker, "/ar/");
    worker.now += 60_000;
    await env.DB.prepare("UPDATE articles SET slug = 'آخر' WHERE id = ?").bind(id).run();
    await worker.upload(theWaterArticle.replace("مطلع الشهر", "منتصف الشهر"), ALL);
    const elsewhere = new TestWorker({ SITE_ORIGIN: "https://new.example" });
    elsewhere.now = worker.now;
    const [after] = await itemsOf(elsewhere, "/ar/");
    expect(after?.id).toBe(before?.id);
    expect(before?.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("an article too long for a feed stands in it with its summary", async () => {
    const worker = await newsroom();
    await worker.upload(shortArticle("مقال طويل") + "كلمة ".repeat(LONGEST_TEXT_BYTES / 8), ALL);
    await worker.upload(theWaterArticle, ALL);
    const items = await itemsOf(worker, "/ar/");
    expect(items.map(item => [item.title, item.content_html !== undefined])).toEqual([
      ["مقال طويل", false],
      [expect.stringContaining("مجلس البلدة"), true],
    ]);
    expect(await textOf(worker, "/ar/rss.xml")).toContain("<description>نصّ قصير");
  });

  it("a row that cannot be read does not take the others with it", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    const { id } = await (await worker.upload(shortArticle("خبر"), ALL)).json<{ id: number }>();
    await env.DB.prepare("UPDATE articles SET published_on = 'strange' WHERE id = ?").bind(id).run();
    expect(await itemsOf(new TestWorker(), "/ar/")).toHaveLength(1);
  });
});

describe("what a feed says", () => {
  it("bylines, tags, dates with noon for a date alone, and the whole text in its direction", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    const [item] = await itemsOf(worker, "/ar/");
    expect(item).toMatchObject({
      authors: [{ name: "سعاد عيسى" }],
      tags: ["مياه", "قرى"],
      date_published: "2021-11-29T10:00:00.000Z", // noon in Damascus, in the winter of 2021
      date_modified: new Date(MONDAY_MORNING).toISOString(),
      url: expect.stringMatching(/^http:\/\/localhost:8787\/ar\/2021\/11\/29\/[%0-9A-F-]+$/),
    });
    expect(item?.content_html).toMatch(/^<div lang="ar" dir="rtl"><p>أعلن مجلس/);
    const rss = await textOf(worker, "/ar/rss.xml");
    expect(rss).toContain("<pubDate>Mon, 29 Nov 2021 10:00:00 GMT</pubDate>");
    expect(rss).toContain("<dc:creator>سعاد عيسى</dc:creator>");
    expect(rss).toContain("<category>مياه</category>");
    expect(rss).toContain(`<guid isPermaLink="false">${item?.id}</guid>`);
    expect(rss).toContain(`<atom:link rel="self" type="application/rss+xml" href="${ORIGIN}/ar/rss.xml"/>`);
    const atom = await textOf(worker, "/ar/atom.xml");
    expect(atom).toContain('xml:lang="ar"');
    expect(atom).toContain(`<id>${item?.id}</id>`);
  });

  it("a name in another script is isolated in its title, where no dir can be", async () => {
    const worker = await newsroom();
    await worker.upload(shortArticle("ندوة عن RSS 2.0 في حلب"));
    const [item] = await itemsOf(worker, "/ar/");
    expect(item?.title).toBe("ندوة عن \u2068RSS 2.0\u2069 في حلب");
  });

  it("each language for itself", async () => {
    const worker = await newsroom();
    await worker.upload(aSoraniArticle, "lang=ckb&status=published");
    await worker.upload(anEnglishArticle, "lang=en&status=published");
    expect((await itemsOf(worker, "/ckb/"))[0]?.content_html).toContain('<div lang="ckb" dir="rtl">');
    expect((await itemsOf(worker, "/en/"))[0]?.content_html).toContain('<div lang="en" dir="ltr">');
    expect(await textOf(worker, "/ckb/rss.xml")).toContain("<language>ckb</language>");
  });

  it("the WebSub hub, once the newsroom has one", async () => {
    const worker = await newsroom();
    expect(await textOf(worker, "/ar/rss.xml")).not.toContain("hub");
    await worker.send("PATCH", "/api/settings", { websub_hub: "https://hub.example/?a=1&b=2" });
    expect(await textOf(worker, "/ar/rss.xml")).toContain(
      '<atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>',
    );
    expect(await textOf(worker, "/ar/atom.xml")).toContain(
      '<link rel="hub" href="https://hub.example/?a=1&amp;b=2"/>',
    );
    expect(await textOf(worker, "/ar/feed.json")).toContain(
      '"hubs":[{"type":"WebSub","url":"https://hub.example/?a=1&b=2"}]',
    );
    const refused = await worker.send("PATCH", "/api/settings", { websub_hub: "hub" });
    expect(refused.status).toBe(422);
    await worker.send("PATCH", "/api/settings", { websub_hub: null });
    expect(await textOf(worker, "/ar/rss.xml")).not.toContain("hub");
  });

  it("strange text is text: no mark-up, no character that XML may not hold", async () => {
    const worker = await newsroom();
    const title = "عنوان ]]> <b>&amp;</b> \u0007 😀";
    const body = "نصّ ]]></content:encoded><script>alert(1)</script> \u202eمقلوب \uFFFE 👩‍👩‍👧";
    await worker.send("POST", "/api/articles", { lang: "ar", title, body, status: "published" });
    const rss = await textOf(worker, "/ar/rss.xml");
    expect(rss).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe]|\]\]>|<script|<b>/);
    expect(rss).toContain("]]&gt; \u2068&lt;b&gt;&amp;amp;&lt;/b&gt; 😀\u2069");
    expect(rss).toContain("]]&amp;gt;&amp;lt;/content:encoded&amp;gt;");
  });
});

describe("a feed and the cache", () => {
  it("304 to whoever has it already", async () => {
    const worker = await newsroom();
    await worker.upload(theWaterArticle, ALL);
    for (const path of ["/ar/rss.xml", "/ar/atom.xml", "/ar/feed.json", `${TAG}rss.xml`]) {
      const first = await worker.fetch(path);
      const headers = { "If-None-Match": first.headers.get("ETag") ?? "" };
      const second = await worker.fetch(path, { headers });
      expect([path, second.status, await second.text()]).toEqual([path, 304, ""]);
      expect(second.headers.get("Cache-Control")).toMatch(/^public, max-age=10/);
    }
  });

  it.each([100, 10_000])("at most 2n + 8 rows in one trip, in an archive of %i articles", async size => {
    const counter = new Counter();
    await seedArchive(size);
    await env.DB.batch([
      env.DB.prepare("INSERT INTO tags (id, lang, key, slug, name) VALUES (1, 'ar', 'خبر', 'خبر', 'خبر')"),
      env.DB.prepare(
        "INSERT INTO sections (id, group_id, lang, key, slug, name) VALUES (1, 1, 'ar', 'قسم', 'قسم', 'قسم')",
      ),
      env.DB.prepare(
        `UPDATE site SET contents = '{"sections":[{"id":1,"groupId":1,"lang":"ar","slug":"قسم","name":"قسم"}],"pages":[]}'`,
      ),
      env.DB.prepare("UPDATE articles SET section_id = 1"),
      env.DB.prepare(`INSERT INTO listings SELECT 'tag:1', publish_at, id, json_object('id', id, 'lang', lang, 'title', title,
        'lead', lead, 'slug', slug, 'publishedOn', published_on, 'publishAt', publish_at, 'sectionId', 1,
        'isCommemoration', 0) FROM articles`),
      env.DB.prepare(`INSERT INTO revisions (article_id, number, at, reason, status, title, body_format, body, content_hash,
        chain_hash, warnings, see_also, particulars) SELECT article_id, 2, at, 'revised', status, title, body_format, body || '، منقَّح', 'x', 'x', '[]', see_also, particulars FROM revisions`),
      env.DB.prepare("UPDATE articles SET revision = 2"),
    ]);
    const worker = new TestWorker({ DB: counter.d1(env.DB) });
    for (const list of [
      "/ar/",
      `/ar/tag/${encodeURIComponent("خبر")}/`,
      `/ar/${encodeURIComponent("قسم")}/`,
    ]) {
      counter.take();
      const items = await itemsOf(worker, list);
      const { trips, rowsRead } = counter.take();
      expect(items).toHaveLength(20);
      expect(items[0]?.content_html).toContain("منقَّح");
      expect([list, trips]).toEqual([list, 1]);
      expect([list, rowsRead]).toEqual([list, expect.toSatisfy((rows: number) => rows <= 48)]);
    }
  });
});

it("ids are unique in the world: the site's random digits, then the article's number", () => {
  expect(uuidUrn("0123456789abcdef01", 0x2a)).toBe("urn:uuid:01234567-89ab-8cde-8f01-00000000002a");
});
