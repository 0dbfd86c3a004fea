import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossKey, fold, foldLoose, titleKey } from "../../src/text/fold";
import { LANGS } from "../../src/text/languages";
import { anyText } from "./arbitraries";
import { VECTORS } from "./vectors";

const TABLES = [
  ["ar", "ar", fold],
  ["arMore", "ar", fold],
  ["ckb", "ckb", fold],
  ["ckbMore", "ckb", fold],
  ["ckbRule", "ckb", fold],
  ["kmrStrict", "kmr", fold],
  ["kmrLoose", "kmr", foldLoose],
] as const;

describe("fold", () => {
  for (const [table, lang, folder] of TABLES) {
    it.each(VECTORS.fold[table])(`${table}: %j folds to %j`, (text, key) => {
      expect(folder(lang, text)).toBe(key);
    });
  }

  it("a text folds to its own key: folding twice changes nothing, whatever the string", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), anyText, (lang, text) => {
        expect(fold(lang, fold(lang, text))).toBe(fold(lang, text));
        expect(foldLoose(lang, foldLoose(lang, text))).toBe(foldLoose(lang, text));
        expect(titleKey(titleKey(text))).toBe(titleKey(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("typing order, NFC and NFD make no difference to any key", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), anyText, (lang, text) => {
        expect(fold(lang, text.normalize("NFD"))).toBe(fold(lang, text.normalize("NFC")));
      }),
    );
  });

  it("a Sorani heh keeps its sound inside a word and alone, and is a vowel at the end of one", () => {
    expect(fold("ckb", "ه")).toBe("ه");
    expect(fold("ckb", "گوناھ، گوناه")).toBe("گوناە، گوناە");
    expect(fold("ckb", "ڕێگەهات")).toBe("ڕێگەهات");
  });

  it("English and Kurmanji capitals fold without a Turkish rule, in every folder", () => {
    for (const lang of LANGS) expect(fold(lang, "İSTANBUL I")).toBe("istanbul i");
  });

  it("Kurmanji with and without its accents meets under the loose key only", () => {
    expect(foldLoose("kmr", "Rojî û Şîn")).toBe(foldLoose("kmr", "roji u sin"));
    expect(fold("kmr", "Rojî û Şîn")).not.toBe(fold("kmr", "roji u sin"));
  });

  it("a text of four megabytes is folded in one pass", () => {
    const key = fold("ckb", "ررە ه\u200C".repeat(800_000));
    expect(key.length).toBeGreaterThan(3_000_000);
    expect(titleKey("“".repeat(5_000_000))).toBe("");
  });
});

describe("keys across languages", () => {
  it("a name typed with Persian, Sorani or Arabic letters has one cross key", () => {
    expect(crossKey("کۆبانی")).toBe(crossKey("كۆباني"));
    expect(crossKey("Kobanê")).toBe("kobanê");
  });

  it("two titles are the same though one has harakat, quotes, tatweel and other spacing", () => {
    expect(titleKey("الخارجيّة:  “دبلوماسيًا”…")).toBe(titleKey("الخارجيـــة دبلوماسياً"));
    expect(titleKey("سوريا 2021")).not.toBe(titleKey("سوريا 2022"));
  });

  it("a title of punctuation alone has an empty key", () => {
    expect(titleKey("“…” ؟!")).toBe("");
  });
});
