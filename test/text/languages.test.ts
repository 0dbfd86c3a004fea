import { describe, expect, it } from "vitest";
import { directionOf, HREFLANG, isLang, LANGS, LANGUAGE_NAMES } from "../../src/text/languages";

describe("languages", () => {
  it("Arabic and Sorani run from right to left, Kurmanji and English from left to right", () => {
    expect(LANGS.map(directionOf)).toEqual(["rtl", "rtl", "ltr", "ltr"]);
  });

  it("search engines are told the Kurdish scripts, which they know, not our ids, which they ignore", () => {
    expect(HREFLANG).toEqual({ ar: "ar", ckb: "ku-Arab", kmr: "ku-Latn", en: "en" });
  });

  it("each language is named in itself, Sorani in Sorani letters", () => {
    expect(LANGUAGE_NAMES).toEqual({ ar: "العربية", ckb: "سۆرانی", kmr: "Kurmancî", en: "English" });
  });

  it("an id is ours only to the letter: no ku, no region, no capitals, no name of an object's own", () => {
    expect(LANGS.every(isLang)).toBe(true);
    expect(["ku", "ar-SY", "AR", "", "syr", "constructor", "0"].some(isLang)).toBe(false);
  });
});
