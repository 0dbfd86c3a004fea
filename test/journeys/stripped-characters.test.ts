/** Characters that no text may hold are taken out and told, whichever way a text comes; and a text of nothing is none. */
import { describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

interface Answer {
  title: string;
  body_text: string;
  body_html: string;
  tags: { name: string }[];
  slug: string;
  warnings: { code: string; message: string }[];
  faults: { code: string; field: string; message: string }[];
}

async function post(article: Record<string, unknown>): Promise<[number, Answer]> {
  const sent = { lang: "ar", title: "خبر", body: "نصّ الخبر", ...article };
  const response = await new TestWorker().send("POST", "/api/articles", sent);
  return [response.status, await response.json<Answer>()];
}

async function upload(
  text: string | Uint8Array,
  query = "lang=ar&published_on=2026-11-23",
): Promise<[number, Answer]> {
  const response = await new TestWorker().upload(text, query);
  return [response.status, await response.json<Answer>()];
}

const told = (answer: Answer, code: string) =>
  answer.warnings.find(warning => warning.code === code)?.message;

const OVERRIDE = "\u202Eمعكوس\u202C";
const HIDDEN = [..."secret"].map(letter => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
const ENGLAND = `\u{1F3F4}${[..."gbeng"].map(letter => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}\u{E007F}`;

describe("an article sent as JSON", () => {
  it("tells the direction controls that were taken from it, field by field", async () => {
    const [status, answer] = await post({
      title: `خبر ${OVERRIDE}`,
      body: `نصّ\n${OVERRIDE}`,
      tags: [`سوق\u200F`],
    });
    expect(status).toBe(201);
    expect(answer).toMatchObject({ title: "خبر معكوس", body_text: "نصّ\n\nمعكوس", tags: [{ name: "سوق" }] });
    expect(told(answer, "bidi-controls-stripped")).toContain("(In title, body, tags.)");
  });

  it("tells NULs and halves of characters", async () => {
    const [status, answer] = await post({ title: "خبر\u0000", body: "نصّ \uD800 هنا" });
    expect(status).toBe(201);
    expect(answer).toMatchObject({ title: "خبر", body_text: "نصّ \uFFFD هنا" });
    expect(told(answer, "characters-stripped")).toContain("U+0000");
    expect(told(answer, "characters-stripped")).toContain("(In title.)");
    expect(told(answer, "characters-broken")).toContain("U+D800");
  });

  it.each(["html", "markdown"])("tells them of a body in %s too", async format => {
    const [, answer] = await post({ body: `نصّ\u0000 ${OVERRIDE} \uDC00 ${HIDDEN}`, body_format: format });
    expect(answer.body_html).not.toMatch(/[\u0000\u202E\u{E0000}-\u{E007F}]|\p{Surrogate}/u);
    expect(told(answer, "bidi-controls-stripped")).toContain("معكوس");
    expect(told(answer, "characters-stripped")).toMatch(/U\+0000|U\+E0073/);
    expect(told(answer, "characters-broken")).toContain("U+DC00");
  });

  it("loses what is hidden in tag characters, and keeps flags", async () => {
    const [, answer] = await post({ body: `فوز ${ENGLAND} أمس${HIDDEN}` });
    expect(answer.body_text).toBe(`فوز ${ENGLAND} أمس`);
    expect(told(answer, "characters-stripped")).toContain("U+E0073");
    const [, plain] = await post({ body: `فوز ${ENGLAND}\r\nأمس\tواليوم\u200C` });
    expect(plain.warnings.map(({ code }) => code)).toEqual(["no-date"].filter(code => told(plain, code)));
  });

  it("tells what was taken from its correction, and an upload does", async () => {
    for (const [status, answer] of [
      await post({ correction: `صُحّح ${OVERRIDE}\u0000` }),
      await upload("خبر آخر\n\nنصّ\n", `lang=ar&correction=${encodeURIComponent(`صُحّح ${OVERRIDE}\u0001`)}`),
    ]) {
      expect(status).toBe(201);
      expect(told(answer, "bidi-controls-stripped")).toContain("(In correction.)");
      expect(told(answer, "characters-stripped")).toContain("(In correction.)");
    }
  });

  it("tells tags that have no letter", async () => {
    const [, answer] = await post({ tags: ["سوق", "!!!"] });
    expect(answer.tags.map(({ name }) => name)).toEqual(["سوق"]);
    expect(told(answer, "name-left-out")).toContain("'!!!'");
  });
});

describe("an upload", () => {
  it("of text tells control and tag characters by their lines", async () => {
    const [, answer] = await upload(`خبر\n\nنصّ\u0001\n\nوآخر${HIDDEN}\n`);
    expect(answer.body_text).toBe("نصّ\n\nوآخر");
    expect(told(answer, "characters-stripped")).toContain("(Line 3, 5.)");
  });

  it.each([
    ["HTML", `<h1>خبر</h1><p>نصّ ${OVERRIDE}${HIDDEN}</p>`],
    ["Markdown", `# خبر\n\nنصّ ${OVERRIDE}${HIDDEN}\n`],
  ])("of %s tells what was taken", async (_, text) => {
    const [, answer] = await upload(text);
    expect(answer.body_html).toBe("<p>نصّ معكوس</p>");
    expect(told(answer, "bidi-controls-stripped")).toContain("“نصّ معكوس”");
    expect(told(answer, "characters-stripped")).toContain("U+E0073");
  });

  it("of front matter tells what was taken from the title", async () => {
    const [, answer] = await upload(`---\ntitle: خبر ${OVERRIDE}\n---\n\nنصّ\n`);
    expect(answer.title).toBe("خبر معكوس");
    expect(told(answer, "bidi-controls-stripped")).toContain("(In title.)");
  });

  it("422 for a slug of which no address can be made", async () => {
    const [status, { faults }] = await upload("خبر\n\nنصّ\n", "lang=ar&slug=!!!");
    expect([status, faults.map(({ code, field }) => [code, field])]).toEqual([422, [["not-valid", "slug"]]]);
    expect((await upload("خبر\n\nنصّ\n", "lang=ar&slug="))[0]).toBe(201);
  });
});

describe("a body in which there is nothing to see", () => {
  const nothing = [
    "\u200B",
    "\u200B\u2060\uFEFF",
    "\u00A0\u200F\u2800",
    "\u3164\u115F",
    "\u{E0041}\u{E0042}",
  ];

  it.each(nothing)("422 as JSON: %j", async body => {
    for (const format of ["text", "markdown", "html"]) {
      const [status, { faults }] = await post({ body, body_format: format });
      expect([format, status, faults?.[0]?.field]).toEqual([format, 422, "body"]);
    }
  });

  it.each(nothing)("422 as an upload: %j", async body => {
    for (const [text, code] of [
      [`خبر\n\n${body}\n`, "no-body"],
      [`# خبر\n\n${body}\n`, "no-body"],
      [`<h1>خبر</h1><p>${body}</p>`, "no-body"],
      [body, "empty"],
    ] as const) {
      const [status, { faults }] = await upload(text);
      expect([text, status, faults?.[0]?.code]).toEqual([text, 422, code]);
    }
  });

  it("beside one that has something is left out", async () => {
    const [, answer] = await post({ body: "أوّل\n\u200B\nثان" });
    expect(answer.body_text).toBe("أوّل\n\nثان");
  });
});
