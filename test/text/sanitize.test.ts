import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenLinks, markdownToHtml } from "../../src/text/html/from-markdown";
import { htmlLead, htmlLines, withReachableScrollers } from "../../src/text/html/plain-text";
import { parseHtml, textIn } from "../../src/text/html/reading";
import { type Dropped, readHtml, writeHtml } from "../../src/text/html/sanitize";
import { htmlToMarkdown } from "../../src/text/html/to-markdown";
import { safeAddress } from "../../src/text/url";
import { offences } from "../fixtures/hostile";

const KEPT = { src: "/media/a/b.jpg", width: 640, height: 480 };

function sanitized(html: string, dir: "rtl" | "ltr" = "rtl"): { html: string; dropped: readonly Dropped[] } {
  const read = readHtml(html, { dir, picture: src => (src === "souq.jpg" ? KEPT : null) });
  if (typeof read === "string") throw new Error(read);
  return { html: writeHtml(read.blocks), dropped: read.dropped };
}
const htmlOf = (html: string) => sanitized(html).html;

describe("what of a document is kept", () => {
  it("paragraphs, headings, lists, quotations and rules, whatever they were nested in", () => {
    expect(
      htmlOf(
        "<div><section><h2>عنوان</h2>كلام بلا فقرة<p>فقرة</p></section></div><ol start=3><li>ثلاثة<ul><li>فرع</ul></ol><blockquote>قول</blockquote><hr>",
      ),
    ).toBe(
      [
        ...["<h2>عنوان</h2>", "<p>كلام بلا فقرة</p>", "<p>فقرة</p>"],
        '<ol start="3"><li>ثلاثة<ul><li>فرع</li></ul></li></ol>',
        ...["<blockquote><p>قول</p></blockquote>", "<hr>"],
      ].join("\n"),
    );
  });

  it("language, direction, isolation and ruby, and nothing of how it looked", () => {
    expect(
      htmlOf(
        '<p class="MsoNormal" style="color:red" id="x" onclick="y()" lang="ckb" dir="rtl"><font color=red>نص</font> <bdi>Ali</bdi> <ruby>字<rt>zì</rt></ruby> <span lang="syr" class="q">ܫܠܡܐ</span> <span class="z">عادي</span></p>',
      ),
    ).toBe(
      '<p lang="ckb" dir="rtl">نص <bdi>Ali</bdi> <ruby>字<rt>zì</rt></ruby> <span lang="syr">ܫܠܡܐ</span> عادي</p>',
    );
  });

  it("a table with its caption, its spans and what its heads stand for", () => {
    expect(
      htmlOf(
        '<table border=1 width="100%"><caption>الكلفة</caption><colgroup><col></colgroup><thead><tr><th scope="col" bgcolor=red>شهر<th colspan="2">كلفة</thead><tr><td rowspan=2>آذار<td><p>خمسة</p><td>ستة</table>',
      ),
    ).toBe(
      '<table><caption>الكلفة</caption><thead><tr><th scope="col">شهر</th><th colspan="2">كلفة</th></tr></thead><tbody><tr><td rowspan="2">آذار</td><td>خمسة</td><td>ستة</td></tr></tbody></table>',
    );
  });

  it("a picture of the site with its caption and measures, alone as a figure", () => {
    expect(
      htmlOf('<figure><img src="souq.jpg" alt="السوق"><figcaption>يوم <b>الافتتاح</b></figcaption></figure>'),
    ).toBe(
      '<figure><img src="/media/a/b.jpg" alt="السوق" width="640" height="480"><figcaption>يوم <b>الافتتاح</b></figcaption></figure>',
    );
    expect(htmlOf('<p><img src="souq.jpg" alt="السوق"></p>')).toBe(
      '<figure><img src="/media/a/b.jpg" alt="السوق" width="640" height="480"></figure>',
    );
  });

  it("of a picture that is not kept its description and caption, and a link if it is on another site", () => {
    const { html, dropped } = sanitized(
      '<p><img src="x.png" alt="واجهة"></p><figure><img src="y.png" alt="جسر"><figcaption>الجسر اليوم</figcaption></figure><p>نص <b><img src="z.png" alt="علم"></b> تتمة</p><p><img src="https://a.example/b.gif" alt="بعيدة"></p>',
    );
    expect(html.split("\n")).toEqual([
      "<figure><figcaption>واجهة</figcaption></figure>",
      "<figure><figcaption>جسر<br>الجسر اليوم</figcaption></figure>",
      "<p>نص <b>[علم]</b> تتمة</p>",
      '<p><a href="https://a.example/b.gif">بعيدة</a></p>',
    ]);
    expect(dropped.map(one => one.what)).toEqual(["x.png", "y.png", "z.png", "b.gif"]);
  });

  it("footnotes and the ways there and back, under names of our own", () => {
    expect(
      htmlOf(
        '<p>نص<sup><a href="#_ftn7" id="_ref7">[7]</a></sup> <a href="#top">فوق</a></p><h2 id="top">باب</h2><hr><ol><li id="_ftn7">حاشية <a href="#_ref7">↑</a></li></ol>',
      ),
    ).toBe(
      [
        '<p>نص<sup><a href="#fn-1" id="fnref-1">[7]</a></sup> فوق</p>',
        "<h2>باب</h2>",
        '<section role="doc-endnotes"><ol><li id="fn-1">حاشية <a href="#fnref-1">↑</a></li></ol></section>',
      ].join("\n"),
    );
  });

  it("the author's signs: no quote is curled, no dash joined, no space that does not break made one that does", () => {
    const typed = `"قال" -- ثمّ… 'صمت' (c) 12\u00a0كم ...`;
    expect(htmlLines(htmlOf(`<p>${typed}</p>`))).toEqual([typed]);
    expect(htmlLines(htmlOf(markdownToHtml(typed)))).toEqual([typed]);
  });

  it("a heading of the first level among others lowers those below it", () => {
    expect(htmlOf("<h1>أ</h1><h2>ب</h2><h6>ج</h6>")).toBe("<h2>أ</h2>\n<h3>ب</h3>\n<h4>ج</h4>");
  });

  it("a block that begins in letters of the other direction finds its own; one that says its language keeps it", () => {
    expect(htmlOf('<p>English words</p><p lang="en">English</p><p>12 كلمة</p><p>… 12</p>')).toBe(
      '<p dir="auto">English words</p>\n<p lang="en">English</p>\n<p>12 كلمة</p>\n<p>… 12</p>',
    );
    expect(sanitized("<p>كلمة</p>", "ltr").html).toBe('<p dir="auto">كلمة</p>');
  });

  it("two breaks in a row are the end of a paragraph, one is one", () => {
    expect(htmlOf("<div>سطر<br>سطر<br><br>فقرة<br></div>")).toBe("<p>سطر<br>سطر</p>\n<p>فقرة</p>");
  });

  it("what programs paste: a bold that is none, styles that mean emphasis, links round blocks", () => {
    expect(
      htmlOf('<b style="font-weight:normal"><p>عادي <span style="font-weight:700">غليظ</span></p></b>'),
    ).toBe("<p>عادي <strong>غليظ</strong></p>");
    expect(htmlOf('<a href="https://a.example/"><h3>باب</h3><p>نص</p></a>')).toBe(
      '<h3><a href="https://a.example/">باب</a></h3>\n<p><a href="https://a.example/">نص</a></p>',
    );
  });
});

describe("what is left out, and told", () => {
  it("names elements and addresses", () => {
    const { html, dropped } = sanitized(
      '<p>أ<script>1</script><a href="java&#9;script:alert(1)">ب</a><iframe src=x></iframe><a href="relative.html">ج</a></p>',
    );
    expect(html).toBe("<p>أبج</p>");
    expect(dropped).toEqual([
      { kind: "element", what: "script" },
      { kind: "address", what: "javascript:alert(1)" },
      { kind: "element", what: "iframe" },
      { kind: "address", what: "relative.html" },
    ]);
  });

  it.each([
    ["https://a.example/b?c=d#e", true],
    ["HTTP://a.example", true],
    ["mailto:a@b.example", true],
    ["tel:+963", true],
    ["/ar/2026/", true],
    ["//evil.example", false],
    ["/\\evil.example", false],
    ["\\\\evil.example", false],
    ["https:evil.example", false],
    ["https:/\\evil.example", false],
    ["javascript:alert(1)", false],
    [" \u0001java\nscript:alert(1)", false],
    ["JaVaScRiPt:alert(1)", false],
    ["data:text/html,<script>", false],
    ["vbscript:x", false],
    ["blob:https://a.example/1", false],
    ["file:///etc/passwd", false],
    ["https://", false],
    [`https://a.example/${"x".repeat(2_000)}`, false],
  ])("an address %s: %s", (address, isTaken) => {
    expect(safeAddress(address) !== null).toBe(isTaken);
  });
});

describe("laws", () => {
  const pieces = fc.constantFrom(
    ...[
      "<p>",
      "</p>",
      "<b>",
      "</i>",
      "<table>",
      "<td>",
      "<li>",
      "<ul>",
      "<a href='javascript:x'>",
      "<svg>",
      "</svg>",
    ],
    ...[
      "<math>",
      "<style>",
      "</style>",
      "<script>",
      "</script>",
      "<template>",
      "<img src=x onerror=y>",
      "<!--",
      "-->",
    ],
    ...[
      "<figure>",
      "<figcaption>",
      "<h1>",
      "<pre>",
      "<br>",
      "<br>",
      "&lt;",
      "&#x202e;",
      "نص",
      " x ",
      "\n",
      '"',
      "<ruby><rt>",
    ],
    ...[
      "<noscript>",
      "<textarea>",
      "<title>",
      "<a id=x href='#x'>",
      "<sup id=y>",
      "<select>",
      "<option>",
      "<blockquote>",
    ],
  );
  const html = fc.array(pieces, { maxLength: 40 }).map(parts => parts.join(""));

  it("whatever is sent, nothing that could run is left, and what was sanitized stays as it is", () => {
    fc.assert(
      fc.property(html, source => {
        const once = htmlOf(source);
        expect(offences(once)).toEqual([]);
        // Where something was left out between two spaces, browsers show one, and none at the
        // edge of a line; between two breaks, a paragraph ends there.
        const shown = (text: string) =>
          text.replaceAll(/(?:<br>|<\/p>\s*<p(?: dir="auto")?>| )+/g, " ").replaceAll(/ ?(<[^>]*>) ?/g, "$1");
        expect(shown(htmlOf(once))).toBe(shown(once));
      }),
      { numRuns: 500 },
    );
  });

  it("the lines of an article's HTML are those that its tree has, and any beginning of it can be read", () => {
    fc.assert(
      fc.property(html, fc.nat(200), (source, cut) => {
        const written = htmlOf(source);
        for (const line of htmlLines(written.slice(0, cut))) expect(line).not.toMatch(/\w="/);
        const tree = parseHtml(written);
        const words = typeof tree === "string" ? tree : textIn(tree);
        const bare = (text: string) => text.replaceAll(/\s/g, "");
        expect(bare(htmlLines(written).join(""))).toBe(bare(words));
      }),
      { numRuns: 300 },
    );
  });
});

describe("an article's HTML as Markdown", () => {
  it.each([
    ["paragraphs with signs", "نص *مائل* و**غليظ** و~~مشطوب~~ و`كود` و[رابط](<https://a.example/>)"],
    ["headings", "## باب\n\nنص\n\n### فصل\n\nنص"],
    ["lists", "1. واحد\n2. اثنان\n\nنص\n\n- أ\n- ب"],
    ["a table", "| أ | ب |\n| --- | --- |\n| ١ | ٢ |"],
    ["a quotation", "> قول\n>\n> وقول"],
    ["code", "```\nif (a < b) {}\n```"],
    ["a footnote", "نص[^1] تتمة\n\n[^1]: حاشية"],
    ["a break", "سطر\\\nسطر"],
    ["signs that are none", "1\\. ليس رقماً \\* ولا \\[رابط\\]"],
    ["what Markdown has no sign for", 'H<sub>2</sub>O و<bdi>Ali</bdi> و<span lang="ckb">کورد</span>'],
  ])("%s come back as they were written", (_, markdown) => {
    const html = htmlOf(markdownToHtml(markdown));
    expect(htmlToMarkdown(html)).toBe(markdown);
    expect(htmlOf(markdownToHtml(htmlToMarkdown(html)))).toBe(html);
  });
});

describe("the title of a picture", () => {
  const toldOf = (html: string) => sanitized(html).dropped.filter(({ kind }) => kind === "title");
  const IMG = '<img src="/media/a/b.jpg" alt="السوق" width="640" height="480">';

  it("that stands alone is its caption", () => {
    for (const html of [
      markdownToHtml('![السوق](souq.jpg "السوق بعد ترميمه")'),
      '<p><img src=souq.jpg alt=السوق title=" السوق بعد  ترميمه "></p>',
      '<figure><img src=souq.jpg alt=السوق title="السوق بعد ترميمه"></figure>',
      '<p><img src=souq.jpg alt=السوق title="السوق بعد ترميمه"></p>',
    ]) {
      expect(htmlOf(html)).toBe(`<figure>${IMG}<figcaption>السوق بعد ترميمه</figcaption></figure>`);
      expect(toldOf(html)).toEqual([]);
    }
    expect(htmlOf('<blockquote><p><img src=souq.jpg alt=السوق title="In Qamishlo"></p></blockquote>')).toBe(
      `<blockquote><figure>${IMG}<figcaption dir="auto">In Qamishlo</figcaption></figure></blockquote>`,
    );
  });

  it("that is its description again, or its caption, says nothing more", () => {
    expect(htmlOf("<p><img src=souq.jpg alt=السوق title=السوق></p>")).toBe(`<figure>${IMG}</figure>`);
    const captioned = "<figure><img src=souq.jpg alt=السوق title=قديم><figcaption>قديم</figcaption></figure>";
    expect(htmlOf(captioned)).toBe(`<figure>${IMG}<figcaption>قديم</figcaption></figure>`);
    expect(toldOf(captioned)).toEqual([]);
  });

  it.each([
    ["within words", `<p>نص <img src=souq.jpg alt=السوق title=قديم></p>`],
    ["beside another", `<p><img src=souq.jpg alt=السوق title=قديم><img src=souq.jpg alt=السوق></p>`],
    ["with a caption", "<figure><img src=souq.jpg alt=السوق title=قديم><figcaption>ن</figcaption></figure>"],
    ["of another site", "<p><img src=https://x.example/a.jpg alt=السوق title=قديم></p>"],
    ["of a link", "<p><a href=https://x.example/ title=قديم>نص</a></p>"],
  ])("is told where it is left out: %s", (_, html) => {
    expect(htmlOf(html)).not.toContain("قديم");
    expect(toldOf(html)).toEqual([{ kind: "title", what: "قديم" }]);
  });

  it("that is not kept stays with its description", () => {
    expect(htmlOf(markdownToHtml('![السوق](other.jpg "تعليق")'))).toBe(
      "<figure><figcaption>السوق<br>تعليق</figcaption></figure>",
    );
    expect(htmlOf(markdownToHtml('نص ![السوق](other.jpg "تعليق")'))).toBe("<p>نص [السوق: تعليق]</p>");
    expect(htmlOf('<p><img src=https://x.example/a.jpg title="تعليق"></p>')).toBe(
      '<p><a href="https://x.example/a.jpg">تعليق</a></p>',
    );
  });
});

describe("how cells of a table were aligned", () => {
  const sides = (html: string, dir: "rtl" | "ltr" = "rtl") =>
    sanitized(html, dir).dropped.filter(({ kind }) => kind === "alignment");
  const marked = markdownToHtml("| أ | ب | ج |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n");

  it("is told, once a side, where words begin elsewhere", () => {
    expect(sides(marked).map(({ what }) => what)).toEqual(["left", "center"]);
    expect(sides(marked, "ltr").map(({ what }) => what)).toEqual(["center", "right"]);
    expect(sides("<table><tr><td align=Center>أ<td style='color:red; TEXT-ALIGN: left'>ب</table>")).toEqual([
      { kind: "alignment", what: "center" },
      { kind: "alignment", what: "left" },
    ]);
    expect(htmlOf(marked)).not.toMatch(/align|style/);
  });

  it("is not where they begin, or outside of a table", () => {
    expect(sides(markdownToHtml("| أ |\n|--:|\n| 1 |\n"))).toEqual([]);
    expect(sides("<p align=center>أ</p><table><tr><td style='text-align:start'>ب</table>")).toEqual([]);
  });
});

describe("bounds", () => {
  it("refuses what is nested too deep, and what unclosed tags would make of a little text", () => {
    expect(parseHtml("<div>".repeat(100_000))).toBe("nested-too-deep");
    expect(parseHtml(`${"<b>".repeat(300)}${"<p>x".repeat(10)}`)).toBe("nested-too-deep");
    const formatting = Array.from({ length: 200 }, (_, n) => `<p><font size=${n}></p>`).join("");
    expect(parseHtml(formatting + "<p>x".repeat(50_000))).toMatch(/nested-too-deep|too-many-elements/);
    expect(parseHtml("<i></i>".repeat(200_001))).toBe("too-many-elements");
  });

  it.each([
    ["tags", "<p>ن</p>".repeat(100_000)],
    ["breaks", `<p>${"ن<br>".repeat(100_000)}</p>`],
    ["unclosed angles", "<".repeat(1_000_000)],
    ["an endless attribute", `<p a="${"<p ".repeat(300_000)}`],
    ["references", "&amp;".repeat(300_000)],
    ["one word", `<p>${"ن".repeat(1_000_000)}</p>`],
    [
      "footnotes",
      Array.from({ length: 20_000 }, (_, n) => `<a id=r${n} href=#n${n}>x</a><li id=n${n}>y</li>`).join(""),
    ],
  ])("comes to an end with 10^5 of %s", (_, source) => {
    const read = readHtml(source, { dir: "rtl", picture: () => null });
    // What is refused is refused by name.
    expect(typeof read === "string" ? read : htmlLines(writeHtml(read.blocks))).toBeDefined();
  });

  it.each(["[", "![", "*a ", "`", "[](", "> ", "- ", "|", "[^a]", "<a href=", "**", "_ ", "&#"])(
    "comes to an end with a Markdown of 200 KB of %s",
    sign => {
      const read = readHtml(markdownToHtml(sign.repeat(200_000 / sign.length)), {
        dir: "rtl",
        picture: () => null,
      });
      expect(typeof (typeof read === "string" ? read : writeHtml(read.blocks))).toBe("string");
    },
  );
});

it("what may scroll can be reached, and an attribute that looks like a tag is left alone", () => {
  expect(
    withReachableScrollers(
      '<p><abbr title="<pre>">ن</abbr></p>\n<pre dir="auto"><code>&#x3C;pre></code></pre>',
    ),
  ).toBe('<p><abbr title="<pre>">ن</abbr></p>\n<pre tabindex="0" dir="auto"><code>&#x3C;pre></code></pre>');
});

it("footnotes without number stay as they were typed, and are told as broken", () => {
  const notes = Array.from({ length: 1_001 }, (_, n) => `نص[^${n}]\n\n[^${n}]: حاشية`).join("\n\n");
  const html = markdownToHtml(notes);
  expect(html).toContain("[^1000]");
  expect(brokenLinks(html).length).toBeGreaterThan(0);
});

it("the lead is the first paragraph, without references to notes", () => {
  expect(
    htmlLead(
      '<h2>باب</h2>\n<p>نص<sup><a href="#fn-1" id="fnref-1">[1]</a></sup> أول<br>وثان</p>\n<p>آخر</p>',
    ),
  ).toBe("نص أول وثان");
});
