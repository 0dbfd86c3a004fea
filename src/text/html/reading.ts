/** What a reading of HTML carries with it: what it knows, and what it has to tell. Types, and the plainest steps. */
import type { Element, ElementContent, Nodes } from "hast";
import { cleanText, strippedFrom } from "../clean";
import { inQuotes } from "../excerpt";
import { BLOCKS, CONTAINERS, PASSED_OVER } from "./vocabulary";

/** A picture that is kept somewhere on the site. */
export interface KeptPicture {
  /** A path of the site. */
  readonly src: string;
  /** In pixels, if known. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Something of a text that its article does not have. */
export interface Dropped {
  readonly kind:
    | "element"
    /** Words that nobody saw in the document, between quotation marks. */
    | "hidden"
    | "address"
    | "picture"
    | "alt"
    /** Of a picture or a link; the side on which cells of a table stood. */
    | "title"
    | "alignment"
    /** Words around direction controls that were taken out; a character that no text may hold; half of one. */
    | "bidi"
    | "character"
    | "half"
    /** Markdown that was meant as a link or a footnote and is none. */
    | "link-syntax";
  /** An element's name, an address, a picture's name or a stretch of text; at most 80 letters. */
  readonly what: string;
}

export interface Reading {
  /** Of the article as a whole. */
  readonly dir: "rtl" | "ltr";
  /** Where the picture of an address or a name is kept; null if it is not. */
  readonly picture: (src: string) => KeptPicture | null;
  readonly dropped: Dropped[];
  /** Elements that hold blocks, found before anything else. */
  readonly holders: ReadonlySet<Element>;
}

/** So many of one document are told; more would tell nobody anything. */
const MOST_TOLD = 200;

export function tell(reading: Pick<Reading, "dropped">, kind: Dropped["kind"], what: string): void {
  const shown = what.length > 80 ? `${what.slice(0, 79)}…` : what;
  const isTold = reading.dropped.some(one => one.kind === kind && one.what === shown);
  if (!isTold && reading.dropped.length < MOST_TOLD) reading.dropped.push({ kind, what: shown });
}

/** Text without what no text may hold, which is told. */
export function cleaned(reading: Reading, text: string): string {
  const plain = cleanText(text);
  if (plain === text) return plain;
  const { bidi, characters, halves } = strippedFrom(text, "text");
  if (bidi) tell(reading, "bidi", inQuotes(plain));
  for (const what of characters) tell(reading, "character", what);
  for (const what of halves) tell(reading, "half", what);
  return plain;
}

/** Every element that holds a block, however deep. One walk. */
export function holdersOfBlocks(root: Nodes): Set<Element> {
  const holders = new Set<Element>();
  look(root);
  return holders;

  function look(node: Nodes): boolean {
    if (!("children" in node)) return false;
    let holds = false;
    for (const child of node.children) if (look(child)) holds = true;
    if (node.type !== "element") return holds;
    if (holds) holders.add(node);
    if (PASSED_OVER.has(node.tagName)) return false;
    return holds || BLOCKS.has(node.tagName) || CONTAINERS.has(node.tagName);
  }
}

/** An attribute's value as text; empty when there is none. */
export function attribute(node: Element, name: string): string {
  const value = node.properties[name];
  if (Array.isArray(value)) return value.join(" ");
  return value === undefined || value === null || value === true || value === false ? "" : String(value);
}

/** A whole number of pixels, columns or rows, within bounds; null for anything else. */
export function wholeNumber(node: Element, name: string, most: number): number | null {
  const value = attribute(node, name);
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= most ? Number(value) : null;
}

export function element(
  tagName: string,
  properties: Element["properties"],
  children: ElementContent[],
): Element {
  return { type: "element", tagName, properties, children };
}

/** All the text in it. */
export function textIn(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (node.type === "element" && node.tagName === "br") return "\n";
  return "children" in node ? node.children.map(textIn).join("") : "";
}

/** What of `lang` and `dir` an element says, if it can be. */
export function languageOf(node: Element): Element["properties"] {
  const lang = attribute(node, "lang") || attribute(node, "xmlLang") || attribute(node, "xml:lang");
  const dir = attribute(node, "dir").toLowerCase();
  return {
    ...(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(lang) ? { lang } : {}),
    ...(["rtl", "ltr", "auto"].includes(dir) ? { dir } : {}),
  };
}
