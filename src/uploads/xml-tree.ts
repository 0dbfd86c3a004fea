/**
 * XML as word processors write it, as a tree that can be written again. What none of them writes is refused here, while
 * it is read: the reader of Word documents keeps several objects for an element, and calls itself for each that is in it.
 */
import { SaxesParser } from "saxes";
import { element, xmlText } from "../text/xml";

/** No word processor nests so deep. */
const DEEPEST = 250;
/** Of elements; four megabytes of what people write have a third of it. */
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

export const isPlainXml = (xml: string) => xmlTree(xml) !== null;

/** @throws Error as soon as it is none that may be read: what is behind is not looked at. */
function readInto(top: (XmlElement | string)[], xml: string): void {
  const parser = new SaxesParser();
  const open = [top];
  let elements = 0;
  const inside = () => open.at(-1) ?? top;
  parser.on("opentag", ({ name, attributes }) => {
    const children: (XmlElement | string)[] = [];
    // The parser keeps them in a table, which takes twice the room.
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

/** With its start and end, around whatever its children have become. */
export const wrapped = ({ name, attributes }: XmlElement, inner: string): string =>
  element(name, attributes, { xml: inner }).xml;

/** As it was read. */
export const writtenXml = (node: XmlElement | string): string =>
  typeof node === "string" ? xmlText(node) : wrapped(node, node.children.map(writtenXml).join(""));

/** The text of elements of such names, wherever in it they stand. */
export function textIn(node: XmlElement, names: readonly string[]): string {
  const isText = names.includes(node.name);
  return node.children
    .map(child => (typeof child === "string" ? (isText ? child : "") : textIn(child, names)))
    .join("");
}
