/** Footnotes of Markdown that are half there; through the front door. */
import { describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

interface Answer {
  body_html: string;
  warnings: { code: string; message: string }[];
}

async function upload(body: string): Promise<Answer> {
  return await (
    await new TestWorker().upload(`# افتتاح السوق\n\n${body}\n`, "lang=ar&published_on=2026-11-23")
  ).json<Answer>();
}

const brokenIn = (answer: Answer) => answer.warnings.find(({ code }) => code === "broken-link")?.message;

describe("a footnote of Markdown", () => {
  it("that nothing refers to keeps its words, and is named", async () => {
    const answer = await upload("افتُتح السوق[^1] اليوم.\n\n[^1]: حاشية أولى.\n\n[^مصدر]: حاشية *ضائعة*.");
    expect(answer.body_html).toContain("<p>[^مصدر]: حاشية <em>ضائعة</em>.</p>");
    expect(answer.body_html).toContain('<li id="fn-1">حاشية أولى.');
    expect(brokenIn(answer)).toContain("[^مصدر]");
  });

  it("alone in its text keeps its words too, with more paragraphs or with code", async () => {
    const answer = await upload("نصّ.\n\n[^a]: أولى.\n\n    ثانية.\n\n[^b]:\n\n[^c]: `x`\n");
    for (const words of ["[^a]: أولى.", "ثانية.", "[^b]", "<code>x</code>"])
      expect(answer.body_html).toContain(words);
    for (const label of ["[^a]", "[^b]", "[^c]"]) expect(brokenIn(answer)).toContain(label);
  });

  it("of two of one name, the one that is not the note keeps its words", async () => {
    const answer = await upload("نصّ[^1].\n\n[^1]: الأولى.\n\n[^1]: الثانية.");
    expect(answer.body_html).toContain("الأولى.");
    expect(answer.body_html).toContain("الثانية.");
    expect(brokenIn(answer)).toContain("[^1]");
  });

  it("that is not there leaves its reference as typed, and is named", async () => {
    const answer = await upload("افتُتح السوق[^غائبة] اليوم[^1].\n\n[^1]: حاضرة.");
    expect(answer.body_html).toContain("السوق[^غائبة] اليوم");
    expect(brokenIn(answer)).toContain("[^غائبة]");
    expect(brokenIn(await upload("افتُتح السوق[^غائبة] اليوم."))).toContain("[^غائبة]");
  });
});
