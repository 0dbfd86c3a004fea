/** XML 1.0, written by hand: elements whose text is escaped and holds only characters that XML may hold. Pure. */

/** A piece of XML that is already written. */
export interface Xml {
  readonly xml: string;
}

/** Text, which is escaped; an element; or nothing. */
export type XmlChild = string | Xml | null;

type Attributes = Readonly<Record<string, string>>;

/**
 * What cannot stand as it is: characters outside of production 2 of the standard, mark-up, and a carriage return, which
 * would be read as a line's end. Halves of surrogate pairs are seen to before.
 */
const SPECIAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF&<>\r]/g;

/** How each of those is written; what is not here is left out. */
const WRITTEN: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/**
 * Text between tags. No CDATA: one rule for all text, and nothing in it can end it.
 * @see XML 1.0 (Fifth Edition), sections 2.2 and 2.4
 */
export function xmlText(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, "");
  return whole.replace(SPECIAL, character => WRITTEN[character] ?? "");
}

/** An element. @param name of this code, or one that stood in XML; never of an author, as those of attributes. */
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
