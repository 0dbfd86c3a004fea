/**
 * XML as word processors write it, as a tree. Names carry the usual prefixes of Office Open XML whatever prefixes a file
 * has chosen, so `w:p` is a paragraph in the transitional and in the strict form.
 * @see ECMA-376, part 1, annex A; XML 1.0 (Fifth Edition); Namespaces in XML 1.0
 */
import { SaxesParser } from "saxes";

/** No word processor nests so deep. */
const DEEPEST = 250;
/** Of elements; four megabytes of what people write have a third of it. */
const MOST_ELEMENTS = 400_000;

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const OPEN = "http://schemas.openxmlformats.org";
const STRICT = "http://purl.oclc.org/ooxml";

/** The usual prefix of a namespace; empty where names have none. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [`${OPEN}/wordprocessingml/2006/main`, "w"],
  [`${STRICT}/wordprocessingml/main`, "w"],
  [`${OPEN}/officeDocument/2006/relationships`, "r"],
  [`${STRICT}/officeDocument/relationships`, "r"],
  [`${OPEN}/drawingml/2006/wordprocessingDrawing`, "wp"],
  [`${STRICT}/drawingml/wordprocessingDrawing`, "wp"],
  [`${OPEN}/drawingml/2006/main`, "a"],
  [`${STRICT}/drawingml/main`, "a"],
  [`${OPEN}/officeDocument/2006/math`, "m"],
  [`${STRICT}/officeDocument/math`, "m"],
  [`${OPEN}/markup-compatibility/2006`, "mc"],
  [`${OPEN}/package/2006/relationships`, ""],
  ["urn:schemas-microsoft-com:vml", "v"],
  ["urn:schemas-microsoft-com:office:office", "o"],
  ["http://schemas.microsoft.com/office/word/2010/wordml", "w14"],
]);

/**
 * The root of a document.
 * @returns null if it is not well-formed, has a DOCTYPE, is nested too deep or has too many elements. Linear in time.
 */
export function xmlTree(xml: string): XmlElement | null {
  const top: (XmlElement | string)[] = [];
  try {
    readInto(top, xml);
  } catch {
    return null;
  }
  return top.find(node => typeof node !== "string") ?? null;
}

type Scope = ReadonlyMap<string, string>;

/** @throws Error as soon as it is none that may be read: what is behind is not looked at. */
function readInto(top: (XmlElement | string)[], xml: string): void {
  const parser = new SaxesParser();
  const open: { readonly children: (XmlElement | string)[]; readonly scope: Scope }[] = [
    { children: top, scope: new Map() },
  ];
  let elements = 0;
  const inside = () => open.at(-1) ?? { children: top, scope: new Map() };
  parser.on("opentag", ({ name, attributes }) => {
    const { children: siblings, scope: outer } = inside();
    const scope = scopeWithin(outer, attributes);
    const children: (XmlElement | string)[] = [];
    const named = Object.entries(attributes).map(([key, value]) => [usual(key, scope, false), value]);
    siblings.push({ name: usual(name, scope, true), attributes: Object.fromEntries(named), children });
    elements += 1;
    if (open.push({ children, scope }) > DEEPEST + 1 || elements > MOST_ELEMENTS)
      throw new Error("too much XML");
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", text => inside().children.push(text));
  parser.on("cdata", text => inside().children.push(text));
  parser.on("doctype", () => {
    throw new Error("a DOCTYPE");
  });
  parser.write(xml).close();
}

/** The prefixes that an element declares, beside those around it. */
function scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let scope: Map<string, string> | null = null;
  for (const [key, uri] of Object.entries(attributes)) {
    if (key !== "xmlns" && !key.startsWith("xmlns:")) continue;
    scope ??= new Map(outer);
    scope.set(key === "xmlns" ? "" : key.slice("xmlns:".length), uri);
  }
  return scope ?? outer;
}

/** A name with the usual prefix of its namespace; as it was written where that is none of ours. */
function usual(name: string, scope: Scope, isElement: boolean): string {
  const colon = name.indexOf(":");
  if (colon === -1 && !isElement) return name;
  const uri = scope.get(colon === -1 ? "" : name.slice(0, colon));
  const prefix = uri === undefined ? undefined : PREFIXES.get(uri);
  if (prefix === undefined) return name;
  const local = name.slice(colon + 1);
  return prefix === "" ? local : `${prefix}:${local}`;
}

/** An attribute's value; null if there is none. */
export const xmlAttribute = ({ attributes }: XmlElement, name: string): string | null =>
  attributes[name] ?? null;

export const elementsIn = ({ children }: XmlElement): XmlElement[] =>
  children.filter(node => typeof node !== "string");

export const childNamed = (node: XmlElement | undefined, name: string): XmlElement | undefined =>
  node?.children.find((child): child is XmlElement => typeof child !== "string" && child.name === name);

/** What `w:val` of a child says; null where there is no such child, or it says nothing. */
export function settingOf(node: XmlElement | undefined, name: string): string | null {
  const child = childNamed(node, name);
  return child === undefined ? null : xmlAttribute(child, "w:val");
}

/** A property that is on or off; null where nothing is said. @see ECMA-376, part 1, section 17.17.4 */
export function toggleOf(node: XmlElement | undefined, name: string): boolean | null {
  const child = childNamed(node, name);
  return child === undefined ? null : !["0", "false", "off"].includes(xmlAttribute(child, "w:val") ?? "");
}

/** The text of elements of such names, wherever in it they are. */
export function textIn(node: XmlElement, names: readonly string[]): string {
  const isText = names.includes(node.name);
  return node.children
    .map(child => (typeof child === "string" ? (isText ? child : "") : textIn(child, names)))
    .join("");
}
