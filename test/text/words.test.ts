import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold } from "../../src/text/fold";
import { LANGS } from "../../src/text/languages";
import { indexWords, words } from "../../src/text/words";
import { anyText } from "./arbitraries";

const textsOf = (text: string) => words(text).map(word => word.text);
const lettersOf = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.join("") ?? "";

// Letters, marks and controls that fold by rule, and separators without marks of their own.
const kurdishAndArabic = fc.string({
  unit: fc.constantFrom(
    ..."اأإآٱبةرڕڒهھەیيىےکكلڵوؤئء",
    ..."12٣۴",
    ...["\u064B", "\u064E", "\u0651", "\u0670", "\u0640", "\u200C", "\u200D", "\u200F", "\uFEFB"],
    ...[" ", "\n", "-", "،", "’", "«", "😀"],
  ),
  maxLength: 60,
});

describe("words", () => {
  it("harakat, tatweel and a joiner belong to the word; hyphen and apostrophe part it", () => {
    expect(textsOf("الخارجيّة، «كـتـاب» می‌خواهم")).toEqual(["الخارجيّة", "كـتـاب", "می‌خواهم"]);
    expect(textsOf("7’emîn co-operation Syria's 1,000")).toEqual([
      "7",
      "emîn",
      "co",
      "operation",
      "Syria",
      "s",
      "1",
      "000",
    ]);
  });

  it("direction controls at the ends stay outside, a joiner after the last letter stays in", () => {
    expect(words("\u202B ە\u200F ئێمه\u200C.")).toEqual([
      { text: "ە", start: 2, end: 3 },
      { text: "ئێمه\u200C", start: 5, end: 10 },
    ]);
  });

  it("no grapheme is parted, and marks without a letter are no word", () => {
    expect(textsOf("e\u0301\u0302 \u064B =\u0338 👩‍👧")).toEqual(["e\u0301\u0302"]);
    expect(textsOf("\uD800 a\uDC00")).toEqual(["a"]);
  });

  it("each word stands at its offsets, in order, and every letter of the text is in one", () => {
    fc.assert(
      fc.property(anyText, text => {
        const found = words(text);
        let last = 0;
        for (const word of found) {
          expect(text.slice(word.start, word.end)).toBe(word.text);
          expect(word.start).toBeGreaterThanOrEqual(last);
          expect(word.text).toMatch(/[\p{L}\p{N}]/u);
          last = word.end;
        }
        expect(lettersOf(found.map(word => word.text).join(""))).toBe(lettersOf(text));
        expect(found.map(word => word.text).join("")).not.toMatch(/[ \n\t،.:«»()“”-]/);
      }),
      { numRuns: 2000 },
    );
  });

  it("three megabytes of one word, of marks, of joiners and of short words are read", () => {
    for (const piece of ["كِ", "\u064B", "a\u200C", "\u200F", "ه‌ ", "👩‍👧", "\uD800", "="])
      expect(words(piece.repeat(1_000_000)).length).toBeLessThanOrEqual(1_000_000);
  });
});

describe("index words", () => {
  it("each has both keys, and the offsets of the original", () => {
    const text = "سعى دبلوماسيًا في الخارجيّة";
    expect(indexWords("ar", text).map(({ exact, stem }) => [exact, stem])).toEqual([
      ["سعي", "سع"],
      ["دبلوماسيا", "دبلوماس"],
      ["في", "في"],
      ["الخارجيه", "خارج"],
    ]);
    const [, , , last] = indexWords("ar", text);
    expect(text.slice(last?.start, last?.end)).toBe("الخارجيّة");
  });

  it("English and Kurmanji keep accents in the exact key and lose them in the stem", () => {
    expect(indexWords("kmr", "Şehîdên 29ê")).toMatchObject([
      { exact: "şehîdên", stem: "sehid" },
      { exact: "29ê", stem: "29" },
    ]);
  });

  it("a sign that folds to several words is found by each", () => {
    expect(indexWords("ar", "محمد ﷺ").map(word => [word.exact, word.start])).toEqual([
      ["محمد", 0],
      ["صلي", 5],
      ["الله", 5],
      ["عليه", 5],
      ["وسلم", 5],
    ]);
    expect(indexWords("en", "½").map(word => word.exact)).toEqual(["1", "2"]);
  });

  it("an accent that a direction control parts from its letter is still found on it", () => {
    expect(indexWords("kmr", "Kobane\u200F\u0302 e")).toMatchObject([
      { exact: "kobanê", start: 0, end: 8 },
      { exact: "e", start: 9, end: 10 },
    ]);
  });

  it("words that fold to nothing are left out", () => {
    expect(indexWords("ar", "ـ ـــ \u064B \uFC5E")).toEqual([]);
  });

  it("a word has the key that it has inside its text, at both ends", () => {
    fc.assert(
      fc.property(fc.constantFrom("ar", "ckb"), kurdishAndArabic, (lang, text) => {
        const folded = words(fold(lang, text)).map(word => word.text);
        expect(indexWords(lang, text).map(word => word.exact)).toEqual(folded);
      }),
      { numRuns: 5000 },
    );
  });

  it("no string makes it throw, and a key has letters, numbers and marks only", () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGS), anyText, (lang, text) => {
        for (const word of indexWords(lang, text)) {
          expect(word.exact).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          expect(word.stem).not.toBe("");
          expect(text.slice(word.start, word.end)).toBe(word.text);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
