/** `fields` narrows what is told of articles, `include` adds to it; neither costs the database what it should not. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { editorsArticleResponse } from "../../src/articles/article-json";
import { fieldsOfArticle, fieldsOfSummary } from "../../src/articles/selection";
import { summaryResponse, unpublishedResponse } from "../../src/articles/summary-json";
import { Counter } from "../counting";
import { seedListed } from "../fixtures/archive";
import { shortArticle, theWaterArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";

type Told = Record<string, unknown>;
interface Page {
  articles: Told[];
  next_cursor: string | null;
}
interface Refused {
  code: string;
  faults: { field: string; message: string }[];
}

const ADDED = ["proposals"];
const INCLUDED_FIELDS = [
  "tags",
  "authors",
  "section",
  "translations",
  "body_text",
  "body_format",
  "body_html",
];
const notIncluded = (name: string) => !INCLUDED_FIELDS.includes(name);

const page = async (response: Response) => await response.json<Page>();

/** A site with a section, two articles of it, and a translation of the first. */
async function site() {
  const worker = new TestWorker();
  await worker.send("POST", "/api/sections", { lang: "ar", name: "أخبار" });
  const query = "lang=ar&status=published&section=أخبار&tags=مياه,قرى&authors=سعاد عيسى";
  const { id } = await (await worker.upload(theWaterArticle, query)).json<{ id: number }>();
  const english = "29 November 2021\n\nThe water plan\n\nA plan was announced.\n";
  await worker.upload(english, `lang=en&status=published&translation_of=${id}`);
  return { worker, id };
}

describe("fields", () => {
  it("of one article: those that were named, in the article's own order, for readers and for editors", async () => {
    const { worker, id } = await site();
    const path = `/api/articles/${id}?fields=title,id`;
    const title = "مجلس البلدة يُعلن خطةً لتأهيل محطّات المياه في القرى الشرقيّة قبل حلول الصيف";
    expect(await (await worker.fetch(path)).text()).toBe(`${JSON.stringify({ id, title })}\n`);
    expect(await (await worker.asEditor(path)).json()).toEqual({ id, title });
    const warned = await worker.asEditor(`/api/articles/${id}?fields=id,warnings`);
    expect(Object.keys(await warned.json<Told>())).toEqual(["id", "warnings"]);
  });

  it("what only editors are told is told to no reader, whoever names it", async () => {
    const { worker, id } = await site();
    const told = await worker.fetch(`/api/articles/${id}?fields=id,warnings,source_id,links,edition`);
    expect(await told.json()).toEqual({ id });
  });

  it("of a list, published or an editor's", async () => {
    const { worker, id } = await site();
    const published = await page(await worker.fetch("/api/articles?fields=url,id"));
    expect(published.articles.map(one => Object.keys(one))).toEqual([["id", "url"]]);
    expect(published).toMatchObject({ articles: [{ id }], next_cursor: null });
    await worker.send("POST", "/api/articles", { lang: "ar", title: "مسوّدة", body: "نصّ." });
    const drafts = await page(await worker.asEditor("/api/articles?status=draft&fields=title,status"));
    expect(drafts.articles).toEqual([{ title: "مسوّدة", status: "draft" }]);
  });

  it("every field that is told can be named, but for what an upload alone tells and what include adds", () => {
    const named = (told: readonly string[]) =>
      told
        .filter(name => !ADDED.includes(name))
        .toSorted()
        .join(",");
    const article = named(Object.keys(editorsArticleResponse.shape));
    expect(fieldsOfArticle.parse(article)?.toSorted().join(",")).toBe(article);
    const summary = named(
      Object.keys({ ...summaryResponse.shape, ...unpublishedResponse.shape }).filter(notIncluded),
    );
    expect(fieldsOfSummary.parse(summary)?.toSorted().join(",")).toBe(summary);
    expect(summary).toContain("unpublish_at");
  });

  it("an unknown one is refused with those that there are, and so is a doubled parameter", async () => {
    const { worker, id } = await site();
    for (const path of [
      `/api/articles/${id}?fields=id,body`,
      "/api/articles?fields=",
      "/api/articles?include=secrets",
    ]) {
      const response = await worker.fetch(path);
      const { code, faults } = await response.json<Refused>();
      expect([path, response.status, code]).toEqual([path, 422, "invalid"]);
      expect(faults[0]?.message).toMatch(/knows no '[a-z]*'; give .*, parted by commas/);
    }
    expect((await worker.fetch(`/api/articles/${id}?fields=id&fields=title`)).status).toBe(422);
    expect((await worker.fetch(`/api/articles/${id}?felds=id`)).status).toBe(422);
  });

  it("is another representation: its ETag differs from the whole's, and is the same for every spelling of the wish", async () => {
    const { worker, id } = await site();
    const etag = async (query: string) =>
      (await worker.fetch(`/api/articles/${id}${query}`)).headers.get("ETag");
    const narrow = await etag("?fields=id,title");
    expect(narrow).not.toBe(await etag(""));
    expect(await etag("?fields=title,id,title")).toBe(narrow);
    const headers = { "If-None-Match": narrow ?? "" };
    expect((await worker.fetch(`/api/articles/${id}?fields=title,id`, { headers })).status).toBe(304);
  });

  it("comes from the shelf of the whole: no wish costs D1 or fills KV", async () => {
    const { id } = await site();
    const counter = new Counter();
    const worker = new TestWorker({ DB: counter.d1(env.DB), CACHE: counter.kv(env.CACHE) });
    await worker.fetch(`/api/articles/${id}`);
    await worker.fetch("/api/articles");
    counter.take();
    for (const fields of ["id", "id,title", "title,lead,url"]) {
      await worker.fetch(`/api/articles/${id}?fields=${fields}`);
      await worker.fetch(`/api/articles?fields=${fields}`);
    }
    expect(counter.take()).toMatchObject({ trips: 0, kvReads: 0, kvWrites: 0 });
  });

  it("of what was retracted there is nothing but the note", async () => {
    const { worker, id } = await site();
    await worker.send("DELETE", `/api/articles/${id}/publication`, { note: "سُحب." });
    const gone = await worker.fetch(`/api/articles/${id}?fields=id,body_text`);
    expect([gone.status, await gone.json()]).toMatchObject([410, { code: "retracted", note: "سُحب." }]);
  });
});

describe("include", () => {
  it("tells of a list's articles what one article tells", async () => {
    const { worker, id } = await site();
    const { articles } = await page(
      await worker.fetch("/api/articles?include=body,tags,authors,translations,section"),
    );
    const whole = await (await worker.fetch(`/api/articles/${id}?include=section`)).json<Told>();
    const names = ["tags", "authors", "body_text", "body_format", "body_html", "translations", "section"];
    expect(articles).toHaveLength(1);
    for (const name of names) expect([name, articles[0]?.[name]]).toEqual([name, whole[name]]);
    expect(whole.section).toMatchObject({ id: whole.section_id, name: "أخبار", lang: "ar" });
    expect(whole.translations).toMatchObject([{ lang: "en", title: "The water plan" }]);
  });

  it("of an article without a section null, and of one without translations none", async () => {
    const { worker } = await site();
    const { articles } = await page(
      await worker.fetch("/api/articles?lang=en&include=section,tags&fields=title"),
    );
    expect(articles).toEqual([{ title: "The water plan", tags: [], section: null }]);
  });

  it("a translation that readers may not see yet is not told", async () => {
    const { worker, id } = await site();
    const english = await page(await worker.fetch("/api/articles?lang=en&fields=id"));
    await worker.asEditor(`/api/articles/${english.articles[0]?.id}/publication`, { method: "DELETE" });
    const { articles } = await page(await worker.fetch("/api/articles?include=translations"));
    expect(articles).toMatchObject([{ id, translations: [] }]);
  });

  it("sees a change at once that an edition is asked for", async () => {
    const { worker } = await site();
    await worker.fetch("/api/articles?include=body");
    const { edition } = await (await worker.upload(shortArticle("خبر جديد"))).json<{ edition: number }>();
    const { articles } = await page(await worker.fetch(`/api/articles?include=body&edition=${edition}`));
    expect(articles).toMatchObject([{ body_text: "نصّ قصير عن خبر جديد." }, {}]);
  });

  it("a text that is too long for a list is null there", async () => {
    const worker = new TestWorker();
    await worker.upload(`23/11/2026\n\nتقرير طويل\n\n${"كلمة ".repeat(40_000)}\n`);
    const { articles } = await page(await worker.fetch("/api/articles?include=body"));
    expect(articles).toMatchObject([{ title: "تقرير طويل", body_text: null, body_html: null }]);
  });

  it("goes with published articles, and with bodies at most 20 on a page", async () => {
    const { worker } = await site();
    const draft = await worker.asEditor("/api/articles?status=draft&include=tags");
    expect([draft.status, await draft.json()]).toMatchObject([422, { faults: [{ field: "include" }] }]);
    const many = await worker.fetch("/api/articles?include=body&limit=21");
    expect([many.status, await many.json()]).toMatchObject([422, { faults: [{ field: "limit" }] }]);
    expect((await worker.fetch("/api/articles?include=tags&limit=100")).status).toBe(200);
  });
});

describe.each([100, 10_000])("in an archive of %i articles", size => {
  it("a list of n with everything costs one trip and at most 6 n + 6 rows, its fiftieth page as its first, and no KV", async () => {
    await seedListed(size);
    const counter = new Counter();
    const isolate = () => new TestWorker({ DB: counter.d1(env.DB), CACHE: counter.kv(env.CACHE) });
    const first = "/api/articles?lang=ar&limit=10&include=authors,body,section,tags,translations";
    const { next_cursor: cursor } = await page(await isolate().fetch(first));
    const deep = cursor?.replace(/^\d+/, place => String(Number(place) - (size / 2) * 3_600_000));
    for (const path of [first, `${first}&cursor=${deep}`]) {
      counter.take();
      const { articles } = await page(await isolate().fetch(path));
      const { trips, rowsRead, kvWrites } = counter.take();
      expect([path, articles.length, trips, kvWrites]).toEqual([path, 10, 1, 0]);
      expect([path, rowsRead]).toEqual([path, expect.toSatisfy((rows: number) => rows <= 66)]);
    }
  });
});
