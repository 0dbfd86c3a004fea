import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src/settings/settings";
import { directionOf, LANGS } from "../../src/text/languages";
import { ErrorPage } from "../../src/view/error-page";
import { messages } from "../../src/view/messages";

const STATUSES = [400, 404, 405, 410, 500, 503] as const;

describe("an error page", () => {
  it("says what happened and what to do, in each language, and leads to its front page", () => {
    for (const lang of LANGS) {
      for (const status of STATUSES) {
        const html = String(<ErrorPage lang={lang} settings={defaultSettings} status={status} />);
        const { title, advice } = messages[lang].errors[status];
        expect(html).toContain(`<html lang="${lang}" dir="${directionOf(lang)}">`);
        expect(html).toContain(`<h1>${title}</h1><p>${advice}</p>`);
        expect(html).toContain(`<a href="/${lang}/">${messages[lang].frontPage}</a>`);
        expect(html).toContain('<meta name="robots" content="noindex"/>');
      }
    }
  });

  it("does without the newsroom's name when the settings could not be read", () => {
    const html = String(<ErrorPage lang="ar" settings={null} status={503} />);
    expect(html).toContain("<title>الموقع غير متاح مؤقتًا</title>");
    expect(html).toContain('<a href="/ar/">الصفحة الأولى</a>');
    expect(html).not.toMatch(/<header|<nav/);
  });

  it("shows the newsroom's own words on a retraction, as text", () => {
    const note = "تبيّن أن الصورة <b>قديمة</b>.";
    const html = String(<ErrorPage lang="ar" settings={defaultSettings} status={410} note={note} />);
    expect(html).toContain('<blockquote dir="auto">تبيّن أن الصورة &lt;b&gt;قديمة&lt;/b&gt;.</blockquote>');
    expect(String(<ErrorPage lang="ar" settings={defaultSettings} status={410} note={null} />)).not.toContain(
      "<blockquote",
    );
  });
});
