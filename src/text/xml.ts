/** Writes XML 1.0: text is escaped and has only characters that XML allows. */

/** XML that is already written. */
export interface Xml {
  readonly xml: string;
}

/** Text, which is escaped; an element; or nothing. */
export type XmlChild = string | Xml | null;

type Attributes = Readonly<Record<string, string>>;

/**
 * What has to be escaped or left out: characters outside production 2 of the standard, markup, and a carriage return,
 * which would be read as a line end. Lone surrogates are dropped before.
 */
const SPECIAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF&<>\r]/g;

/** What is not here is left out. */
const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/**
 * Text between tags. No CDATA: one rule for all text, and nothing in it can end it.
 * @see XML 1.0 (Fifth Edition), sections 2.2 and 2.4
 */
export function xmlText(text: string): string {
  const whole = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, "");
  return whole.replace(SPECIAL, character => ESCAPED[character] ?? "");
}

/** @param name from this code or from parsed XML, never from an author; attribute names too. */
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
