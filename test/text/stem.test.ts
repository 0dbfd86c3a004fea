import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, foldLoose } from "../../src/text/fold";
import { LANGS, type Lang } from "../../src/text/languages";
import { dropTanwin, isStopWord, stem, stemKey } from "../../src/text/stem";
import { canonicalWord } from "../../src/text/synonyms";
import { anyText } from "./arbitraries";
import { SEARCH_VECTORS } from "./search-vectors";

/** The keys under which these words of one text are found; one if they all meet. */
const keysOf = (lang: Lang, words: string) => [...new Set(words.split(" ").map(word => stemKey(lang, word)))];

describe("tanwin", () => {
  it.each(SEARCH_VECTORS.tanwin.ar)("%s without its tanwin is %s", (word, bare) => {
    expect(dropTanwin(word)).toBe(bare);
  });

  it("a shadda under the tanwin stays, in either typing order", () => {
    expect(dropTanwin("سرّيًّا")).toBe("سرّيّ");
    expect(dropTanwin("سرّيّاً")).toBe("سرّيّ");
    expect(dropTanwin("سري\u0651\u064Bا")).toBe("سري\u0651");
  });

  it("both typing orders and no tanwin have one stem", () => {
    expect(keysOf("ar", "دبلوماسيًا دبلوماسياً دبلوماسي ودبلوماسية")).toHaveLength(1);
  });
});

describe("stem", () => {
  for (const lang of ["ar", "ckb"] as const)
    it.each(SEARCH_VECTORS.stem[lang])(`${lang}: %s has the stem %s`, (word, expected) => {
      expect(stem(lang, fold(lang, word))).toBe(fold(lang, expected));
    });

  it("a letter that may be part of the name stays: كردستان, لبنان, فرنسا keep their first", () => {
    for (const name of ["كردستان", "لبنان", "فرنسا", "بغداد"]) expect(stem("ar", name)[0]).toBe(name[0]);
  });

  it("an Arabic cut leaves two letters, a Sorani cut four, a light one two at least", () => {
    const least: Record<Lang, number> = { ar: 2, ckb: 4, kmr: 2, en: 3 };
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), anyText, (lang, text) => {
        const key = foldLoose(lang, text);
        const cut = stem(lang, key);
        expect(stemKey(lang, key) === "").toBe(key === "");
        // A Kurmanji figure with an ending (9ê, 2021an) keeps its figures, however few, and nothing else.
        const figures = lang === "kmr" ? /^\d{1,4}(?=[a-z])/.exec(key)?.[0] : undefined;
        const bound = figures !== undefined && cut === figures ? figures.length : least[lang];
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(key.length, bound));
        expect(cut.length).toBeLessThanOrEqual(key.length + 2);
      }),
      { numRuns: 2000 },
    );
  });

  it("a Kurmanji day of one figure meets itself with its ending", () => {
    expect([stemKey("kmr", "9ê"), stemKey("kmr", "9"), stemKey("kmr", "2021an")]).toEqual(["9", "9", "2021"]);
  });

  it("what is cut stands at the ends: in Arabic script and Kurmanji a stem is a piece of its word", () => {
    fc.assert(
      fc.property(fc.constantFrom<Lang>("ar", "ckb", "kmr"), anyText, (lang, text) => {
        const key = foldLoose(lang, text);
        expect(key).toContain(stem(lang, key));
      }),
    );
  });

  it("one word of a million letters is stemmed in every language, whatever it ends in", () => {
    for (const word of ["و", "ها", "ەکان", "an", "e", "s", "ing", "ied", "ll", "اً"])
      for (const lang of LANGS) expect(() => stemKey(lang, word.repeat(500_000))).not.toThrow();
  });
});

describe("synonyms and stop words", () => {
  it.each([
    ["ar", "سوريا سورية وسوريا السورية"],
    ["ar", "بسوريا بسورية"],
    ["ar", "مسؤول مسئول المسئولين ومسؤولون المسؤولية"],
    ["ar", "الشؤون الشئون"],
    ["ar", "أمريكا أميركا"],
    ["ar", "صحفي صحافي الصحافيين والصحفيون"],
    ["ar", "الأمريكية الأميركي"],
    ["ar", "أوروبا أوربا"],
    ["ar", "قامشلو القامشلي"],
    ["ar", "كوردستان كردستان"],
    ["ckb", "سوریا سووریا"],
    ["kmr", "Ewropa Ewrûpa Ewropayê"],
    ["en", "Newroz Nowruz"],
  ] as const)("%s: %s meet", (lang, forms) => {
    expect(keysOf(lang, forms)).toHaveLength(1);
  });

  it("a canonical word is its own, whatever the string", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), anyText, (lang, text) => {
        const key = foldLoose(lang, text);
        expect(canonicalWord(lang, canonicalWord(lang, key))).toBe(canonicalWord(lang, key));
      }),
    );
  });

  it("the stop words of the guide are stop words once folded, and names are not", () => {
    for (const lang of ["ar", "kmr", "ckb"] as const)
      for (const word of SEARCH_VECTORS.stopWords[lang]) {
        expect(isStopWord(lang, fold(lang, word))).toBe(true);
        expect(isStopWord(lang, foldLoose(lang, word))).toBe(true);
      }
    expect(isStopWord("en", "the")).toBe(true);
    expect(["سوريا", "kobane", "constructor"].some(word => isStopWord("ar", word))).toBe(false);
  });
});
