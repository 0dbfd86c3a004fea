/** What a document hides from its author is not published, and what its styles mean is; through the front door. */
import { describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

interface Answer {
  title: string;
  body_html: string;
  warnings: { code: string; message: string }[];
  links: { markdown: string };
}

const QUERY = "lang=ar&published_on=2026-11-23&status=published";

async function upload(body: string | Uint8Array): Promise<Answer> {
  return await (await new TestWorker().upload(body, QUERY)).json<Answer>();
}

const html = (body: string) => `<!DOCTYPE html><body><h1>افتتاح السوق</h1>${body}</body>`;
const noteOf = (answer: Answer, code: string) =>
  answer.warnings.find(warning => warning.code === code)?.message;

describe("text that is hidden in HTML", () => {
  it.each([
    '<p style="display:none">اسم المصدر السرّي</p>',
    '<p style="color:red; DISPLAY : none !important">اسم المصدر السرّي</p>',
    "<div hidden><p>اسم المصدر السرّي</p></div>",
    '<p><span style="visibility:hidden">اسم المصدر السرّي</span></p>',
    "<p><span style='mso-hide:all'>اسم المصدر السرّي</span></p>",
    '<ul><li style="display:none">اسم المصدر السرّي</li></ul>',
    '<table><tr><td>1<td style="display:none">اسم المصدر السرّي</table>',
    "<dialog>اسم المصدر السرّي</dialog>",
  ])("of %s is left out, and told", async hidden => {
    const answer = await upload(html(`<p>افتُتح السوق اليوم.</p>${hidden}`));
    expect(answer.body_html).toContain("افتُتح السوق اليوم.");
    expect(JSON.stringify({ ...answer, warnings: [] })).not.toContain("السرّي");
    expect(noteOf(answer, "hidden-text")).toContain("“اسم المصدر السرّي”");
  });

  it("is left out also where styles are too broken to be read", async () => {
    const broken = Array.from({ length: 600 }, (_, n) => `<p style="}; color${n}">فقرة.</p>`).join("");
    const answer = await upload(html(`${broken}<p style="}; display:none">اسم المصدر السرّي</p>`));
    expect(answer.body_html).not.toContain("السرّي");
    expect(noteOf(answer, "hidden-text")).toContain("“اسم المصدر السرّي”");
  });

  it("what is visible again inside what is not stays", async () => {
    const answer = await upload(
      html('<div style="visibility:hidden">خفيّ <p style="visibility:visible">ظاهرٌ هنا.</p></div>'),
    );
    expect(answer.body_html).toBe("<p>ظاهرٌ هنا.</p>");
    expect(noteOf(answer, "hidden-text")).toContain("“خفيّ”");
  });

  it("the excerpt is short, and a script in it is no text", async () => {
    const answer = await upload(
      html(`<p>نص</p><div hidden><script>alert(1)</script>${"كلمة ".repeat(200)}</div>`),
    );
    expect(noteOf(answer, "hidden-text")).not.toContain("alert");
    expect(noteOf(answer, "hidden-text")?.length).toBeLessThan(300);
  });

  it("in HTML inside Markdown and in JSON too", async () => {
    const markdown = await upload('# عنوان\n\nنصّ <span style="display:none">سرّ</span> ظاهر.\n');
    expect(markdown.body_html).toMatch(/^<p>نصّ {1,2}ظاهر\.<\/p>$/);
    const sent = {
      lang: "ar",
      title: "عنوان",
      body: "<p hidden>سرّ</p><p>ظاهر</p>",
      body_format: "html",
    };
    const json = await (await new TestWorker().send("POST", "/api/articles", sent)).json<Answer>();
    expect(json.body_html).toBe("<p>ظاهر</p>");
    expect(noteOf(json, "hidden-text")).toContain("“سرّ”");
  });
});

describe("what a style means", () => {
  it.each([
    ['<span style="text-decoration:line-through">مئة</span>', "<s>مئة</s>"],
    ['<span style="text-decoration: underline line-through">مئة</span>', "<s><u>مئة</u></s>"],
    ['<span style="font-weight:700;font-style:italic">مئة</span>', "<strong><em>مئة</em></strong>"],
    ['<span style="font: italic bold 12pt/30px Georgia">مئة</span>', "<strong><em>مئة</em></strong>"],
    ['<span style="vertical-align:super;font-size:0.6em">2</span>', "<sup>2</sup>"],
    ["<span style='background:yellow;mso-highlight:yellow'>مئة</span>", "<mark>مئة</mark>"],
    ['<a href="/x"><span style="text-decoration:underline">مئة</span></a>', '<a href="/x">مئة</a>'],
    ['<b><span style="font-weight:bold">مئة</span></b>', "<b>مئة</b>"],
    ['<b style="font-weight:normal">مئة</b>', "مئة"],
    ["<del>مئة</del>", "<s>مئة</s>"],
    ['<span style="color:red;font-weight:400">مئة</span>', "مئة"],
  ])("%s becomes %s", async (typed, expected) => {
    const answer = await upload(html(`<p>قبل ${typed} بعد</p>`));
    expect(answer.body_html).toBe(`<p>قبل ${expected} بعد</p>`);
  });

  it("of a paragraph, a cell and a whole part it holds for their words", async () => {
    const answer = await upload(
      html(
        '<p style="text-decoration:line-through">ألغي</p><div style="font-weight:bold"><p>أ</p>ب<h2>ج</h2></div><table><tr style="font-style:italic"><td>د<th>هـ</table>',
      ),
    );
    expect(answer.body_html.split("\n")).toEqual([
      "<p><s>ألغي</s></p>",
      "<p><strong>أ</strong></p>",
      "<p><strong>ب</strong></p>",
      "<h2>ج</h2>",
      "<table><tbody><tr><td><em>د</em></td><th><em>هـ</em></th></tr></tbody></table>",
    ]);
  });

  it("what Google Docs puts on the clipboard keeps its emphasis, and its wrapper is none", async () => {
    const answer = await upload(
      '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="rtl"><span style="font-size:20pt;font-weight:400">افتتاح السوق</span></h1><p dir="rtl" style="line-height:1.38"><span style="font-weight:400;text-decoration:none">كان السعر </span><span style="font-weight:700;text-decoration:line-through">مئة</span><span style="font-weight:400"> ليرة.</span></p><ol style="margin:0"><li dir="rtl" style="list-style-type:lower-alpha;font-weight:400" aria-level="1"><p dir="rtl" role="presentation"><span style="font-weight:400">أوّلاً</span></p></li></ol></b>',
    );
    expect(answer.title).toBe("افتتاح السوق");
    expect(answer.body_html.split("\n")).toEqual([
      '<p dir="rtl">كان السعر <strong><s>مئة</s></strong> ليرة.</p>',
      '<ol type="a"><li dir="rtl"><p dir="rtl">أوّلاً</p></li></ol>',
    ]);
  });
});

describe("what a document's style sheet says of its classes", () => {
  const page = `<!DOCTYPE html><head><style>/* .c2{} */ @import url(x); @media print { .c1 { display:none } }
    .c1{color:#000;font-weight:400} .c2,.c9{font-weight:700} span.c3{text-decoration:line-through} .secret{display:none}
    p>.c1{display:none}</style></head><body><h1>افتتاح السوق</h1>`;

  it("hides and marks as its styles do", async () => {
    const answer = await upload(
      `${page}<p class="c1">السعر <span class="c2 c3">مئة</span> ليرة.</p><p class="secret">اسم المصدر السرّي</p>`,
    );
    expect(answer.body_html).toBe("<p>السعر <strong><s>مئة</s></strong> ليرة.</p>");
    expect(noteOf(answer, "hidden-text")).toContain("“اسم المصدر السرّي”");
  });

  const shown = async (sheet: string, body: string) =>
    (
      await upload(
        `<!DOCTYPE html><head><style>${sheet}</style></head><body><h1>عنوان</h1><p>ظاهر</p>${body}`,
      )
    ).body_html;

  it.each([
    ["as Word writes it", '<!--\n /* Style */ p.x, li.x\n\t{mso-style-name:"x\\, y";display:none;}\n-->'],
    ["of an element in capitals", "P.x{display:none}"],
    ["over what is said without weight", ".x{display:none !important} .x{display:block}"],
    ["behind what is broken", "}} .y{!a; color:} @media (x{} ) .z{ } .x{;;:a;display:none}"],
    ["behind a string and an address with signs", '.y{a:"}";b:url({;)} .x{display:none}'],
    ["without an end", ".x{display:none"],
    ["behind a rule in a rule", ".y{.z{display:block}} .x{display:none}"],
    ["in a sheet behind one without an end", ".y{</style><style>.x{display:none}"],
  ])("holds %s", async (_, sheet) => {
    expect(await shown(sheet, '<p class="x">سرّ</p>')).toBe("<p>ظاهر</p>");
  });

  it.each([
    ["of another element", "div.x{display:none}"],
    ["of something in a class", ".x b{display:none} .x:hover{display:none} .x.y{display:none}"],
    ["under a condition", "@media print{.x{display:none}}"],
    ["in a comment or a string", '/* .x{display:none} */ .y{a:".x{display:none}"}'],
  ])("does not hold where it is %s", async (_, sheet) => {
    expect(await shown(sheet, '<p class="x">ظاهر أيضاً</p>')).toBe("<p>ظاهر</p>\n<p>ظاهر أيضاً</p>");
  });

  it("an element's own weighs more, unless its class says that it must not", async () => {
    const sheet = ".x{display:none} .y{display:none!important}";
    const body = '<p class="x" style="display:block">أ</p><p class="y" style="display:block">ب</p>';
    expect(await shown(sheet, body)).toBe("<p>ظاهر</p>\n<p>أ</p>");
  });

  it.each([
    ["brackets", `.x{a:${"(".repeat(200_000)}`],
    ["rules in rules", ".x{".repeat(60_000)],
    ["mistakes", `.x{${"!a:b;".repeat(40_000)}}`],
    ["ends of rules", "a{b:c}}".repeat(28_000)],
  ])("is passed over if it is nothing but %s", async (_, sheet) => {
    expect(await shown(sheet, '<p class="x">ظاهر أيضاً</p>')).toBe("<p>ظاهر</p>\n<p>ظاهر أيضاً</p>");
  });
});

describe("a list that counts otherwise than from one on", () => {
  const list = '<ol type="A" start="3" reversed><li>ثالث</li><li value="7">سابع</li></ol>';

  it("counts so in the article, in its Markdown, and when that comes again", async () => {
    const worker = new TestWorker();
    const answer = await (await worker.upload(html(list), QUERY)).json<Answer>();
    const kept = '<ol start="3" type="A" reversed><li>ثالث</li><li value="7">سابع</li></ol>';
    expect(answer.body_html).toBe(kept);
    const markdown = await (await worker.fetch(new URL(answer.links.markdown).pathname)).text();
    expect((await upload(markdown)).body_html).toBe(kept);
  });

  it("and what no list may say is left out", async () => {
    const answer = await upload(
      html(
        '<ol type="x&quot;onload" start="1e9"><li value="ab">أ</li></ol><ul type="A" start="4"><li value="3">ب</ul>',
      ),
    );
    expect(answer.body_html).toBe("<ol><li>أ</li></ol>\n<ul><li>ب</li></ul>");
  });
});
