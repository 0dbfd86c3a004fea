import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dropOpenBidiControls,
  isolateIfMixed,
  stripBidiControls,
  stripSpillingControls,
} from "../../src/text/bidi";
import { anyText } from "./arbitraries";

const FSI = "\u2068";
const PDI = "\u2069";

/** How many embeddings and isolates stay open at the end; NaN if one is closed that was never opened. */
function openAtEnd(text: string): number {
  let depth = 0;
  for (const character of text) {
    if (/[\u2066-\u2068]/.test(character)) depth += 1;
    if (character === PDI) depth -= 1;
    if (depth < 0) return Number.NaN;
  }
  return depth;
}

describe("bidi controls", () => {
  it("a title loses all of them and keeps the joiners that shape its words", () => {
    expect(stripBidiControls("\u200Fره\u200Cنگ\u202E \u2067a\u2069\u061C")).toBe("ره\u200Cنگ a");
  });

  it("a paragraph keeps balanced isolates and marks, and loses what spills over its end", () => {
    const balanced = `قال ${FSI}John${PDI} \u200Fاليوم`;
    expect(stripSpillingControls(balanced)).toBe(balanced);
    expect(stripSpillingControls(`قال \u202EJohn\u202C ${FSI}اليوم`)).toBe("قال John اليوم");
    expect(stripSpillingControls(`${PDI}قال ${FSI}John${PDI}${PDI}`)).toBe(`قال ${FSI}John${PDI}`);
  });

  it("whatever the paragraph, its isolates are balanced afterwards and no embedding is left", () => {
    fc.assert(
      fc.property(anyText, text => {
        const clean = stripSpillingControls(text);
        expect(openAtEnd(clean)).toBe(0);
        expect(clean).not.toMatch(/[\u202A-\u202E]/);
        expect(stripBidiControls(clean)).toBe(stripBidiControls(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("an embedding that is closed stays when only open ones are dropped", () => {
    expect(dropOpenBidiControls("\u202Aa\u202C \u202Bb")).toBe("\u202Aa\u202C b");
  });
});

describe("isolates in plain text", () => {
  it("a Latin name in an Arabic title is wrapped with its digits and brackets", () => {
    expect(isolateIfMixed("قال John Smith (BBC) إن F-16 سقطت", "rtl")).toBe(
      `قال ${FSI}John Smith (BBC)${PDI} إن ${FSI}F-16${PDI} سقطت`,
    );
  });

  it("the sentence keeps its own punctuation and quotes", () => {
    expect(isolateIfMixed("“قناة BBC”، اليوم", "rtl")).toBe(`“قناة ${FSI}BBC${PDI}”، اليوم`);
    expect(isolateIfMixed("(BBC قالت)", "rtl")).toBe(`(${FSI}BBC${PDI} قالت)`);
  });

  it("an Arabic name in a Kurmanji title is wrapped, its harakat with it", () => {
    expect(isolateIfMixed("Rojnameya الخارجيّة derket", "ltr")).toBe(`Rojnameya ${FSI}الخارجيّة${PDI} derket`);
  });

  it("a prefix that is joined to a Latin word stays outside", () => {
    expect(isolateIfMixed("تقرير الـBBC اليوم", "rtl")).toBe(`تقرير الـ${FSI}BBC${PDI} اليوم`);
  });

  it("nothing is added where directions do not mix", () => {
    for (const text of ["29 تشرين الثاني 2021", "16 Days of Activism", "2021", ""]) {
      expect(isolateIfMixed(text, "rtl")).toBe(text);
      expect(isolateIfMixed(text, "ltr")).toBe(text);
    }
  });

  it("whatever the text, only controls change, they are balanced, and a second pass adds nothing", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("rtl" as const, "ltr" as const), (text, dir) => {
        const isolated = isolateIfMixed(text, dir);
        expect(stripBidiControls(isolated)).toBe(stripBidiControls(text));
        expect(openAtEnd(isolated)).toBe(0);
        expect(isolateIfMixed(isolated, dir)).toBe(isolated);
      }),
      { numRuns: 1000 },
    );
  });

  it("a title of two million characters is read in one pass", () => {
    for (const unit of ["“", "ب", "a ", "بa", "\u2067"]) {
      const title = unit.repeat(2_000_000);
      expect(stripBidiControls(isolateIfMixed(`ب${title}a`, "rtl"))).toBe(stripBidiControls(`ب${title}a`));
    }
  });
});
