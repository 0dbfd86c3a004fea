/** XML 1.0, written by hand: elements whose text is escaped and holds only characters that XML may hold. Pure. */

/** A piece of XML that is already written. */
export interface Xml {
  readonly xml: string;
}

/** Text, which is escaped; an element; or nothing. */
export type XmlChild = string | Xml | null;

type Attributes = Readonly<Record<string, string>>;

/** Whatever production 2 of the standard leaves out: control characters, lone halves of surrogate pairs, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Read as space, or as a line's end, unless they are spelled as references. */
const UNSTABLE = /[\r\u0085\u2028]/g;

/**
 * Text between tags. No CDATA: one rule for all text, and nothing in it can end it.
 * @see XML 1.0 (Fifth Edition), sections 2.2 and 2.4
 */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(UNSTABLE, reference);
}

/** An element. @param name of this code, never of an author. */
export function element(name: string, attributes: Attributes, ...children: readonly XmlChild[]): Xml {
  let opening = name;
  for (const [key, value] of Object.entries(attributes)) opening += ` ${key}="${attributeText(value)}"`;
  const content = children.map(contentOf).join("");
  return { xml: content === "" ? `<${opening}/>` : `<${opening}>${content}</${name}>` };
}

/** Several pieces as one child. */
export function together(pieces: readonly Xml[]): Xml {
  return { xml: pieces.map(piece => piece.xml).join("\n") };
}

/** A whole document of UTF-8. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

function contentOf(child: XmlChild): string {
  if (child === null) return "";
  return typeof child === "string" ? xmlText(child) : child.xml;
}

function attributeText(text: string): string {
  return xmlText(text)
    .replaceAll('"', "&quot;")
    .replace(/[\t\n]/g, reference);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
