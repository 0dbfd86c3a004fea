import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { element, together, xmlDocument, xmlText } from "../../src/text/xml";

/** What a reader of XML makes of text between tags, or of an attribute's value. */
function readBack(xml: string): string {
  const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return xml.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code === undefined ? (NAMED[name] ?? "") : String.fromCharCode(Number(code)),
  );
}

/** XML 1.0, production 2, written the other way round than in the code. */
const isAllowed = (character: string) => {
  const code = character.codePointAt(0) ?? 0;
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  );
};

describe("XML", () => {
  it("gives back any text whatever, but for characters that XML may not hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), text => {
        const written = xmlText(text);
        expect(written).not.toMatch(/[<>\r]|&(?!#\d+;|amp;|lt;|gt;)/);
        expect(readBack(written)).toBe([...text].filter(isAllowed).join(""));
      }),
    );
  });

  it("gives back any attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), text => {
        const { xml } = element("a", { href: text });
        const value = /^<a href="([^"\n\t\r<]*)"\/>$/.exec(xml)?.[1];
        expect(value).toBeDefined();
        expect(readBack(value ?? "")).toBe([...text].filter(isAllowed).join(""));
      }),
    );
  });

  it("keeps Arabic, joiners, direction marks and emoji as they are", () => {
    const text = "می‌روم مُحَمَّد \u2068RSS\u2069 👩‍👩‍👧 \u200f";
    expect(xmlText(text)).toBe(text);
  });

  it("nothing in a text ends it", () => {
    expect(xmlText("]]></a><!-- &#x0; \u0000\ud800")).toBe("]]&gt;&lt;/a&gt;&lt;!-- &amp;#x0; ");
  });

  it("is a document of elements, empty ones closed", () => {
    const root = element("a", { b: 'x"y' }, together([element("c", {}), element("d", {}, "نصّ", null)]));
    expect(xmlDocument(root)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a b="x&quot;y"><c/>\n<d>نصّ</d></a>\n',
    );
  });
});
