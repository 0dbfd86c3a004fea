import { describe, expect, it } from "vitest";
import { permalink } from "../../src/articles/article";
import type { Card } from "../../src/articles/listing-queries";
import { FrontPage } from "../../src/articles/lists/front-page";
import type { Settings } from "../../src/settings/settings";
import { defaultSettings } from "../../src/settings/settings";

const ORIGIN = "https://jazira.example";
const LONG = "افتُتح صباح اليوم في القامشلي معرضٌ للصور يروي سيرة خمسين عائلة هجّرتها الحرب. ".repeat(6).trim();

function listed(id: number, title: string, changes: Partial<Card> = {}): Card {
  return {
    id,
    lang: "ar",
    title,
    lead: LONG,
    slug: `مقال-${id}`,
    publishedOn: "2021-11-29",
    publishAt: id,
    unpublishAt: null,
    sectionId: null,
    isCommemoration: false,
    tags: [],
    authors: [],
    ...changes,
  };
}

function page(articles: readonly Card[], lang: "ar" | "ckb" = "ar", changes: Partial<Settings> = {}) {
  const settings = { ...defaultSettings, ...changes };
  return String(
    <FrontPage
      lang={lang}
      front={{ settings, newest: articles, today: [], desks: [], dayEndsAt: 0, nextChangeAt: null }}
      origin={ORIGIN}
    />,
  );
}

describe("a front page", () => {
  it("shows the newest article first and more of it than of the others", () => {
    const html = page([listed(3, "أحدث مقال"), listed(2, "مقال <b>ثانٍ</b>")]);
    const leads = [...html.matchAll(/<p class="lead">(.*?)<\/p>/g)].map(match => match[1]?.length ?? 0);
    expect(html.indexOf("أحدث مقال")).toBeLessThan(html.indexOf("مقال &lt;b&gt;ثانٍ&lt;/b&gt;"));
    expect(leads[0]).toBeGreaterThan(1.5 * (leads[1] ?? 0));
  });

  it("links each title to its permalink and gives its date", () => {
    const html = page([listed(3, "أحدث مقال")]);
    expect(html).toContain(`<h2><a href="${decodeURI(permalink(listed(3, "")))}">أحدث مقال</a></h2>`);
    expect(html).toContain('<time datetime="2021-11-29">29 تشرين الثاني 2021</time>');
  });

  it("marks what the clock published, and nothing else", () => {
    const html = page([listed(3, "ذكرى حلبجة", { isCommemoration: true }), listed(2, "خبر")]);
    expect(html.match(/<b>يوم ذكرى<\/b>/g)).toHaveLength(1);
  });

  it("says in its language that nothing has been published, and shows no list", () => {
    expect(page([])).toContain("<p>لم يُنشر شيء بالعربية بعد.</p>");
    expect(page([], "ckb")).toContain("<p>تا ئێستا هیچ شتێک بە سۆرانی بڵاونەکراوەتەوە.</p>");
    expect(page([])).not.toContain("<article");
  });

  it("leads to the front pages of the site's languages, each named in itself", () => {
    const html = page([], "ckb", { languages: ["ckb", "ar"] });
    expect(html).toContain('<html lang="ckb" dir="rtl">');
    expect(html).toContain('<b aria-current="true">سۆرانی</b>');
    expect(html).toContain('<a href="/ar/" lang="ar" dir="rtl">العربية</a>');
    expect(html).not.toContain('href="/en/"');
    expect([...html.matchAll(/hreflang="(.*?)" href="(.*?)"/g)].map(match => match.slice(1))).toEqual([
      ["ku-Arab", `${ORIGIN}/ckb/`],
      ["ar", `${ORIGIN}/ar/`],
      ["x-default", `${ORIGIN}/`],
    ]);
  });

  it("has the newsroom's name as its h1, and one sentence on what the site is", () => {
    const html = page([], "ar", { description: { ar: "أخبار الناس وذاكرتهم" } });
    expect(html).toContain('<h1 class="name"><a href="/ar/">ذكرى</a></h1>');
    expect(html).toContain('<meta name="description" content="أخبار الناس وذاكرتهم"/>');
    expect(html).toContain("<bdi>أخبار الناس وذاكرتهم</bdi>");
  });
});
