import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateLine, parseDateLine } from "../../src/text/dates/date-line";
import { anyText } from "./arbitraries";
import { VECTORS } from "./vectors";

/** A result in the words of the vectors. */
function inVectorWords(line: DateLine) {
  if (line.kind === "none") return null;
  if (line.kind === "impossible") return { fault: "impossible-date" };
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

  it("what is not a date from end to end is none: two digits for the year, mixed signs, a word before it", () => {
    const others = [
      "29/11/21",
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
        expect(["date", "impossible", "none"]).toContain(line.kind);
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
