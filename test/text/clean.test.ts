import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "../../src/text/clean";

describe("a cleaned text", () => {
  it("holds nothing that HTML or XML may not: controls, lone halves, code points that are no characters", () => {
    expect(cleanText("أ\u0000\u0007\u009f\ufffe\uffff\ufdd0\u{1ffff}\tب\n")).toBe("أ\tب\n");
    expect(cleanText("أ\ud800ب")).toBe("أ\ufffdب");
  });

  it("keeps what shapes words and emoji", () => {
    const text = "می‌ڕۆم 👩‍👩‍👧 مُحَمَّد \u200f";
    expect(cleanText(text)).toBe(text);
  });

  it("is clean: once more changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), text => {
        const cleaned = cleanText(text);
        expect(cleanText(cleaned)).toBe(cleaned);
        expect(cleaned).not.toMatch(/\p{Noncharacter_Code_Point}|\p{Surrogate}/u);
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
      }),
    );
  });
});
