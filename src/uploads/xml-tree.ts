/** XML as word processors write it: looked at before anybody reads it, and as a tree that can be written again. */

/** No word processor nests so deep, and the time that the reader of XML takes grows with the square of it. */
const DEEPEST = 250;
/** Of tags; what people write has a tenth of it. Whoever keeps a tree of them needs memory for each. */
const MOST_TAGS = 1_000_000;

export interface XmlElement {
  /** With its prefix. */
  readonly name: string;
  /** Its start tag as it stands, without the last sign. */
  readonly tag: string;
  readonly children: readonly (XmlElement | string)[];
}

/** Whether every tag ends, none is nested too deep, there are not too many, and there is no DOCTYPE, which only entities would need. Linear. */
export function isPlainXml(xml: string): boolean {
  if (xml.includes("<!DOCTYPE")) return false;
  let depth = 0;
  let tags = 0;
  for (let at = xml.indexOf("<"); at !== -1; ) {
    const end = endOfMarkup(xml, at);
    if (end === -1) return false;
    depth += step(xml, at, end);
    tags += 1;
    if (depth > DEEPEST || tags > MOST_TAGS) return false;
    at = xml.indexOf("<", end);
  }
  return depth === 0;
}

/** How much deeper what follows a piece of markup stands. */
function step(xml: string, at: number, end: number): -1 | 0 | 1 {
  const next = xml[at + 1];
  if (next === "/") return -1;
  return next === "!" || next === "?" || xml[end - 1] === "/" ? 0 : 1;
}

/** Where a tag, a comment or the like ends; -1 if it does not. @see XML 1.0, productions 15, 16, 18, 40 */
function endOfMarkup(xml: string, at: number): number {
  for (const [opener, closer] of SPANS) {
    if (!xml.startsWith(opener, at)) continue;
    const end = xml.indexOf(closer, at + opener.length);
    return end === -1 ? -1 : end + closer.length - 1;
  }
  let quote = "";
  for (let place = at + 1; place < xml.length; place++) {
    const unit = xml[place];
    if (quote !== "") quote = unit === quote ? "" : quote;
    else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === ">") return place;
    else if (unit === "<") return -1;
  }
  return -1;
}

const SPANS = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/** @param xml of which `isPlainXml` says yes. @returns what stands at its top, the declaration among it as text. */
export function xmlTree(xml: string): readonly (XmlElement | string)[] {
  const top: (XmlElement | string)[] = [];
  const open = [top];
  let from = 0;
  for (let at = xml.indexOf("<"); at !== -1; at = xml.indexOf("<", from)) {
    const end = endOfMarkup(xml, at);
    const depth = step(xml, at, end);
    const inside = open.at(-1) ?? top;
    if (at > from) inside.push(xml.slice(from, at));
    from = end + 1;
    if (depth === -1) open.pop();
    else if (xml[at + 1] === "!" || xml[at + 1] === "?") inside.push(xml.slice(at, from));
    else {
      const tag = xml.slice(at, depth === 0 ? end - 1 : end);
      const children: (XmlElement | string)[] = [];
      inside.push({ name: /^<([^\s/>]*)/.exec(tag)?.[1] ?? "", tag, children });
      if (depth === 1) open.push(children);
    }
  }
  if (from < xml.length) (open.at(-1) ?? top).push(xml.slice(from));
  return top;
}

/** An attribute's value as it stands, with its references; null if there is none. */
export function xmlAttribute({ tag }: XmlElement, name: string): string | null {
  for (const [, found, , double, single] of tag.matchAll(/\s([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g))
    if (found === name) return double ?? single ?? "";
  return null;
}

export const elementsIn = ({ children }: XmlElement): XmlElement[] =>
  children.filter(child => typeof child !== "string");

export const childNamed = (node: XmlElement, name: string): XmlElement | undefined =>
  elementsIn(node).find(child => child.name === name);

/** With its start and end, around whatever its children have become. */
export const wrapped = ({ name, tag }: XmlElement, inner: string) =>
  inner === "" ? `${tag}/>` : `${tag}>${inner}</${name}>`;
