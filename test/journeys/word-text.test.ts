/** What Word documents hold besides plain runs; through the front door. */
import { describe, expect, it } from "vitest";
import { archive, aWordDocument, wordParagraph, wordParts } from "../fixtures/documents";
import { TestWorker } from "../worker";

interface Answer {
  title: string;
  body_html: string;
  warnings: { code: string; message: string }[];
}

const QUERY = "lang=ar&published_on=2026-11-23&status=published";
const TITLE = wordParagraph("إصلاح الجسر", "Title");

async function upload(document: Uint8Array): Promise<Answer> {
  return await (await new TestWorker().upload(document, QUERY)).json<Answer>();
}

const run = (text: string, properties = "") =>
  `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (inner: string, properties = "") =>
  `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
const withBody = (...paragraphs: string[]) => aWordDocument([TITLE, ...paragraphs].join(""));
const noteOf = (answer: Answer, code: string) =>
  answer.warnings.find(warning => warning.code === code)?.message;

describe("words of a Word document that stand in something", () => {
  it.each([
    ["a run of another direction", `<w:bdo w:val="rtl">${run("داخل")}</w:bdo>`, '<bdo dir="rtl">داخل</bdo>'],
    [
      "an embedding",
      `<w:dir w:val="ltr">${run("AB", "<w:b/>")}</w:dir>`,
      '<span dir="ltr"><strong>AB</strong></span>',
    ],
    ["a simple field", `<w:fldSimple w:instr="AUTHOR">${run("داخل")}</w:fldSimple>`, "داخل"],
    [
      "a field that is a link",
      `<w:fldSimple w:instr="HYPERLINK &quot;https://example.org/a&quot;">${run("داخل")}</w:fldSimple>`,
      '<a href="https://example.org/a">داخل</a>',
    ],
    [
      "ruby",
      `<w:r><w:ruby><w:rubyPr><w:lid w:val="ar"/></w:rubyPr><w:rt>${run("فوق")}</w:rt><w:rubyBase>${run("داخل")}</w:rubyBase></w:ruby></w:r>`,
      "<ruby>داخل<rt>فوق</rt></ruby>",
    ],
    ["a smart tag", `<w:smartTag w:element="place">${run("داخل")}</w:smartTag>`, "داخل"],
    ["a content control", `<w:sdt><w:sdtContent>${run("داخل")}</w:sdtContent></w:sdt>`, "داخل"],
    ["an insertion", `<w:ins w:id="1" w:author="ل">${run("داخل")}</w:ins>`, "داخل"],
    ["a double stroke", run("داخل", "<w:dstrike/>"), "<s>داخل</s>"],
    ["a highlight", run("داخل", '<w:highlight w:val="yellow"/>'), "<mark>داخل</mark>"],
    ["a carriage return", "<w:r><w:cr/></w:r>", "<br>"],
    [
      "one in the other",
      `<w:bdo w:val="rtl"><w:smartTag>${run("أ")}<w:dir w:val="ltr">${run("B")}</w:dir></w:smartTag></w:bdo>`,
      '<bdo dir="rtl">أ<span dir="ltr">B</span></bdo>',
    ],
  ])("are kept: %s", async (_, inner, expected) => {
    const answer = await upload(withBody(paragraph(run("قبل ") + inner + run(" بعد"))));
    expect(answer.body_html.replace("<br> ", "<br>")).toBe(
      `<p>قبل ${expected} بعد</p>`.replace("<br> ", "<br>"),
    );
    expect(answer.warnings.map(({ code }) => code)).not.toContain("parts-left-out");
  });

  it("are kept of a text box that has nothing for older programs", async () => {
    const box = `<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wps:wsp xmlns:wps="urn:x"><wps:txbx><w:txbxContent>${paragraph(run("في الصندوق"))}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing>`;
    const choice = `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">${box}</mc:Choice></mc:AlternateContent></w:r>`;
    const answer = await upload(withBody(paragraph(run("قبل") + choice)));
    expect(answer.body_html).toBe("<p>قبل</p>\n<p>في الصندوق</p>");
  });
});

describe("words of a Word document that are no part of its text", () => {
  const style = (id: string, more: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>${more}</w:style>`;

  it("hidden ones are left out, by whichever means, and told", async () => {
    const parts = wordParts(
      [
        TITLE,
        paragraph(run("ظاهر") + run("سرّ أوّل", "<w:vanish/>") + run("ظاهر أيضاً", '<w:vanish w:val="0"/>')),
        paragraph(
          run("سرّ ثان") + run("ظاهر فيه", '<w:vanish w:val="false"/>'),
          '<w:pStyle w:val="Derived"/>',
        ),
        paragraph(run("سرّ ثالث", '<w:rStyle w:val="Secret"/>')),
      ].join(""),
    );
    const styles = new TextDecoder().decode(parts["word/styles.xml"]);
    const more =
      style("Derived", '<w:basedOn w:val="Secret"/>') + style("Secret", "<w:rPr><w:vanish/></w:rPr>");
    const document = archive({
      ...parts,
      "word/styles.xml": styles.replace("</w:styles>", `${more}</w:styles>`),
    });
    const answer = await upload(document);
    expect(answer.body_html).toBe("<p>ظاهرظاهر أيضاً</p>\n<p>ظاهر فيه</p>");
    expect(noteOf(answer, "hidden-text")).toMatch(/“سرّ أوّل”, “سرّ ثان”, “سرّ ثالث”/);
  });

  it("tracked deletions are left out and insertions kept, and both are told", async () => {
    const deletion = '<w:del w:id="2" w:author="ل"><w:r><w:delText>مليون</w:delText></w:r></w:del>';
    const insertion = `<w:ins w:id="3" w:author="ل">${run("ألف")}</w:ins>`;
    const answer = await upload(withBody(paragraph(run("كلّف ") + deletion + insertion + run(" ليرة."))));
    expect(answer.body_html).toBe("<p>كلّف ألف ليرة.</p>");
    expect(noteOf(answer, "tracked-changes")).toContain("“مليون”");
    expect(noteOf(answer, "tracked-changes")).toContain("inserted (in one place)");
  });

  it("comments are left out, and told", async () => {
    const answer = await upload(
      withBody(
        paragraph(
          `${run("نص")}<w:r><w:commentReference w:id="0"/></w:r><w:r><w:commentReference w:id="1"/></w:r>`,
        ),
      ),
    );
    expect(answer.body_html).toBe("<p>نص</p>");
    expect(noteOf(answer, "comments-left-out")).toContain("(2)");
  });

  it("422 for more elements than the memory of a Worker has room for", async () => {
    const send = async (runs: number) => {
      const response = await new TestWorker().upload(withBody(paragraph(run("ن").repeat(runs))), "lang=ar");
      const { faults = [] } = await response.json<{ faults?: { code: string }[] }>();
      return [response.status, ...faults.map(({ code }) => code)];
    };
    expect(await send(39_900)).toEqual([201]);
    expect(await send(40_100)).toEqual([422, "too-many-elements"]);
  });

  it("422 for marks without end that hold nothing", async () => {
    const many = `<w:bdo><w:t/></w:bdo>`.repeat(150_000);
    const response = await new TestWorker().upload(withBody(paragraph(run("نص") + many)), QUERY);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ faults: [{ code: "too-many-elements" }] });
  });
});
