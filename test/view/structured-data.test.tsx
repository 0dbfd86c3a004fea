import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newsArticleLd } from "../../src/articles/page/structured-data";
import { defaultSettings } from "../../src/settings/settings";
import {
  BrowserLinks,
  breadcrumbsLd,
  FeedLinks,
  JsonLd,
  jsonInHtml,
  OpenGraph,
  websiteLd,
} from "../../src/view/head";
import { ARTICLE } from "../articles/article-on-show";
import { TestWorker } from "../worker";

const ORIGIN = "https://jazira.example";
const article = { ...ARTICLE, publishedOn: "2021-11-29" };
const articleLd = (changes: Partial<typeof article> = {}) =>
  newsArticleLd({ ...article, ...changes }, defaultSettings, "https://news.example");

/** What a machine reads out of the element. */
function readBack(html: string): unknown {
  return JSON.parse(/^<script type="application\/ld\+json">([^<]*)<\/script>$/.exec(html)?.[1] ?? "");
}

describe("JSON-LD", () => {
  it("any text whatever stays inside its element and is read back to the letter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), text => {
        const json = jsonInHtml({ text: `</script><!--${text}` });
        expect(json).not.toMatch(/[<\u2028\u2029]/);
        expect(JSON.parse(json)).toEqual({ text: `</script><!--${text}` });
      }),
    );
  });

  it("an article: a date without a time stays a date, addresses keep their letters", () => {
    expect(readBack(String(<JsonLd described={[articleLd()]} />))).toEqual({
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      headline: "معرض في القامشلي يروي سيرة خمسين عائلة بالصور",
      inLanguage: "ar",
      datePublished: "2021-11-29",
      publisher: { "@type": "NewsMediaOrganization", name: "ذكرى" },
    });
  });

  it("an article with a time, a byline and a revision says so", () => {
    const revisedAt = Date.UTC(2021, 11, 1);
    const authors = [{ slug: "سعاد-عيسى", name: "سعاد عيسى" }];
    expect(articleLd({ publishedTime: "12:00", revision: 2, revisedAt, authors })).toMatchObject({
      datePublished: "2021-11-29T10:00:00.000Z",
      dateModified: "2021-12-01T00:00:00.000Z",
      author: [{ "@type": "Person", name: "سعاد عيسى", url: "https://news.example/ar/author/سعاد-عيسى/" }],
    });
  });

  it("names in another script are isolated", () => {
    expect(articleLd({ title: "ندوة عن RSS في حلب" })).toMatchObject({
      headline: "ندوة عن \u2068RSS\u2069 في حلب",
    });
  });

  it("several things share one element and one context", () => {
    const crumbs = breadcrumbsLd(
      [
        { name: "ذكرى", path: "/ar/" },
        { name: "محليات", path: `/ar/${encodeURIComponent("محليات")}/` },
        { name: "خبر", path: null },
      ],
      "ar",
      ORIGIN,
    );
    const html = String(<JsonLd described={[articleLd(), crumbs]} />);
    expect(readBack(html)).toMatchObject({
      "@graph": [
        { "@type": "NewsArticle" },
        {
          itemListElement: [
            { position: 1, item: `${ORIGIN}/ar/` },
            { position: 2, name: "محليات", item: `${ORIGIN}/ar/محليات/` },
            { position: 3, name: "خبر" },
          ],
        },
      ],
    });
    expect(new TextEncoder().encode(html).length).toBeLessThan(1_000);
  });

  it("the site with its search", () => {
    expect(websiteLd(defaultSettings, "en", ORIGIN)).toMatchObject({
      "@type": "WebSite",
      url: `${ORIGIN}/en/`,
      potentialAction: { target: `${ORIGIN}/en/search?q={q}`, "query-input": "required name=q" },
    });
  });
});

describe("Open Graph", () => {
  it("of an article, isolated and escaped, without saying the description again", () => {
    const html = String(<OpenGraph lang="ar" type="article" title={'ندوة عن "RSS"'} />);
    expect(html).toContain('<meta property="og:title" content="ندوة عن \u2068&quot;RSS&quot;\u2069"/>');
    expect(html).toContain('<meta property="og:locale" content="ar_AR"/>');
    expect(html).not.toContain("description");
  });

  it("names no locale for Kurdish, and no time for what is no article", () => {
    const html = String(<OpenGraph lang="ckb" type="website" title="یاد" />);
    expect(html).not.toMatch(/locale/);
  });
});

it("whatever the links of a page's head promise is there", async () => {
  const worker = new TestWorker();
  const html = String(
    <>
      <FeedLinks list="/ar/" formats={["rss", "atom", "json"]} />
      <BrowserLinks lang="ar" />
    </>,
  );
  const links = [...html.matchAll(/<link [^>]*?href="([^"]+)"/g)].map(([link, href = ""]) => ({
    href,
    type: /type="([^"]+)"/.exec(link)?.[1],
  }));
  expect(links).toHaveLength(6);
  for (const { href, type } of links) {
    const response = await worker.fetch(href);
    expect([href, response.status]).toEqual([href, 200]);
    if (type !== undefined) expect(response.headers.get("Content-Type")).toBe(`${type}; charset=utf-8`);
  }
  expect(String(<FeedLinks list="/en/" />)).toBe(
    '<link rel="alternate" type="application/rss+xml" href="/en/rss.xml"/>',
  );
});
