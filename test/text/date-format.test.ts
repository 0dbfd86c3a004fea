import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDateLine } from "../../src/text/dates/date-line";
import { formatDate } from "../../src/text/dates/format";
import { LANGS } from "../../src/text/languages";
import { anyDate } from "./arbitraries";
import { VECTORS } from "./vectors";

const firstOf = (month: number) => `2021-${String(month).padStart(2, "0")}-01`;

describe("dates in words", () => {
  it.each(VECTORS.dates.format)("%s: %s is %s", (lang, iso, written) => {
    expect(formatDate(lang, iso)).toBe(written);
  });

  it("twelve Levant months and twelve Kurmanji months, by their names in CLDR", () => {
    for (const [index, name] of VECTORS.dates.months.ar.entries()) {
      expect(formatDate("ar", firstOf(index + 1))).toBe(`1 ${name} 2021`);
    }
    for (const [index, name] of VECTORS.dates.months.kmr.entries()) {
      expect(formatDate("kmr", firstOf(index + 1))).toBe(`1ê ${name}a 2021an`);
    }
  });

  it("a site may choose نوفمبر and Arabic-Indic digits", () => {
    const iso = "2021-11-29";
    expect(formatDate("ar", iso, { months: "gregorian" })).toBe("29 نوفمبر 2021");
    expect(formatDate("ar", iso, { digits: "arabic-indic" })).toBe("٢٩ تشرين الثاني ٢٠٢١");
    expect(formatDate("ckb", iso, { digits: "arabic-indic" })).toBe("٢٩ی تشرینی دووەمی ٢٠٢١");
    expect(formatDate("en", iso, { digits: "arabic-indic", months: "gregorian" })).toBe("29 November 2021");
  });

  it("the weekday stands in front, in each language's own word", () => {
    expect(LANGS.map(lang => formatDate(lang, "2021-11-29", { weekday: true }))).toEqual([
      "الاثنين، 29 تشرين الثاني 2021",
      "دووشەممە، 29ی تشرینی دووەمی 2021",
      "duşem, 29ê mijdara 2021an",
      "Monday, 29 November 2021",
    ]);
  });

  it("every form that is printed is read back as the same date, without a warning", () => {
    const options = fc.record({
      weekday: fc.boolean(),
      months: fc.constantFrom("levant" as const, "gregorian" as const),
      digits: fc.constantFrom("latin" as const, "arabic-indic" as const),
    });
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), anyDate, options, (lang, iso, how) => {
        expect(parseDateLine(formatDate(lang, iso, how))).toEqual({ kind: "date", date: iso, warnings: [] });
      }),
      { numRuns: 1000 },
    );
  });

  it("RangeError for a day that does not exist", () => {
    expect(() => formatDate("ar", "2021-02-29")).toThrow(RangeError);
  });
});
