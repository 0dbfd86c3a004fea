import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateLine, parseDateLine, seemsDated } from "../../src/text/dates/date-line";
import { anyText } from "./arbitraries";
import { VECTORS } from "./vectors";

/** A result in the words of the vectors. */
function inVectorWords(line: DateLine) {
  if (line.kind === "none") return null;
  if (line.kind === "impossible") return { fault: "impossible-date" };
  if (line.kind === "unclear") return "unclear";
  const { kind: _, warnings, ...date } = line;
  return warnings.length > 0 ? { ...date, warnings } : date;
}

const monthOf = (name: string) => {
  const line = parseDateLine(`3 ${name} 2021`);
  return line.kind === "date" ? Number(line.date.slice(5, 7)) : line.kind;
};

describe("date lines", () => {
  it.each(VECTORS.dates.parse)("%j is read as %j", (line, expected) => {
    expect(inVectorWords(parseDateLine(line))).toEqual(expected);
  });

  it("the months of Algeria, Tunisia and Morocco are read", () => {
    const maghreb = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(" ");
    const morocco = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(" ");
    expect(maghreb.map(monthOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(morocco.map(monthOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("hamza, harakat, Persian letters and both Sorani Decembers make no difference", () => {
    expect(["اذار", "آذَار", "ایلول", "کانونی یەکەم", "کانوونی یەکەم", "Çile"].map(monthOf)).toEqual([
      3, 3, 9, 12, 12, 1,
    ]);
  });

  it("NBSP, doubled spaces and direction controls do not hide a date", () => {
    const line = "\u202B\u00A0الاثنين،\u00A0 29\u00A0تشرين  الثاني 2021\u202C ";
    expect(parseDateLine(line)).toEqual({ kind: "date", date: "2021-11-29", warnings: [] });
  });

  it("a weekday in any of the languages is checked, and the date stands", () => {
    for (const line of [
      "yekşem, 29ê mijdara 2021an",
      "هەینی، 29ی تشرینی دووەمی 2021",
      "Friday, 29 November 2021",
    ]) {
      expect(parseDateLine(line)).toEqual({
        kind: "date",
        date: "2021-11-29",
        warnings: ["weekday-mismatch"],
      });
    }
  });

  it("a time that no clock shows and a day 0 are impossible, not ignored", () => {
    for (const line of [
      "2021-11-29 24:00",
      "2021-11-29 08:60",
      "00/11/2021",
      "2021-00-10",
      "0 آذار 2021",
      "01/01/0000",
    ]) {
      expect(parseDateLine(line)).toEqual({ kind: "impossible" });
    }
  });

  it("a short hour is written out", () => {
    expect(parseDateLine("2021-11-29 8:05")).toMatchObject({ time: "08:05" });
  });

  it.each([
    ["29/11/2021 14:30", "14:30"],
    ["الثلاثاء 30/11/2021", undefined],
    ["29 / 11 / 2021", undefined],
    ["29 تشرين ثاني 2021", undefined],
    ["29/11/2021م", undefined],
    ["29/11/2021 م", undefined],
    ["التاريخ 29/11/2021", undefined],
    ["التاريخ: ٢٩/١١/٢٠٢١", undefined],
    ["November 29, 2021", undefined],
    ["Monday, Nov. 29th, 2021", undefined],
    ["29ê Mijdarê 2021", undefined],
    ["29’ê mijdara 2021’an", undefined],
    ["29\\11\\2021", undefined],
    ["29-Nov-2021", undefined],
    ["2021.11.29", undefined],
    ["الاثنين ٢٩-١١-٢٠٢١ الساعة ٢:٣٠ م", "14:30"],
    ["٠٨:٠٥ صباحاً - 29 تشرين الثاني 2021", "08:05"],
    ["29/11/2021 (الاثنين)", undefined],
    ["بتاريخ 29/11/2021 - 12:10 ص", "00:10"],
    ["ڕێکەوت: ٢٩/١١/٢٠٢١", undefined],
    ["2021-11-29T08:30", "08:30"],
  ])("%s is a date, as newsrooms write one", (line, time) => {
    const date = line.includes("30/11") ? "2021-11-30" : "2021-11-29";
    expect(parseDateLine(line)).toEqual({ kind: "date", date, warnings: [], ...(time && { time }) });
  });

  it("of two figures for the year nobody can say which it is", () => {
    for (const line of ["29/11/21", "الاثنين 29-11-21", "٢٩/١١/٢١"])
      expect(parseDateLine(line)).toEqual({ kind: "unclear" });
  });

  it("what seems a date and is not read is known from what speaks of one", () => {
    for (const line of [
      "29/11-2021",
      "صدر في 29/11/2021 بدمشق",
      "29/11/2021 الموافق 24 ربيع الثاني",
      "مساء 29 آذار 2021",
    ])
      expect([line, parseDateLine(line).kind, seemsDated(line)]).toEqual([line, "none", true]);
    for (const line of [
      "افتتاح السوق",
      "خطة 2021",
      "آذار",
      "قال إن القرار الصادر يوم 29/11/2021 ما زال سارياً حتى اليوم",
    ])
      expect([line, seemsDated(line)]).toEqual([line, false]);
  });

  it("what is not a date from end to end is none: mixed signs, a word before it", () => {
    const others = [
      "29/11-2021",
      "29/11/2021.",
      "بيان 29 آذار 2021",
      "29 كتاب 2021",
      "2021",
      "",
      "آذار 2021",
    ];
    expect(others.map(line => parseDateLine(line).kind)).toEqual(others.map(() => "none"));
  });

  it("no string makes it throw, and a date it finds is a real one", () => {
    fc.assert(
      fc.property(anyText, text => {
        const line = parseDateLine(text);
        expect(["date", "impossible", "unclear", "none"]).toContain(line.kind);
      }),
    );
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1000, max: 9999 }), (first, second, year) => {
        const line = parseDateLine(`${first}/${second}/${year}`);
        const time = line.kind === "date" ? Date.parse(`${line.date}T00:00:00Z`) : 0;
        expect(Number.isNaN(time)).toBe(false);
      }),
    );
  });

  it("a line of two megabytes is no date, and costs nothing", () => {
    expect(parseDateLine("29 ".repeat(700_000))).toEqual({ kind: "none" });
  });
});
