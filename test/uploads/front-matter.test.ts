import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frontMatterIn, readFrontMatter } from "../../src/uploads/parse/markdown";

describe("front matter", () => {
  it("is what stands between two lines of dashes and names something", () => {
    expect(frontMatterIn("---\ntitle: أ\n---\nنص")).toMatchObject({ yaml: "title: أ", rest: "نص" });
    expect(frontMatterIn("---\ntitle: أ\n...\nنص")?.rest).toBe("نص");
    expect(frontMatterIn("---\nنص بلا اسم\n---\n")).toBeNull();
    expect(frontMatterIn("نص\n---\ntitle: أ\n---\n")).toBeNull();
    expect(frontMatterIn("---\ntitle: أ\n")).toBeNull();
  });

  it("says things as they are typed: no word becomes a number, a date or a yes", async () => {
    expect(
      (await readFrontMatter("id: 007\nslug: 2026-11-23\nsection: no\ntags: [1.0, yes]\nlang: ar\ntitle: 12"))
        .options,
    ).toEqual({
      source_id: "007",
      slug: "2026-11-23",
      section: "no",
      tags: ["1.0", "yes"],
      lang: "ar",
    });
  });

  it.each([
    ["2026-11-23", "2026-11-23", null],
    ["2026-11-23T09:30:00+03:00", "2026-11-23", "09:30"],
    ["23 تشرين الثاني 2026", "2026-11-23", null],
    ["٢٣/١١/٢٠٢٦", "2026-11-23", null],
  ])("reads the date %s", async (typed, date, time) => {
    expect(await readFrontMatter(`date: ${typed}`)).toMatchObject({ date, time, issues: [] });
  });

  it("a date that no calendar has is a fault, one that is none a warning", async () => {
    expect((await readFrontMatter("date: 31/02/2026")).issues).toMatchObject([{ code: "impossible-date" }]);
    expect((await readFrontMatter("date: غدًا")).warnings).toMatchObject([{ code: "unread-date" }]);
  });

  it("warns of what an article does not have, and of what is not a document's to say", async () => {
    const { warnings, options } = await readFrontMatter(
      "layout: post\ndraft: true\ndry_run: 1\nformat: html\nlang: ar",
    );
    expect(options).toEqual({ lang: "ar" });
    expect(warnings).toMatchObject([
      { code: "unknown-front-matter", message: expect.stringContaining("layout, draft, dry_run, format") },
    ]);
  });

  it("names the line that cannot be read", async () => {
    expect((await readFrontMatter('title: "أ\nlang: ar')).issues).toMatchObject([
      { code: "bad-front-matter", line: expect.any(Number) },
    ]);
  });

  it("nothing that grows: no alias, no depth, no key of a prototype", async () => {
    const laughs = `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: أ`;
    expect((await readFrontMatter(laughs)).issues).toMatchObject([{ code: "bad-front-matter" }]);
    expect((await readFrontMatter(`a: ${"[".repeat(8_000)}`)).issues.length).toBe(1);
    expect((await readFrontMatter("__proto__:\n  lang: en\nconstructor: 1")).options).toEqual({});
    expect(Reflect.get({}, "lang")).toBeUndefined();
  });

  it("never throws", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(..."abc:-&*![]{}|>'\"#%@`,? \n\tن"), maxLength: 200 }),
        async yaml => {
          expect(await readFrontMatter(yaml)).toHaveProperty("options");
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
