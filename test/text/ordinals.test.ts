import { describe, expect, it } from "vitest";
import { LANGS } from "../../src/text/languages";
import { ordinal, yearsPhrase } from "../../src/text/ordinals";
import { VECTORS } from "./vectors";

describe("ordinals", () => {
  it.each(VECTORS.ordinals.ar)("الذكرى %i is %s, oblique %s", (n, nominative, oblique) => {
    expect([ordinal("ar", n, "nom"), ordinal("ar", n, "obl")]).toEqual([nominative, oblique]);
  });

  it("Kurdish numbers carry their ending, and the noun follows", () => {
    for (const [n, text] of VECTORS.ordinals.kmr.numbers)
      expect(`${ordinal("kmr", n, "nom")} salvegera`).toBe(text);
    for (const [n, text] of VECTORS.ordinals.ckb.numbers)
      expect(`${ordinal("ckb", n, "obl")} ساڵیادی`).toBe(text);
  });

  it.each(VECTORS.ordinals.en)("%i is %s in English", (n, text) => {
    expect(ordinal("en", n, "nom")).toBe(text);
  });

  it("Arabic has words to 199 and digits from 200 on", () => {
    expect(ordinal("ar", 199, "obl")).toBe("التاسعة والتسعين بعد المئة");
    expect(ordinal("ar", 200, "nom")).toBe("الـ200");
    expect(ordinal("ar", 1400, "obl")).toBe("الـ1400");
  });

  it("1 to 199 are all different and none holds a hole", () => {
    const words = Array.from({ length: 199 }, (_, index) => ordinal("ar", index + 1, "nom"));
    expect(new Set(words).size).toBe(199);
    expect(words.filter(word => /undefined|\d|^ | $| {2}/.test(word))).toEqual([]);
  });

  it("RangeError for 0, a negative number, a fraction and NaN: there is no such anniversary", () => {
    for (const lang of LANGS) {
      for (const n of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => ordinal(lang, n, "nom")).toThrow(RangeError);
        expect(() => yearsPhrase(lang, n, "nom")).toThrow(RangeError);
      }
    }
  });
});

describe("counted years", () => {
  it.each(VECTORS.plurals.arYears)("%i in Arabic is %s", (n, text) => {
    expect(yearsPhrase("ar", n, "nom")).toBe(text);
  });

  it("after مرور two years are oblique", () => {
    expect([1, 2, 10, 11, 99, 102, 103].map(n => yearsPhrase("ar", n, "obl"))).toEqual([
      "سنة",
      "سنتين",
      "10 سنوات",
      "11 سنة",
      "99 سنة",
      "102 سنة",
      "103 سنوات",
    ]);
  });

  it("the other languages count with one word, English with two", () => {
    expect(yearsPhrase("kmr", 38, "obl")).toBe("38 sal");
    expect(yearsPhrase("ckb", 38, "obl")).toBe("38 ساڵ");
    expect([yearsPhrase("en", 1, "nom"), yearsPhrase("en", 11, "nom")]).toEqual(["1 year", "11 years"]);
  });
});
