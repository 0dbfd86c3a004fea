import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toIri } from "../../src/text/url";

describe("an address as people read it", () => {
  it("shows the letters of every script", () => {
    expect(toIri("/ar/%D9%85%D9%8A%D8%A7%D9%87/")).toBe("/ar/مياه/");
    expect(toIri("/kmr/%C3%A7and/")).toBe("/kmr/çand/");
  });

  it("keeps encoded what has a meaning in an address, and what is no letter", () => {
    expect(toIri("/ar/search?q=100%25%20%26%D9%85")).toBe("/ar/search?q=100%25%20%26م");
    expect(toIri("/%FF%D9")).toBe("/%FF%D9");
  });

  it("is the same address to whoever follows it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), text => {
        const address = `http://localhost/ar/${encodeURIComponent(text.toWellFormed())}/?q=${encodeURIComponent(text.toWellFormed())}`;
        expect(new URL(toIri(address)).href).toBe(new URL(address).href);
      }),
    );
  });
});
