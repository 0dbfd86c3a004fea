import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Counter } from "../counting";
import { seedArchive } from "../fixtures/archive";
import { anEnglishArticle, aSoraniArticle, shortArticle, theWaterArticle } from "../fixtures/articles";
import { MONDAY_MORNING, ORIGIN, TestWorker } from "../worker";

const textOf = async (worker: TestWorker, path: string) => {
  const response = await worker.fetch(path);
  expect([path, response.status]).toEqual([path, 200]);
  return await response.text();
};
const locsIn = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc = ""]) => loc);
const shards = async (worker: TestWorker) =>
  locsIn(await textOf(worker, "/sitemap.xml")).map(loc => loc.replace(`${ORIGIN}/sitemaps/`, ""));

/** Of each address its alternates, by hreflang. */
function alternatesIn(xml: string): Map<string, Record<string, string>> {
  return new Map(
    [...xml.matchAll(/<url>(.*?)<\/url>/gs)].map(([, url = ""]) => [
      locsIn(url)[0] ?? "",
      Object.fromEntries(
        [...url.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)].map(([, lang, href]) => [
          lang ?? "",
          href ?? "",
        ]),
      ),
    ]),
  );
}

async function translated(worker: TestWorker) {
  const { id } = await (await worker.upload(theWaterArticle)).json<{ id: number }>();
  const beside = (lang: string) => `lang=${lang}&status=published&translation_of=${id}`;
  await worker.upload(aSoraniArticle, beside("ckb"));
  await worker.upload(
    "3ê kanûna 2021\n\nAv li gundan\n\nNivîs.\n",
    `${beside("kmr")}&published_on=2021-12-03`,
  );
  await worker.upload(anEnglishArticle, beside("en"));
  return id;
}

describe("the sitemap", () => {
  it("has a shard for each month in which something is published in any language", async () => {
    const worker = new TestWorker();
    await translated(worker);
    await worker.upload(shortArticle("خبر"));
    await worker.upload(shortArticle("مسودة", "01/05/2020"), "lang=ar&status=draft");
    const later = new Date(MONDAY_MORNING + 40 * 86_400_000).toISOString();
    await worker.upload(
      shortArticle("مؤجل"),
      `lang=ar&status=published&published_on=2027-01-02&publish_at=${later}`,
    );
    expect(await shards(worker)).toEqual(["pages.xml", "2026-11.xml", "2021-12.xml", "2021-11.xml"]);
    expect((await worker.fetch("/sitemaps/2027-01.xml")).status).toBe(404);
    worker.now += 41 * 86_400_000;
    expect((await shards(worker))[1]).toBe("2027-01.xml");
  });

  it("names each article's translations in both directions, itself and the default, across months", async () => {
    const worker = new TestWorker();
    await translated(worker);
    const november = await textOf(worker, "/sitemaps/2021-11.xml");
    const alternates = new Map([
      ...alternatesIn(november),
      ...alternatesIn(await textOf(worker, "/sitemaps/2021-12.xml")),
    ]);
    expect(alternates.size).toBe(4);
    for (const [loc, named] of alternates) {
      expect(Object.keys(named)).toEqual(["ar", "ku-Arab", "ku-Latn", "en", "x-default"]);
      expect(Object.values(named)).toContain(loc);
      for (const href of Object.values(named)) expect(alternates.get(href)).toEqual(named);
    }
    // What the article's own page says.
    const [loc = ""] = alternates.keys();
    const html = await textOf(worker, new URL(loc).pathname);
    const onPage = [...html.matchAll(/rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)];
    const encoded = onPage.map(([, lang, href = ""]) => [lang, new URL(href).href]);
    expect(Object.fromEntries(encoded)).toEqual(alternates.get(loc));
  });

  it("changes with its articles: a revision, a retraction, a new translation", async () => {
    const worker = new TestWorker();
    const { id } = await (await worker.upload(theWaterArticle)).json<{ id: number }>();
    const first = await textOf(worker, "/sitemaps/2021-11.xml");
    expect(first).toContain(`<lastmod>${new Date(MONDAY_MORNING).toISOString()}</lastmod>`);
    expect(first).not.toContain("xhtml:link");
    worker.now += 60_000;
    await worker.upload(theWaterArticle.replace("مطلع", "منتصف"));
    expect(await textOf(worker, "/sitemaps/2021-11.xml")).toContain(new Date(worker.now).toISOString());
    await worker.upload(
      "3 December 2021\n\nWater\n\nText.\n",
      `lang=en&status=published&translation_of=${id}`,
    );
    expect(await textOf(worker, "/sitemaps/2021-11.xml")).toContain("/en/2021/12/03/water");
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    expect((await worker.fetch("/sitemaps/2021-11.xml")).status).toBe(404);
    expect(await textOf(worker, "/sitemaps/2021-12.xml")).not.toContain("/ar/");
  });

  it("names front pages and sections, with their languages", async () => {
    const worker = new TestWorker();
    const made = await worker.send("POST", "/api/sections", { lang: "ar", name: "محليات" });
    const { id } = await made.json<{ id: number }>();
    await worker.send("POST", "/api/sections", { lang: "en", name: "Local", translation_of: id });
    const alternates = alternatesIn(await textOf(worker, "/sitemaps/pages.xml"));
    const arabic = `${ORIGIN}/ar/${encodeURIComponent("محليات")}/`;
    expect([...alternates.keys()]).toEqual([
      ...["ar", "ckb", "kmr", "en"].map(lang => `${ORIGIN}/${lang}/`),
      arabic,
      `${ORIGIN}/en/local/`,
    ]);
    expect(alternates.get(`${ORIGIN}/ckb/`)?.["x-default"]).toBe(`${ORIGIN}/`);
    expect(alternates.get(`${ORIGIN}/en/local/`)).toEqual({
      ar: arabic,
      en: `${ORIGIN}/en/local/`,
      "x-default": arabic,
    });
  });

  it("404 for what is no month, and 304 for whoever has it", async () => {
    const worker = new TestWorker();
    await worker.upload(theWaterArticle);
    for (const name of ["2021-13.xml", "2021-1.xml", "2021.xml", "x", "2020-01.xml"])
      expect([name, (await worker.fetch(`/sitemaps/${name}`)).status]).toEqual([name, 404]);
    const etag = (await worker.fetch("/sitemap.xml")).headers.get("ETag") ?? "";
    expect((await worker.fetch("/sitemap.xml", { headers: { "If-None-Match": etag } })).status).toBe(304);
  });
});

describe("the news sitemap", () => {
  it("holds what appeared in the last 48 hours, and lets it go by itself", async () => {
    const worker = new TestWorker();
    await worker.upload(theWaterArticle);
    await worker.upload(shortArticle("خبر & اليوم"));
    const news = await textOf(worker, "/sitemaps/news.xml");
    expect(locsIn(news)).toHaveLength(1);
    expect(news).toContain("<news:title>خبر &amp; اليوم</news:title>");
    expect(news).toContain("<news:language>ar</news:language>");
    expect(news).toContain("<news:name>ذكرى</news:name>");
    expect(news).toContain(`<news:publication_date>${new Date(MONDAY_MORNING).toISOString()}`);
    worker.now += 48 * 3_600_000 - 1_000;
    expect(locsIn(await textOf(worker, "/sitemaps/news.xml"))).toHaveLength(1);
    worker.now += 1_000;
    expect(locsIn(await textOf(worker, "/sitemaps/news.xml"))).toHaveLength(0);
  });

  it("names Kurdish by the code that Google knows", async () => {
    const worker = new TestWorker();
    await worker.upload(
      aSoraniArticle.replace(/^.*\n/, "23ی تشرینی دووەمی 2026\n"),
      "lang=ckb&status=published",
    );
    expect(await textOf(worker, "/sitemaps/news.xml")).toContain("<news:language>ku</news:language>");
  });
});

describe.each([100, 10_000])("in an archive of %i articles", size => {
  it("the index costs a few rows a month, and a month three rows an article", async () => {
    await seedArchive(size);
    const counter = new Counter();
    const worker = new TestWorker({ DB: counter.d1(env.DB) });
    await worker.fetch("/ar/");
    counter.take();
    const months = (await shards(worker)).slice(1);
    const index = counter.take();
    expect(months).toHaveLength(size === 100 ? 1 : 15);
    expect(index.trips).toBe(1);
    expect(index.rowsRead).toBeLessThanOrEqual(24 + 3 * months.length);
    const urls = locsIn(await textOf(worker, `/sitemaps/${months.at(-1)}`)).length;
    const month = counter.take();
    expect(urls).toBeGreaterThan(20);
    expect(month.rowsRead).toBeLessThanOrEqual(3 * urls + 20);
  });
});

describe("robots.txt and llms.txt", () => {
  it("say where the sitemaps are and what is closed", async () => {
    const worker = new TestWorker();
    const response = await worker.fetch("/robots.txt");
    expect(response.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=3600, stale-if-error=0");
    expect(await response.text()).toBe(
      `User-agent: *\nDisallow: /api/\nDisallow: /ar/search\nDisallow: /ckb/search\nDisallow: /kmr/search\nDisallow: /en/search\n\nSitemap: ${ORIGIN}/sitemap.xml\nSitemap: ${ORIGIN}/sitemaps/news.xml\n`,
    );
  });

  it("lead a language model to the lists and to Markdown", async () => {
    const worker = new TestWorker();
    await worker.send("PATCH", "/api/settings", {
      description: { ar: "صحيفة\nالقرية" },
      languages: ["ar", "en"],
    });
    await worker.send("POST", "/api/sections", { lang: "ar", name: "محليات [١]" });
    const text = await textOf(worker, "/llms.txt");
    expect(text).toMatch(/^# ذكرى\n\n> صحيفة القرية\n/);
    expect(text).toContain(`- [RSS](${ORIGIN}/en/rss.xml)`);
    expect(text).toContain("- [محليات \\[١\\]](");
    expect(text).not.toContain("/ckb/");
  });
});
