/** XML of word processors: everything in it is in the tree, and what nobody writes is not read. */
import { describe, expect, it } from "vitest";
import { element } from "../../src/text/xml";
import { type XmlElement, xmlTree } from "../../src/uploads/docx/xml";

const written = ({ name, attributes, children }: XmlElement): string =>
  element(
    name,
    attributes,
    ...children.map(child => (typeof child === "string" ? child : { xml: written(child) })),
  ).xml;

const again = (xml: string) => {
  const root = xmlTree(xml);
  return root === null ? null : written(root);
};

describe("XML that is written again", () => {
  it.each([
    ["words of Arabic, with joiners and spaces", '<w:t xml:space="preserve"> می‌رود  كلّها\u00a0 </w:t>'],
    ["signs and quotes", '<w:t w:a="&quot;\'&lt;&amp;&gt;">&lt;b&gt; &amp;amp; "\'</w:t>'],
    ["line ends that were meant", '<pic:cNvPr descr="أول&#10;ثان&#9;"/>'],
    ["namespaces", '<w:p xmlns:w="urn:w" xmlns="urn:x"><a w:b="1" b="2"/></w:p>'],
    ["letters beyond the first plane", "<w:t>𞤀𐎀😀</w:t>"],
  ])("has the same %s", (_, xml) => {
    expect(again(xml)).toBe(xml);
  });

  it("has the usual names, whatever prefixes a file has chosen, in the strict form too", () => {
    const open = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    for (const [uri, prefix] of [
      [open, "ns0"],
      [strict, "w"],
    ] as const) {
      const root = xmlTree(
        `<${prefix}:p xmlns:${prefix}="${uri}" ${prefix}:id="1"><${prefix}:t/></${prefix}:p>`,
      );
      expect([root?.name, root?.attributes["w:id"], root?.children.length]).toEqual(["w:p", "1", 1]);
    }
    expect(xmlTree(`<p xmlns="${open}"><q xmlns="urn:other"/></p>`)).toMatchObject({
      name: "w:p",
      children: [{ name: "q" }],
    });
  });

  it("says the same where it is written otherwise", () => {
    const xml =
      "\ufeff<?xml version='1.0' encoding='UTF-8'?>\r\n<a b = 'x\r\ny'><!-- > --><?q ?><![CDATA[<ن>]]>&#x646;\r\n</a>\n";
    expect(again(xml)).toBe('<a b="x y">&lt;ن&gt;ن\n</a>');
  });

  it("keeps a long text whole, wherever it is parted on the way", () => {
    const text = "😀ن".repeat(300_000);
    expect(again(`<w:t>${text}</w:t>`)).toBe(`<w:t>${text}</w:t>`);
  });
});

describe("XML that is not read", () => {
  it.each([
    ["is none", "نص"],
    ["is nothing", ""],
    ["has no root", "<?xml version='1.0'?>"],
    ["has two roots", "<a/><b/>"],
    ["is not closed", "<a>".repeat(200)],
    ["is closed otherwise", "<a><b></a></b>"],
    ["says an attribute twice", "<a b='1' b='2'/>"],
    ["has an attribute without quotes", "<a b=1/>"],
    ["has a slash in a name", "<a/b/>"],
    ["has an entity of HTML", "<a>&nbsp;</a>"],
    ["has entities of its own", '<!DOCTYPE a [<!ENTITY b "ن">]><a>&b;</a>'],
    ["has a DOCTYPE in small letters", "<!doctype a><a/>"],
    ["has a DOCTYPE without end", `<!DOCTYPE a [${'<!ENTITY b "x">'.repeat(50_000)}`],
    ["has control characters", "<a>\u0001</a>"],
    ["has an attribute without end", `<a b="${"x".repeat(2_000_000)}`],
    ["has tags without end", "<".repeat(2_000_000)],
    ["has comments without end", `<a>${"<!--".repeat(500_000)}`],
    ["is nested 251 deep", "<a>".repeat(251) + "</a>".repeat(251)],
    ["is nested 100,000 deep", "<a>".repeat(100_000) + "</a>".repeat(100_000)],
    ["has a million elements", `<a>${"<a/>".repeat(1_000_000)}</a>`],
  ])("%s", (_, xml) => {
    expect(xmlTree(xml)).toBeNull();
  });

  it("but 250 in one another are, and 399,999 beside one another", () => {
    expect(xmlTree("<a>".repeat(250) + "</a>".repeat(250))).not.toBeNull();
    expect(xmlTree(`<a>${"<a/>".repeat(399_999)}</a>`)).not.toBeNull();
  });
});
