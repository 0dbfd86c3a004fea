/** What every step of reading HTML uses: the parser, the state of a reading, and simple functions on trees (hast). */
import type { Element, ElementContent, Nodes, Root } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { defaultTreeAdapter, parse } from "parse5";
import { cleanText, strippedFrom } from "../clean";
import { inQuotes } from "../excerpt";
import { BLOCKS, CONTAINERS, PASSED_OVER } from "./vocabulary";

/** No document made by a person is nested deeper, so functions on trees may recurse. */
const DEEPEST = 250;
/** Including elements that the parser repeats for unclosed tags. */
const MOST_ELEMENTS = 200_000;

export type HtmlExcess = "nested-too-deep" | "too-many-elements";

class Excess extends Error {
  override readonly name = "Excess";
  constructor(readonly kind: HtmlExcess) {
    super(kind);
  }
}

/**
 * Parses HTML as browsers do, within bounds. Never throws; its time is bounded by the length and the two limits.
 * @returns a document's tree, or which limit it exceeds.
 * @see HTML Living Standard, section 13.2
 */
export function parseHtml(html: string): Root | HtmlExcess {
  try {
    const document = parse(html, { treeAdapter: counting(), scriptingEnabled: false });
    const tree = fromParse5(document);
    return tree.type === "root" ? tree : { type: "root", children: [] };
  } catch (failure) {
    if (failure instanceof Excess) return failure.kind;
    throw failure;
  }
}

/** The default adapter, which counts elements and depth. */
function counting(): typeof defaultTreeAdapter {
  let elements = 0;
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    createElement(...parts: Parameters<typeof defaultTreeAdapter.createElement>) {
      elements += 1;
      if (elements > MOST_ELEMENTS) throw new Excess("too-many-elements");
      return defaultTreeAdapter.createElement(...parts);
    },
    onItemPush() {
      depth += 1;
      if (depth > DEEPEST) throw new Excess("nested-too-deep");
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

/** A picture in the media store. */
export interface KeptPicture {
  /** A path of the site. */
  readonly src: string;
  /** In pixels, if known. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Something in a document that its article does not have. */
export interface Dropped {
  readonly kind:
    | "element"
    /** Words that were hidden in the document, between quotation marks. */
    | "hidden"
    | "address"
    | "picture"
    | "alt"
    /** Of a picture or a link. */
    | "title"
    /** Of table cells. */
    | "alignment"
    /** Words around bidi controls that were dropped; a character that no text may contain; a lone surrogate. */
    | "bidi"
    | "character"
    | "half"
    /** Markdown that was meant as a link or a footnote and is none. */
    | "link-syntax";
  /** An element's name, an address, a picture's name or a piece of text; at most 80 letters. */
  readonly what: string;
}

export interface Reading {
  /** Of the article as a whole. */
  readonly dir: "rtl" | "ltr";
  /** The stored picture of an address or a name; null if there is none. */
  readonly picture: (src: string) => KeptPicture | null;
  readonly dropped: Dropped[];
  /** Elements that contain blocks. */
  readonly holders: ReadonlySet<Element>;
}

/** Per document; nobody reads more. */
const MOST_REPORTED = 200;

/** Notes something that the article will not have, each once. */
export function report(reading: Pick<Reading, "dropped">, kind: Dropped["kind"], what: string): void {
  const shown = what.length > 80 ? `${what.slice(0, 79)}…` : what;
  const isKnown = reading.dropped.some(one => one.kind === kind && one.what === shown);
  if (!isKnown && reading.dropped.length < MOST_REPORTED) reading.dropped.push({ kind, what: shown });
}

/** Text without what no text may contain, which is reported. */
export function cleaned(reading: Reading, text: string): string {
  const plain = cleanText(text);
  if (plain === text) return plain;
  const { bidi, characters, halves } = strippedFrom(text, "text");
  if (bidi) report(reading, "bidi", inQuotes(plain));
  for (const what of characters) report(reading, "character", what);
  for (const what of halves) report(reading, "half", what);
  return plain;
}

/** Every element that contains a block, at any depth. */
export function holdersOfBlocks(root: Nodes): Set<Element> {
  const holders = new Set<Element>();
  visit(root);
  return holders;

  function visit(node: Nodes): boolean {
    if (!("children" in node)) return false;
    let holds = false;
    for (const child of node.children) if (visit(child)) holds = true;
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

/** The `lang` and `dir` of an element, so far as they are valid. */
export function languageOf(node: Element): Element["properties"] {
  const lang = attribute(node, "lang") || attribute(node, "xmlLang") || attribute(node, "xml:lang");
  const dir = attribute(node, "dir").toLowerCase();
  return {
    ...(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/.test(lang) ? { lang } : {}),
    ...(["rtl", "ltr", "auto"].includes(dir) ? { dir } : {}),
  };
}
