/**
 * XML as word processors write it, as a tree that can be written again. Anything else is refused while it is read:
 * mammoth keeps several objects for each element, and recurses into each.
 */
import { SaxesParser } from "saxes";
import { element, xmlText } from "../../text/xml";

/** No word processor nests so deep. */
const DEEPEST = 250;
/** Four megabytes of what people write have a third of it. */
const MOST_ELEMENTS = 400_000;

export interface XmlElement {
  /** With its prefix, as are those of attributes. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text has no references any more. */
  readonly children: readonly (XmlElement | string)[];
}

/**
 * The root of a document.
 * @returns null if it is not well-formed, has a DOCTYPE, which only entities would need, is nested too deep or has too
 * many elements. Linear in time.
 * @see XML 1.0 (Fifth Edition), section 2.1
 */
export function xmlTree(xml: string): XmlElement | null {
  const top: (XmlElement | string)[] = [];
  try {
    readInto(top, xml);
  } catch {
    return null;
  }
  return elementsAmong(top)[0] ?? null;
}

/** @throws Error at the first thing that is not accepted: what follows is not read. */
function readInto(top: (XmlElement | string)[], xml: string): void {
  const parser = new SaxesParser();
  const open = [top];
  let elements = 0;
  const inside = () => open.at(-1) ?? top;
  parser.on("opentag", ({ name, attributes }) => {
    const children: (XmlElement | string)[] = [];
    // Copied, since the parser keeps them in a table of twice the size.
    inside().push({ name, attributes: { ...attributes }, children });
    const depth = open.push(children) - 1;
    elements += 1;
    if (depth > DEEPEST || elements > MOST_ELEMENTS) throw new Error("too much XML");
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", text => inside().push(text));
  parser.on("cdata", text => inside().push(text));
  parser.on("doctype", () => {
    throw new Error("a DOCTYPE");
  });
  parser.write(xml).close();
}

const elementsAmong = (nodes: readonly (XmlElement | string)[]): XmlElement[] =>
  nodes.filter(node => typeof node !== "string");

/** An attribute's value; null if there is none. */
export const xmlAttribute = ({ attributes }: XmlElement, name: string): string | null =>
  attributes[name] ?? null;

export const elementsIn = ({ children }: XmlElement): XmlElement[] => elementsAmong(children);

export const childNamed = (node: XmlElement, name: string): XmlElement | undefined =>
  elementsIn(node).find(child => child.name === name);

/** Its tags around what its children have become. */
export const wrapped = ({ name, attributes }: XmlElement, inner: string): string =>
  element(name, attributes, { xml: inner }).xml;

/** As it was read. */
export const writtenXml = (node: XmlElement | string): string =>
  typeof node === "string" ? xmlText(node) : wrapped(node, node.children.map(writtenXml).join(""));

/** The text of all elements of these names in it. */
export function textIn(node: XmlElement, names: readonly string[]): string {
  const isText = names.includes(node.name);
  return node.children
    .map(child => (typeof child === "string" ? (isText ? child : "") : textIn(child, names)))
    .join("");
}
