import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateProposal, dateProposals } from "../../src/text/dates/proposals";
import { anyText } from "./arbitraries";
import { SEARCH_VECTORS } from "./search-vectors";

/** What is proposed, in the words of the vectors; `--MM-DD` for a day that returns. */
function inShort(proposal: DateProposal) {
  switch (proposal.kind) {
    case "date":
      return proposal.date;
    case "year":
      return proposal.year;
    case "every-year":
      return `--${String(proposal.month).padStart(2, "0")}-${String(proposal.day).padStart(2, "0")}`;
  }
}

const proposed = (text: string, publishedOn = "2021-11-29") => dateProposals(text, publishedOn).map(inShort);

describe("date proposals", () => {
  it.each(SEARCH_VECTORS.dates.inText)("%j in %i proposes %j", (text, year, expected) => {
    expect(proposed(text, `${year}-11-29`)).toEqual(Object.values(expected));
    expect(dateProposals(text, `${year}-11-29`)[0]?.phrase).toBe(text);
  });

  it.each([
    "يصادف الثلاثين من تشرين الثاني ومن كل عام يوم إحياء ذكرى الضحايا",
    "يُحيي العالم في 30 تشرين الثاني/نوفمبر من كل عام ذكرى الضحايا",
    "في ٣٠ تشرين الثاني (نوفمبر) كل سنة",
    "يصادف اليوم الثلاثين من تشرين الثاني ذكرى الضحايا",
    "تصادف 30 نوفمبر ذكرى الضحايا",
    "كل عام في الثلاثين من شهر تشرين الثاني",
    "every year on 30 November the day is kept",
    "It is kept on the 30th of November each year.",
    "kept every November 30, and",
    "on November 30 of every year",
    "the thirtieth of November, annually",
    "30ê mijdara her salê tê bibîranîn",
    "her sal di 30’ê mijdarê de",
    "هەموو ساڵێک لە 30ی تشرینی دووەم یادی دەکرێتەوە",
    "لە ٣٠ی تشرینی دووەمی هەموو ساڵێکدا",
  ])("%j proposes the thirtieth of November as a day that returns", text => {
    expect(proposed(text)).toEqual(["--11-30"]);
  });

  it.each([
    ["الأول من آذار من كل عام", "--03-01"],
    ["الحادي عشر من آذار من كل عام", "--03-11"],
    ["التاسع عشر من آذار من كل عام", "--03-19"],
    ["العشرين من آذار من كل عام", "--03-20"],
    ["الحادي والعشرين من آذار من كل عام", "--03-21"],
    ["الحادي والثلاثون من آذار من كل عام", "--03-31"],
    ["التاسع والعشرين من شباط من كل عام", "--02-29"],
    ["the twenty-first of March every year", "--03-21"],
  ])("%j is %s", (text, expected) => {
    expect(proposed(text)).toEqual([expected]);
  });

  it.each([
    ["في 3 حزيران 2021 قال", "2021-06-03"],
    ["3 حزيران/يونيو من عام 2020", "2020-06-03"],
    ["الثالث من حزيران العام الماضي", "2020-06-03"],
    ["3 حزيران من العام المقبل", "2022-06-03"],
    ["the third of June of this year", "2021-06-03"],
    ["June 3, 2021", "2021-06-03"],
    ["3ê hezîrana 2021an", "2021-06-03"],
    ["3ê hezîrana îsal", "2021-06-03"],
    ["3ی حوزەیرانی 2021", "2021-06-03"],
    ["3ی حوزەیرانی ئەمساڵ", "2021-06-03"],
    ["sala 2022’an", 2022],
    ["ساڵی ٢٠٢٢", 2022],
    ["in the year 2022", 2022],
  ])("%j proposes %s", (text, expected) => {
    expect(proposed(text)).toEqual([expected]);
  });

  it("nothing is guessed: no year, a sentence's end between, a day that its month never has", () => {
    for (const text of [
      "في الثالث من حزيران قال",
      "الثلاثين. من تشرين الثاني من كل عام",
      "30 تشرين الثاني\nمن كل عام",
      "الثلاثين من شباط من كل عام",
      "31 June every year",
      "في 30 تشرين الثاني ذكرى الضحايا",
      "يصادف الثلاثين من تشرين الثاني",
      "في كل عام وأنتم بخير",
      "الأول من كل شهر",
      "عام 20222",
    ])
      expect(proposed(text)).toEqual([]);
  });

  it("this year is no year if the day of publication is no date; the rest is still found", () => {
    expect(proposed("الثالث من حزيران هذا العام، العام 2022", "soon")).toEqual([2022]);
  });

  it("several in one text, in order, at their offsets, and twenty at most", () => {
    const text = "«العام 2022»: الثلاثين من تشرين الثاني ومن كل عام. في 3 حزيران هذا العام";
    expect(proposed(text)).toEqual([2022, "--11-30", "2021-06-03"]);
    for (const { phrase, start, end } of dateProposals(text, "2021-11-29"))
      expect(text.slice(start, end)).toBe(phrase);
    expect(proposed("عام 2022. ".repeat(100))).toHaveLength(20);
  });

  it("no string makes it throw, and each phrase is where it says", () => {
    const pieces = fc.array(
      fc.constantFrom(
        "30",
        "الثلاثين",
        "من",
        "تشرين",
        "الثاني",
        "كل",
        "عام",
        "2022",
        "every",
        "June",
        "/",
        ".",
        "\n",
      ),
    );
    const texts = fc.oneof(
      anyText,
      pieces.map(words => words.join(" ")),
    );
    fc.assert(
      fc.property(texts, anyText, (text, publishedOn) => {
        let last = 0;
        for (const { phrase, start, end } of dateProposals(text, publishedOn)) {
          expect(text.slice(start, end)).toBe(phrase);
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("megabytes of almost a date, of one word, of spaces are read", () => {
    for (const piece of ["30 ", "من ", "تشرين ", "كل عام ", "a", " ", "every ", "30 من من "])
      expect(dateProposals(piece.repeat(100_000), "2021-11-29")).toEqual([]);
  });
});
