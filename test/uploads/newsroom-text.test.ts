import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSlug, slugify } from "../../src/text/slug";
import type { Manuscript } from "../../src/uploads/manuscript";
import { parseNewsroomText } from "../../src/uploads/parse/text";
import { anyText } from "../text/arbitraries";

const TITLE = "لجنة المياه تعلن إعادة تشغيل محطة الضخّ في ريف المدينة بعد توقّف دام ثلاثة أشهر";
const LEAD = "أعلنت لجنة المياه، اليوم، إعادة تشغيل محطة الضخّ بعد أعمال صيانة شملت المضخّات والخزانات…";
const SECOND = "وقالت المهندسة ليلى حسن إن “العمل جرى ليلاً ونهارًا” و أنّ الشبكة جاهزة بنسبة 90%.";
const THIRD = "اشار السكان إلى أن المياه وصلت طبقاً للجدول المُعلن في 14/11/2021.";
const RELATED = "انقطاع المياه يدخل شهره الثالث";
const RELATED_EXCERPT =
  "يعتمد سكان الأحياء الشرقية على الصهاريج منذ توقف المحطة، وتقول اللجنة إن الإصلاح يحتاج قطعاً من الخار…";

const ARTICLE = `29/11/2021

${TITLE}

${LEAD}
${SECOND}
${THIRD}

شاهد أيضًا

${RELATED}

${RELATED_EXCERPT}`;

const KURMANJI = `29ê mijdara 2021an

Komîteya Avê dest bi xebata nû kir

Komîteya Avê ragihand ku îstasyon ji nû ve dixebite.
Şênî dibêjin ku av gihîşt malan.

Her wiha

Av ji mehekê ve qut e

Şênî bi tankeran avê peyda dikin û li benda çareseriyekê ne...`;

const SAME: Manuscript = {
  title: TITLE,
  lead: LEAD,
  paragraphs: [LEAD, SECOND, THIRD],
  date: "2021-11-29",
  time: null,
  seeAlso: [{ title: RELATED, excerpt: RELATED_EXCERPT }],
  warnings: [],
};

function read(text: string, options?: { markers?: readonly string[] }): Manuscript {
  const { manuscript, issues } = parseNewsroomText(text, options);
  if (manuscript === null) throw new Error(`refused: ${issues.map(issue => issue.code).join(", ")}`);
  return manuscript;
}

const warningsOf = (text: string) => read(text).warnings.map(warning => warning.code);
const issuesOf = (text: string) =>
  parseNewsroomText(text).issues.map(({ code, field, line }) => [code, field, line]);

describe("a newsroom's text", () => {
  it("29/11/2021 on the first line is the date, and every paragraph is kept to the letter", () => {
    expect(read(ARTICLE)).toEqual(SAME);
  });

  it.each([
    ["a byte order mark", `\uFEFF${ARTICLE}`],
    ["CRLF", ARTICLE.replaceAll("\n", "\r\n")],
    ["CR alone", ARTICLE.replaceAll("\n", "\r")],
    ["U+2028, U+2029 and U+0085", ARTICLE.replaceAll("\n\n", "\u2029\u0085").replaceAll("\n", "\u2028")],
    ["NFD", ARTICLE.normalize("NFD")],
    ["extra blank lines", `\n\n${ARTICLE.replaceAll("\n\n", "\n\n\n \t\n")}\n\n`],
    [
      "NBSP on the blank lines and round every line",
      ARTICLE.replace(/^/gm, "\u00A0").replace(/$/gm, "\u00A0"),
    ],
    ["direction marks on the blank lines", ARTICLE.replaceAll("\n\n", "\n\u200F\u202C\n")],
    ["NBSP inside the marker", ARTICLE.replace("شاهد أيضًا", "شاهد\u00A0أيضًا")],
    ["RLM before the marker", ARTICLE.replace("شاهد", "\u200Fشاهد")],
    ["tatweel and a colon in the marker", ARTICLE.replace("شاهد أيضًا", "شـــاهد أيضاً :")],
    [
      "the date under the title",
      ARTICLE.replace("29/11/2021\n\n", "").replace(TITLE, `${TITLE}\n\n29 تشرين الثاني 2021`),
    ],
    ["the date in the line above the title", ARTICLE.replace("2021\n\n", "2021\n")],
    ["Arabic-Indic digits in the date", ARTICLE.replace("29/11/2021", "٢٩/١١/٢٠٢١")],
  ])("%s changes nothing of what is read", (_, text) => {
    expect(read(text)).toEqual(SAME);
  });

  it("NBSP everywhere is read as space by the structure and kept in the text", () => {
    const manuscript = read(ARTICLE.replaceAll(" ", "\u00A0"));
    expect(manuscript.paragraphs).toEqual(
      SAME.paragraphs.map(paragraph => paragraph.replaceAll(" ", "\u00A0")),
    );
    expect([manuscript.date, manuscript.seeAlso.length]).toEqual(["2021-11-29", 1]);
  });

  it("a time after an ISO date is kept as a wall time", () => {
    expect(read(ARTICLE.replace("29/11/2021", "2021/11/29 08:30"))).toMatchObject({
      date: "2021-11-29",
      time: "08:30",
    });
  });

  it("a Kurmanji article is read with its own date and its own marker", () => {
    expect(read(KURMANJI)).toMatchObject({
      title: "Komîteya Avê dest bi xebata nû kir",
      date: "2021-11-29",
      paragraphs: [
        "Komîteya Avê ragihand ku îstasyon ji nû ve dixebite.",
        "Şênî dibêjin ku av gihîşt malan.",
      ],
      seeAlso: [{ title: "Av ji mehekê ve qut e", excerpt: expect.stringContaining("benda") }],
      warnings: [],
    });
  });

  it("a file without a date is accepted with a warning, and none is guessed from its text", () => {
    const manuscript = read(ARTICLE.replace("29/11/2021", ""));
    expect(manuscript).toEqual({ ...SAME, date: null, warnings: manuscript.warnings });
    expect(manuscript.warnings.map(({ code }) => code)).toEqual(["no-date"]);
  });

  it("05/06/2021 is 5 June with a warning, and a weekday that does not fit is one too", () => {
    expect(read(ARTICLE.replace("29/11", "05/06")).date).toBe("2021-06-05");
    expect(warningsOf(ARTICLE.replace("29/11", "05/06"))).toEqual(["ambiguous-date"]);
    expect(warningsOf(ARTICLE.replace("29/11/2021", "الأحد، 29 تشرين الثاني 2021"))).toEqual([
      "weekday-mismatch",
    ]);
  });

  it("lines that follow the title without a blank one are text, with a warning", () => {
    const manuscript = read(`29/11/2021\n${TITLE}\n${LEAD}\n\n${SECOND}`);
    expect(manuscript).toMatchObject({ title: TITLE, lead: LEAD, paragraphs: [LEAD, SECOND] });
    expect(manuscript.warnings.map(({ code }) => code)).toEqual(["title-joined"]);
  });

  it("quotes that only open in one paragraph and only close in another are kept, with one warning", () => {
    const text = ARTICLE.replace("“العمل", "العمل").replace("اشار", "“اشار");
    expect(read(text).paragraphs.join("")).toContain("ونهارًا” و أنّ");
    expect(read(text).warnings).toEqual([
      { code: "unbalanced-quotes", message: expect.stringContaining("Line 6, 7.") },
    ]);
  });

  it("guillemets that pair bring no warning, and those the wrong way round do", () => {
    expect(warningsOf(ARTICLE.replace("اليوم", "«اليوم»"))).toEqual([]);
    expect(warningsOf(ARTICLE.replace("اليوم", "»اليوم«"))).toEqual(["unbalanced-quotes"]);
  });

  it("direction controls leave the title, and leave a paragraph when they would spill, with a warning", () => {
    const text = ARTICLE.replace(TITLE, `\u202B${TITLE}`).replace(
      "المهندسة ليلى",
      "\u202Eالمهندسة \u2068ليلى\u2069",
    );
    const manuscript = read(text);
    expect(manuscript.title).toBe(TITLE);
    expect(manuscript.paragraphs[1]).toBe(SECOND.replace("ليلى", "\u2068ليلى\u2069"));
    expect(manuscript.warnings.map(({ code }) => code)).toEqual(["bidi-controls-stripped"]);
  });
});

describe("the see-also block", () => {
  const body = `29/11/2021\n\n${TITLE}\n\n${LEAD}\n\nشاهد أيضًا\n\n`;

  it("several pairs of title and excerpt are read in order", () => {
    const { seeAlso, warnings } = read(
      `${body}عنوان أول\nمقتطف أول…\n\nعنوان ثان\n\nمقتطف ثان [...]\nعنوان ثالث\nم […]`,
    );
    expect(seeAlso.map(({ title }) => title)).toEqual(["عنوان أول", "عنوان ثان", "عنوان ثالث"]);
    expect(seeAlso.map(({ excerpt }) => excerpt)).toEqual(["مقتطف أول…", "مقتطف ثان [...]", "م […]"]);
    expect(warnings.map(({ code }) => code)).toEqual(["see-also-guessed"]);
  });

  it("a file without the block refers to nothing, and neither does a marker with nothing after it", () => {
    expect(read(`29/11/2021\n\n${TITLE}\n\n${LEAD}`).seeAlso).toEqual([]);
    expect(read(body)).toMatchObject({ seeAlso: [], warnings: [] });
  });

  it("titles that grow shorter are titles alone", () => {
    expect(read(`${body}عنوان طويل جدا\nعنوان طويل\nعنوان`)).toMatchObject({
      seeAlso: [
        { title: "عنوان طويل جدا", excerpt: null },
        { title: "عنوان طويل", excerpt: null },
        { title: "عنوان", excerpt: null },
      ],
      warnings: [],
    });
  });

  it("a longer line is taken for an excerpt with a warning, since it may be a title", () => {
    expect(read(`${body}عنوان\nعنوان آخر أطول`)).toMatchObject({
      seeAlso: [{ title: "عنوان", excerpt: "عنوان آخر أطول" }],
      warnings: [{ code: "see-also-guessed" }],
    });
  });

  it("a second marker is skipped with a warning, and never joins the titles on its two sides", () => {
    expect(read(`${body}عنوان\n\nطالع أيضاً:\n\nعنوان آخر أطول`)).toMatchObject({
      seeAlso: [
        { title: "عنوان", excerpt: null },
        { title: "عنوان آخر أطول", excerpt: null },
      ],
      warnings: [{ code: "second-marker" }],
    });
  });

  it("a marker inside a sentence, or with a title on its line, ends nothing", () => {
    const sentences = ["سيُشاهد أيضًا", "سيُشاهد أيضًا في العرض المقبل", "شاهد أيضًا: عنوان آخر"];
    expect(read(`29/11/2021\n\n${TITLE}\n\n${sentences.join("\n")}`)).toMatchObject({
      paragraphs: sentences,
      seeAlso: [],
    });
  });

  it("a site's own marker is the only one it has", () => {
    const text = ARTICLE.replace("شاهد أيضًا", "مواضيع ذات صلة");
    expect(read(text, { markers: ["مواضيع ذات صلة"] })).toEqual(SAME);
    expect(read(ARTICLE, { markers: ["مواضيع ذات صلة"] }).paragraphs).toContain("شاهد أيضًا");
  });
});

describe("refusals", () => {
  it("an empty file is refused as empty, and so is one of blank lines and controls", () => {
    for (const text of ["", "\uFEFF", "\n \u00A0\r\n\u200F\n"])
      expect(issuesOf(text)).toEqual([["empty", "body", undefined]]);
  });

  it("a title without text is refused, with and without a date", () => {
    expect(issuesOf(TITLE)).toEqual([["no-body", "body", undefined]]);
    expect(issuesOf(`29/11/2021\n\n${TITLE}\n\nشاهد أيضًا\n\n${RELATED}`)).toEqual([
      ["no-body", "body", undefined],
    ]);
  });

  it("all faults come at once: an impossible date, a title without letters and no text", () => {
    expect(issuesOf("\n31/02/2021\n\n“…”")).toEqual([
      ["impossible-date", "date", 2],
      ["title-without-letters", "title", 4],
      ["no-body", "body", undefined],
    ]);
  });

  it("a date alone, or a marker first of all, leaves neither a title nor text", () => {
    const both = [
      ["no-title", "title", undefined],
      ["no-body", "body", undefined],
    ];
    expect(issuesOf("29/11/2021")).toEqual(both);
    expect(issuesOf(`شاهد أيضًا\n\n${RELATED}`)).toEqual(both);
    expect(issuesOf("31/02/2021")).toEqual([["impossible-date", "date", 1], ...both]);
  });

  it("an impossible date under the title names its line", () => {
    expect(issuesOf(`${TITLE}\n\n29/02/2021\n\n${LEAD}`)).toEqual([["impossible-date", "date", 3]]);
  });

  it("every refusal and every warning is a sentence that says what to do", () => {
    const { issues } = parseNewsroomText("31/02/2021\n\n“…”");
    const { warnings } = read(`${TITLE}\n“${LEAD}\n\nشاهد أيضًا\n\nشاهد أيضًا\n\nعنوان\nعنوان أطول`);
    expect(warnings).toHaveLength(5);
    for (const { message } of [...issues, ...warnings]) expect(message).toMatch(/^[A-Z].+[.)]$/);
  });
});

describe("any text at all", () => {
  it("never throws: it is a manuscript with a title, text and an address, or faults", () => {
    const lines = fc.oneof(
      anyText,
      fc.constantFrom("29/11/2021", "31/02/2021", "شاهد أيضًا", "", TITLE, LEAD),
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 12 }), parts => {
        const { manuscript, issues } = parseNewsroomText(parts.join("\n"));
        if (manuscript === null) expect(issues.length).toBeGreaterThan(0);
        else {
          expect(isSlug(slugify(manuscript.title))).toBe(true);
          expect(manuscript.paragraphs[0]).toBe(manuscript.lead);
          const shown = [
            manuscript.title,
            ...manuscript.paragraphs,
            ...manuscript.seeAlso.map(({ title }) => title),
          ];
          expect(shown.filter(line => line.trim() === "" || line !== line.trim())).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["letters", "ب"],
    ["spaces within a line", "ب "],
    ["NBSP and marks", "\u00A0\u200F"],
    ["opening quotes", "“"],
    ["digits", "1"],
    ["heh and marks", "ه\u0302"],
    ["isolates left open", "\u2068"],
  ])("one line of five million characters is read in one pass: %s", (_, unit) => {
    const line = unit.repeat(Math.ceil(5_000_000 / unit.length));
    expect(parseNewsroomText(line).manuscript).toBeNull();
    expect(read(`29/11/2021\n\n${TITLE}\n\n${LEAD}\n${line}.`).paragraphs).toHaveLength(2);
  });

  it("a file of half a million short lines is read in one pass", () => {
    expect(read(`29/11/2021\n\n${TITLE}\n\n${"سطر\n".repeat(500_000)}`).paragraphs).toHaveLength(500_000);
  });
});
