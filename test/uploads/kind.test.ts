import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kindOfText } from "../../src/uploads/detect";
import { parseNewsroomText } from "../../src/uploads/parse/text";
import { theWaterArticle } from "../fixtures/articles";
import { thePastedHtml, theSchoolMarkdown } from "../fixtures/documents";

const NOTHING = { name: null, type: null };
const kindOf = (text: string) => kindOfText(text, NOTHING);

describe("newsroom text is never taken for anything else", () => {
  it.each([
    ["a real one", theWaterArticle],
    ["with a BOM and CRLF", `\uFEFF${theWaterArticle.replaceAll("\n", "\r\n")}`],
    ["dialogue in dashes", "23/11/2026\n\nحوار\n\n- من أنت؟\n- أنا فلان.\n\n* * *\n\n1. أولاً\n"],
    ["a rule on top", "---\n\nعنوان\n\nنص.\n---\n"],
    ["stars and underlines", "عنوان\n=====\n\nنص **مهم** و_مائل_.\n"],
    ["a hashtag", "#عاجل\n\nعنوان\n\nنص.\n"],
    ["an address", "عنوان\n\nالمصدر: https://a.example/b و<a@b.example>.\n"],
    ["one link in Markdown's signs", "عنوان\n\nنص [هنا](https://a.example/).\n"],
    [
      "much structure under a date line",
      "23/11/2026\n\nعنوان\n\n## باب\n\n```\nx\n```\n\n[أ](https://a.example/)\n",
    ],
    ["a tag in the text", "عنوان\n\n<p>نص</p>\n"],
    ["an angle first", "<عنوان بين قوسين>\n\nنص.\n"],
    ["a brace first", "{عنوان}\n\nنص.\n"],
    ["a colon between rules", "---\nعنوان\n---\nقال: نص\n"],
  ])("%s", (_, text) => {
    expect(kindOf(text)).toBe("text");
  });

  it("whatever a date line stands on top of, but for front matter and a heading with one sharp", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("نص", "## باب", "- أ", "| أ | ب |", "|---|---|", "```", "> ق", ""), {
          maxLength: 20,
        }),
        lines => {
          const text = `23/11/2026\n\nعنوان\n\nنص.\n${lines.join("\n")}`;
          expect(kindOf(text)).toBe("text");
          expect(parseNewsroomText(text).manuscript?.date).toBe("2026-11-23");
        },
      ),
    );
  });
});

describe("what shows itself", () => {
  it.each([
    ["front matter", theSchoolMarkdown, "markdown"],
    ["front matter with CRLF and a BOM", `\uFEFF${theSchoolMarkdown.replaceAll("\n", "\r\n")}`, "markdown"],
    ["a heading on top", "# عنوان\n\n2026-11-23\n\nنص.\n", "markdown"],
    ["two kinds of structure", "عنوان\n\n## باب\n\n| أ | ب |\n|---|---|\n| ١ | ٢ |\n", "markdown"],
    ["a page", thePastedHtml, "html"],
    ["a comment, then a page", "<!-- saved -->\n<html><p>نص", "html"],
    ["a fragment", "<h1>عنوان</h1>\n<p>نص</p>", "html"],
    ["an object", '{"title":"عنوان","body":"نص"}', "json"],
    ["an object that breaks off", '{"title":"عنوان","body":"ن', "json"],
    ["a list of objects", '[{"title":"عنوان"}]', "json"],
    ["a text in brackets", "[تحديث] عنوان\n\nنص", "text"],
    ["a text in braces", "{عنوان}\n\nنص", "text"],
  ])("%s", (_, text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it("a name or a type that says Markdown, and no other", () => {
    expect(kindOfText("عنوان\n\nنص", { name: "a/khabar.MD", type: null })).toBe("markdown");
    expect(kindOfText("عنوان\n\nنص", { name: null, type: "text/markdown" })).toBe("markdown");
    expect(kindOfText("عنوان\n\nنص", { name: "khabar.html", type: "text/html" })).toBe("text");
  });

  it("comes to an end with a million of any sign", () => {
    for (const text of ["---\n", "<!-- ", "<!--".repeat(20), "[", "| -", "#", "{", "```\n", "![a]("]) {
      expect([text, kindOf(text.repeat(1_000_000 / text.length))]).toEqual([text, expect.any(String)]);
    }
  });
});
