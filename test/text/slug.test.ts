import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSlug, slugify, slugKey, withSuffix } from "../../src/text/slug";
import { anyText } from "./arbitraries";
import { VECTORS } from "./vectors";

const longTitle = fc.array(anyText, { maxLength: 12 }).map(parts => parts.join(" "));

function encodedBytes(slug: string): number {
  return encodeURIComponent(slug).length;
}

describe("slug", () => {
  it.each(VECTORS.slug)("%j becomes %j", (title, slug) => {
    expect(slugify(title)).toBe(slug);
  });

  it("whatever the title, the slug is empty or one that isSlug accepts, inside both limits", () => {
    fc.assert(
      fc.property(longTitle, title => {
        const slug = slugify(title);
        expect(slug === "" || isSlug(slug)).toBe(true);
        expect([...slug].length).toBeLessThanOrEqual(60);
        expect(encodedBytes(slug)).toBeLessThanOrEqual(300);
      }),
      { numRuns: 2000 },
    );
  });

  it("a slug is its own slug", () => {
    fc.assert(
      fc.property(longTitle, title => {
        expect(slugify(slugify(title))).toBe(slugify(title));
      }),
    );
  });

  it("a suffix keeps inside the limits, however long the slug and however large the number", () => {
    fc.assert(
      fc.property(longTitle, fc.integer({ min: 2, max: 9_999_999 }), (title, n) => {
        fc.pre(slugify(title) !== "");
        const suffixed = withSuffix(slugify(title), n);
        expect(suffixed.endsWith(`-${n}`)).toBe(true);
        expect(isSlug(suffixed)).toBe(true);
      }),
    );
  });

  it("a ninety-letter Arabic title is cut between words by the bytes, not the letters", () => {
    const slug = slugify("اجتماع ".repeat(13));
    expect(slug).toBe("اجتماع-اجتماع-اجتماع-اجتماع-اجتماع-اجتماع-اجتماع-اجتماع");
    expect(encodedBytes(slug)).toBeLessThanOrEqual(300);
  });

  it("one word longer than the limits is cut between graphemes", () => {
    expect(slugify(`${"ab".repeat(29)}xe\u0323\u0302\u0301z`)).toBe(`${"ab".repeat(29)}x`);
    expect(slugify("ب".repeat(90))).toBe("ب".repeat(50));
  });

  it("a word that ends exactly at the limit stays", () => {
    expect(slugify(`${"a".repeat(60)} b`)).toBe("a".repeat(60));
  });

  it("letters keep their hamza and words their number, while harakat and ZWNJ go", () => {
    expect(slugify("إلى أينَ؟ ٢٠٢١")).toBe("إلى-أين-٢٠٢١");
    expect(slugify("ره\u200Cنگ")).toBe("رهنگ");
  });

  it("addresses from elsewhere are no slugs: quotes, capitals, harakat, doubled or outer hyphens, NFD", () => {
    const foreign = [
      "",
      "-a",
      "a-",
      "a--b",
      "A",
      "a b",
      "a/b",
      "“a”",
      "مَبنا",
      "a…",
      "kobane\u0302",
      "..",
      "a".repeat(61),
    ];
    expect(foreign.filter(isSlug)).toEqual([]);
  });

  it("Arabic and Persian kaf make one address", () => {
    expect(slugKey(slugify("کتاب"))).toBe(slugKey(slugify("كتاب")));
    expect(slugKey("كتاب")).not.toBe(slugKey("كتابان"));
  });

  it("a title of five million characters makes a slug, or none, in one pass", () => {
    const of = (unit: string) => slugify(unit.repeat(5_000_000));
    expect([of("“"), of("a"), of("a-"), of("\u0302")]).toEqual([
      "",
      "a".repeat(60),
      "a-".repeat(30).slice(0, -1),
      "",
    ]);
    expect(isSlug("a".repeat(5_000_000))).toBe(false);
  });
});
