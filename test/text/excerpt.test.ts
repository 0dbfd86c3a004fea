import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stripBidiControls } from "../../src/text/bidi";
import { excerpt } from "../../src/text/excerpt";
import { anyText } from "./arbitraries";
import { VECTORS } from "./vectors";

const segmenter = new Intl.Segmenter("ar", { granularity: "grapheme" });
const graphemesOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);

describe("excerpt", () => {
  it.each(VECTORS.excerpt)("%#: the beginning of %j in %i graphemes", (text, limit, expected) => {
    expect(excerpt(text, limit)).toBe(expected);
  });

  it("never longer than its limit and an ellipsis, and never through a grapheme", () => {
    fc.assert(
      fc.property(anyText.map(stripBidiControls), fc.integer({ min: 1, max: 30 }), (text, limit) => {
        const shown = excerpt(text, limit);
        const all = graphemesOf(text);
        if (all.length <= limit) expect(shown).toBe(text);
        else {
          const kept = shown.slice(0, -1);
          const count = graphemesOf(kept).length;
          expect(shown.endsWith("…")).toBe(true);
          expect(count).toBeLessThanOrEqual(limit);
          expect(kept).toBe(all.slice(0, count).join(""));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("no bidi control is left open by the cut", () => {
    expect(excerpt("قال \u2068John Smith\u2069 اليوم", 8)).toBe("قال…");
    expect(excerpt("قال \u2068John Smith\u2069 اليوم", 10)).toBe("قال John…");
    expect(excerpt("قال \u2068John\u2069 اليوم", 12)).toBe("قال \u2068John\u2069…");
  });

  it("a word longer than the limit is cut inside, with its harakat", () => {
    expect(excerpt("مُسْتَشْفَيَاتُنَا", 3)).toBe("مُسْتَ…");
  });

  it("a word that the limit reaches the end of stays, before a space or before a comma", () => {
    expect(excerpt("في سوريا اليوم", 8)).toBe("في سوريا…");
    expect(excerpt("في سوريا، اليوم", 8)).toBe("في سوريا…");
  });

  it("an opening quote, a dash and a lone waw do not hang before the ellipsis", () => {
    expect(excerpt("قال - و («العمل مستمر", 9)).toBe("قال…");
  });

  it("180 graphemes are the default", () => {
    expect(graphemesOf(excerpt("كلمة ".repeat(60)))).toHaveLength(180);
    expect(excerpt("ب".repeat(180))).toBe("ب".repeat(180));
  });

  it("a paragraph of two megabytes without a space costs no more than its length", () => {
    expect(excerpt("ب".repeat(2_000_000))).toBe(`${"ب".repeat(180)}…`);
    expect(excerpt(`قال ${"“".repeat(5_000_000)}`)).toBe("قال…");
  });
});
