import { describe, expect, it } from "vitest";
import { type Article, permalink } from "../../src/articles/article";
import { ArticlePage } from "../../src/articles/page/article-page";
import { defaultSettings, type Settings } from "../../src/settings/settings";
import { htmlDocument } from "../../src/view/document";
import { ARTICLE, ENGLISH, LEAD, SECOND, SORANI, UNRESOLVED } from "./article-on-show";

const ORIGIN = "https://jazira.example";
const SETTINGS: Settings = {
  ...defaultSettings,
  name: { ar: "صدى الجزيرة", ckb: "دەنگی جەزیرە", en: "Echo" },
};

async function pageOf(changes: Partial<Article> = {}, settings: Settings = SETTINGS): Promise<string> {
  const article = { ...ARTICLE, ...changes };
  const page = <ArticlePage article={article} settings={settings} origin={ORIGIN} hasImages={false} />;
  return new TextDecoder().decode((await htmlDocument(article.lang, page)).body);
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The words of a sentence in another order, since gzip would make nothing of a text that repeats itself. */
function shuffled(sentence: string, seed: number): string {
  const words = sentence.split(" ").map((word, place) => ({ word, rank: Math.sin(seed * 31 + place * 17) }));
  return words
    .sort((a, b) => a.rank - b.rank)
    .map(({ word }) => word)
    .join(" ");
}

/** The bytes on the wire for a reader whose browser takes gzip. */
async function gzippedLength(html: string): Promise<number> {
  const stream = new Blob([html]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

describe("an article's page", () => {
  it("shows what an author wrote as text, wherever it stands", async () => {
    const hostile = `<script>alert("x")</script>'&`;
    const html = await pageOf({
      title: hostile,
      lead: hostile,
      body: hostile,
      tags: [{ slug: "x", name: hostile }],
      seeAlso: [{ ...UNRESOLVED, title: hostile, excerpt: hostile }],
    });
    expect(html.match(/<script/gi)).toEqual(["<script"]);
    const described = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(described)).toMatchObject({ headline: hostile });
    expect(html.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&#39;&amp;/g)).toHaveLength(8);
  });

  it("has nothing that runs or comes from elsewhere", async () => {
    const html = await pageOf({ translations: [SORANI], seeAlso: [UNRESOLVED] });
    expect(html).not.toMatch(
      /<script(?! type="application\/ld\+json")|<iframe|<img|@import|@font-face|\bon[a-z]+=|\bstyle=|rel="(stylesheet|preload)/i,
    );
    const fetched = [...html.matchAll(/<link rel="icon" href="([^"]*)"|\bsrc="([^"]*)"/g)];
    expect(fetched.map(([, icon]) => icon)).toEqual(["/icon.svg"]);
  });

  it("begins in its language and direction, under the newsroom's name", async () => {
    expect(await pageOf()).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
    expect(await pageOf({ lang: "ckb" })).toContain('<html lang="ckb" dir="rtl">');
    expect(await pageOf({ lang: "kmr" })).toContain('<html lang="kmr" dir="ltr">');
    expect(await pageOf()).toContain('<a href="/ar/">صدى الجزيرة</a>');
  });

  it("keeps its paragraphs, the lead first, under one h1 and a date that machines can read", async () => {
    const html = await pageOf();
    expect(html).toContain(`<div class="body"><p>${LEAD}</p><p>${SECOND}</p></div>`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<time datetime="2021-11-29">الاثنين، 29 تشرين الثاني 2021</time>');
  });

  it("writes dates as the site's settings say", async () => {
    const html = await pageOf({}, { ...SETTINGS, months: "gregorian", digits: "arabic-indic" });
    expect(html).toContain(">الاثنين، ٢٩ نوفمبر ٢٠٢١</time>");
  });

  it("names its translations in their own language and direction, for readers and for search engines", async () => {
    const html = await pageOf({ translations: [ENGLISH, SORANI] });
    expect(html).toContain(`<a href="${decodeURI(permalink(SORANI))}" lang="ckb" dir="rtl">سۆرانی</a>`);
    expect(html).toContain(`<a href="${permalink(ENGLISH)}" lang="en" dir="ltr">English</a>`);
    expect(html).not.toContain("Kurmancî");
    const own = `${ORIGIN}/ar/2021/11/29/${ARTICLE.slug}`;
    expect(html).toContain(`<link rel="canonical" href="${own}"/>`);
    expect(
      [...html.matchAll(/<link rel="alternate" hreflang="(.*?)" href="(.*?)"/g)].map(m => m.slice(1)),
    ).toEqual([
      ["ar", own],
      ["ku-Arab", ORIGIN + decodeURI(permalink(SORANI))],
      ["en", ORIGIN + permalink(ENGLISH)],
      ["x-default", own],
    ]);
  });

  it("leads to the site's front pages when it has no translation", async () => {
    const html = await pageOf({}, { ...SETTINGS, languages: ["ar", "kmr"] });
    expect(html).toContain('<a href="/kmr/" lang="kmr" dir="ltr">Kurmancî</a>');
    expect(html).not.toContain('href="/en/"');
  });

  it("offers a short link and its plain text", async () => {
    const html = await pageOf(ENGLISH);
    expect(html).toContain('<a href="/s/9">Short link</a>');
    expect(html).toContain('<a href="/s/9.md">Plain text</a>');
  });

  it("names no address for a draft without a date", async () => {
    const html = await pageOf({ publishedOn: null, publishAt: null, status: "draft", revision: 3 });
    expect(html).not.toMatch(/canonical|rel="alternate"|<time/);
    expect(html).toContain(LEAD);
  });

  it("isolates a name of the other direction in the window's title and the description", async () => {
    const html = await pageOf({ title: "تقرير BBC عن السدّ", lead: "قالت BBC اليوم" });
    expect(html).toContain("<title>تقرير \u2068BBC\u2069 عن السدّ — صدى الجزيرة</title>");
    expect(html).toContain('content="قالت \u2068BBC\u2069 اليوم"');
  });

  it("links a reference to the article it names, in that article's language", async () => {
    const html = await pageOf({ seeAlso: [{ ...UNRESOLVED, article: ENGLISH }] });
    expect(html).toContain(
      '<li lang="en" dir="ltr"><a href="/en/2021/12/01/qamishli">Qamishli in photographs</a>',
    );
    expect(html).not.toContain("<blockquote");
  });

  it("quotes a reference that names no article, and links nowhere", async () => {
    const html = await pageOf({ seeAlso: [UNRESOLVED] });
    const aside = /<section class="also">.*<\/section>/s.exec(html)?.[0] ?? "";
    expect(aside).toContain(`<p dir="auto">${UNRESOLVED.title}</p>`);
    expect(aside).toContain(`<blockquote dir="auto">${UNRESOLVED.excerpt}</blockquote>`);
    expect(aside).not.toMatch(/<a\b/);
  });

  it("says so when the clock published it", async () => {
    expect(await pageOf({ observanceId: 5, isAutomatic: true })).toContain(
      "نُشر هذا المقال آليًا في يوم من أيام الذكرى.",
    );
    expect(await pageOf({ observanceId: 5 })).not.toContain("آليًا");
  });

  it("says when it was changed, by the newsroom's calendar", async () => {
    // 22:30 in London is the next day in Damascus.
    const html = await pageOf({ revision: 2, revisedAt: Date.UTC(2021, 10, 30, 22, 30) });
    expect(html).toContain('حُدِّث في <time datetime="2021-12-01">1 كانون الأول 2021</time>');
  });

  it("does not count a draft's revisions as changes", async () => {
    expect(await pageOf({ revision: 4, revisedAt: Date.UTC(2021, 10, 20) })).not.toContain("حُدِّث");
    expect(await pageOf({ revision: 1, revisedAt: Date.UTC(2021, 11, 20) })).not.toContain("حُدِّث");
  });

  it("stays small: around a text of 4.2 KB stand fewer than 6.6 KB, and 4.5 KB travel", async () => {
    const body = Array.from({ length: 30 }, (_, n) => `${n} ${shuffled(SECOND, n)}`).join("\n");
    const html = await pageOf({ body, seeAlso: [UNRESOLVED] });
    expect(bytes(body)).toBeGreaterThan(4_000);
    expect(bytes(html) - bytes(body)).toBeLessThan(6_600);
    expect(await gzippedLength(html)).toBeLessThan(4_500);
  });
});
