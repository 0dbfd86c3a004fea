/** What of a Word document no article has is told by its name; through the front door. */
import { describe, expect, it } from "vitest";
import { archive, wordParagraph, wordParts } from "../fixtures/documents";
import { TestWorker } from "../worker";

interface Answer {
  body_html: string;
  warnings: { code: string; message: string }[];
}

const TITLE = wordParagraph("إصلاح الجسر", "Title");
const TEXT = wordParagraph("بدأ العمل.");

async function upload(body: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const document = archive({ ...wordParts(TITLE + TEXT + body), ...more });
  return await (await new TestWorker().upload(document, "lang=ar&published_on=2026-11-23")).json<Answer>();
}

const noteOf = ({ warnings }: Answer, code: string) =>
  warnings.find(warning => warning.code === code)?.message ?? null;
const inRun = (inner: string) => `<w:p><w:r>${inner}</w:r></w:p>`;
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;

const URIS = {
  chart: "http://schemas.openxmlformats.org/drawingml/2006/chart",
  diagram: "http://schemas.openxmlformats.org/drawingml/2006/diagram",
  group: "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
  shape: "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
  model: "http://schemas.microsoft.com/office/drawing/2017/model3d",
  strange: "urn:example:strange",
} as const;

const drawing = (kind: keyof typeof URIS, properties: string, inner = "") =>
  `<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:inline><wp:docPr id="1" ${properties}/><a:graphic><a:graphicData uri="${URIS[kind]}">${inner}</a:graphicData></a:graphic></wp:inline></w:drawing>`;

const alternatives = (choice: string, fallback: string) =>
  `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">${choice}</mc:Choice>${fallback}</mc:AlternateContent>`;

const box = (text: string) =>
  `<wps:wsp><wps:txbx><w:txbxContent>${wordParagraph(text)}</w:txbxContent></wps:txbx></wps:wsp>`;

describe("what a Word document shows and an article cannot", () => {
  it.each([
    [
      "a chart by its description",
      drawing("chart", 'name="Chart 1" descr="كلفة الجسر"'),
      "a chart (“كلفة الجسر”)",
    ],
    ["or by its name", drawing("chart", 'name="مخطط 1"'), "a chart (“مخطط 1”)"],
    ["a diagram", drawing("diagram", 'name="Diagram 2"', "<dgm:relIds/>"), "a diagram (“Diagram 2”)"],
    ["a model", drawing("model", 'name=""'), "a model in three dimensions"],
    ["something that nobody knows", drawing("strange", 'name="Thing"'), "an object (“Thing”)"],
    [
      "pictures in a group",
      drawing("group", 'name="Group 3"', '<wpg:wgp><pic:pic><a:blip r:embed="rId6"/></pic:pic></wpg:wgp>'),
      "pictures in a drawing (“Group 3”)",
    ],
    [
      "a shape with a description",
      drawing("shape", 'name="Arrow" descr="إلى النهر"'),
      "a drawing (“إلى النهر”)",
    ],
    [
      "an object of another program",
      `<w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml"/><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Excel.Sheet.12"/></w:object>`,
      "an embedded object of Excel.Sheet.12",
    ],
    [
      "what stands for newer programs alone",
      alternatives(drawing("chart", 'name="Chart 7"'), "<mc:Fallback/>"),
      "a chart (“Chart 7”)",
    ],
  ])("is told: %s", async (_, inner, name) => {
    const answer = await upload(inRun(inner));
    expect(answer.body_html).toBe("<p>بدأ العمل.</p>");
    expect(noteOf(answer, "parts-left-out")).toContain(`left out: ${name}. Check`);
  });

  it("equations are told by what they say, each once", async () => {
    const equation = '<m:oMath xmlns:m="urn:m"><m:r><m:t>س=2ص</m:t></m:r></m:oMath>';
    const answer = await upload(
      `<w:p>${run("إذا ")}${equation}${run(" كان")}</w:p><w:p><m:oMathPara xmlns:m="urn:m">${equation}</m:oMathPara></w:p>`,
    );
    expect(answer.body_html).toBe("<p>بدأ العمل.</p>\n<p>إذا كان</p>");
    expect(noteOf(answer, "parts-left-out")).toContain("left out: an equation (“س=2ص”). Check");
  });

  it("the eleventh and more are counted", async () => {
    const charts = Array.from({ length: 13 }, (_, place) => inRun(drawing("chart", `name="C${place}"`)));
    expect(noteOf(await upload(charts.join("")), "parts-left-out")).toContain("a chart (“C9”), and 3 more.");
  });

  it.each([
    ["a line without a description", inRun(drawing("shape", 'name="Line 4"'))],
    ["what was deleted", `<w:p><w:del w:id="1"><w:r>${drawing("chart", 'name="C"')}</w:r></w:del></w:p>`],
    [
      "what moved away",
      `<w:p><w:moveFrom w:id="1"><w:r>${drawing("chart", 'name="C"')}</w:r></w:moveFrom></w:p>`,
    ],
    [
      "a chart that has a picture for older programs",
      inRun(
        alternatives(
          drawing("chart", 'name="C"'),
          `<mc:Fallback>${drawing("shape", 'name="x"')}</mc:Fallback>`,
        ),
      ),
    ],
  ])("is not told: %s", async (_, inner) => {
    expect(noteOf(await upload(inner), "parts-left-out")).toBeNull();
  });

  it("words in a shape stand in the article, also where there is an empty place for older programs", async () => {
    const inner = alternatives(
      drawing("shape", 'name="Box" descr="صندوق"', box("في الصندوق")),
      "<mc:Fallback/>",
    );
    const answer = await upload(inRun(inner));
    expect(answer.body_html).toContain("<p>في الصندوق</p>");
    expect(noteOf(answer, "parts-left-out")).toBeNull();
  });
});

describe("headers and footers of a Word document", () => {
  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const header = (inner: string) => `<w:hdr ${W}>${inner}</w:hdr>`;
  const footer = (inner: string) => `<w:ftr ${W}>${inner}</w:ftr>`;
  const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const field = (instruction: string, shown: string) =>
    `${sign("begin")}<w:r><w:instrText> ${instruction} </w:instrText></w:r>${sign("separate")}${run(shown)}${sign("end")}`;
  const PAGE = field("PAGE \\* MERGEFORMAT", "3");

  it("are told once, with their first words, and are no part of the article", async () => {
    const letterhead = header(wordParagraph("بلدية القامشلي — المكتب الإعلامي"));
    const answer = await upload("", {
      "word/header1.xml": letterhead,
      "word/header2.xml": letterhead,
      "word/footer1.xml": footer(`<w:p>${run("هاتف 0999")}</w:p><w:p>${run("صفحة ")}${PAGE}</w:p>`),
    });
    expect(answer.body_html).toBe("<p>بدأ العمل.</p>");
    expect(noteOf(answer, "headers-left-out")).toContain(
      "left out: “بلدية القامشلي — المكتب الإعلامي”, “هاتف 0999 صفحة”. If",
    );
  });

  it.each([
    ["nothing", "<w:p/>"],
    ["the number of a page", `<w:p>${PAGE}</w:p>`],
    ["with words around it", `<w:p>${run("صفحة ")}${PAGE}${run(" من ")}${field("NUMPAGES", "12")}</w:p>`],
    ["in a simple field", `<w:p>${run("Page ")}<w:fldSimple w:instr="PAGE">${run("3")}</w:fldSimple></w:p>`],
    ["typed", `<w:p>${run("- ٣ -")}</w:p>`],
    [
      "chosen from Word's list",
      `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Page Numbers (Bottom of Page)"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p>${PAGE}${run(" | P a g e")}</w:p></w:sdtContent></w:sdt>`,
    ],
    [
      "a watermark",
      `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="مسودة"/></v:shape></w:pict></w:r></w:p>`,
    ],
    ["hidden words", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>سرّ</w:t></w:r></w:p>"],
  ])("are not told where there is only %s", async (_, inner) => {
    const answer = await upload("", { "word/header1.xml": header(inner), "word/footer1.xml": footer(inner) });
    expect(noteOf(answer, "headers-left-out")).toBeNull();
  });

  it.each([
    ["a date", run("21/11/2026"), "“21/11/2026”"],
    ["a name beside the number", `${run("ذكرى — صفحة ")}${PAGE}`, "“ذكرى — صفحة”"],
    ["a field of another kind", field('STYLEREF "Title"', "إصلاح"), "“إصلاح”"],
  ])("are told where there is %s", async (_, inner, words) => {
    const answer = await upload("", { "word/header1.xml": header(`<w:p>${inner}</w:p>`) });
    expect(noteOf(answer, "headers-left-out")).toContain(words);
  });
});

it("a drawing in SVG that another program wrote beside its picture does not keep the document out", async () => {
  const doctype =
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
  const answer = await upload("", {
    "word/media/image2.svg": `<?xml version="1.0"?>${doctype}<svg xmlns="http://www.w3.org/2000/svg"><g>`,
  });
  expect(answer.body_html).toBe("<p>بدأ العمل.</p>");
});
