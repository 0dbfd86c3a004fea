import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/text/dates/civil-date";
import { relativeDate } from "../../src/text/dates/format";
import { LANGS, type Lang } from "../../src/text/languages";

const TODAY = "2024-02-28";
const spoken = (lang: Lang, ...days: number[]) => days.map(n => relativeDate(lang, TODAY, addDays(TODAY, n)));

describe("relative dates", () => {
  it("the near days have their own words, over the leap day too", () => {
    expect(spoken("ar", -1, 0, 1)).toEqual(["أمس", "اليوم", "غداً"]);
    expect(spoken("ckb", -1, 0, 1)).toEqual(["دوێنێ", "ئەمڕۆ", "سبەی"]);
    expect(spoken("kmr", -1, 0, 1)).toEqual(["duh", "îro", "sibe"]);
    expect(spoken("en", -1, 0, 1)).toEqual(["yesterday", "today", "tomorrow"]);
  });

  it("Arabic has a dual, oblique after the preposition, and a plural from three", () => {
    expect(spoken("ar", -2, -3, 6, 7, 14, -21, 29)).toEqual([
      "قبل يومين",
      "قبل 3 أيام",
      "بعد 6 أيام",
      "بعد أسبوع",
      "بعد أسبوعين",
      "قبل 3 أسابيع",
      "بعد 4 أسابيع",
    ]);
  });

  it("the other languages count days to six and whole weeks from seven", () => {
    expect(spoken("ckb", -2, 7, -15)).toEqual(["پێش 2 ڕۆژ", "پاش هەفتەیەک", "پێش 2 هەفتە"]);
    expect(spoken("kmr", -2, 7, -15)).toEqual(["berî 2 rojan", "piştî hefteyekê", "berî 2 hefteyan"]);
    expect(spoken("en", -2, 7, -15)).toEqual(["2 days ago", "in 1 week", "2 weeks ago"]);
  });

  it("null from 30 days on, and a whole phrase before, in every language", () => {
    expect(spoken("ar", -30, 30)).toEqual([null, null]);
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), fc.integer({ min: -400, max: 400 }), (lang, n) => {
        const [phrase] = spoken(lang, n);
        if (Math.abs(n) >= 30) expect(phrase).toBeNull();
        else expect(phrase).toMatch(/^[^{}]+$/);
        expect(String(phrase)).not.toMatch(/undefined|NaN|-/);
      }),
    );
  });

  it("RangeError for what is no date", () => {
    expect(() => relativeDate("ar", "2024-02-30", TODAY)).toThrow(RangeError);
  });
});
