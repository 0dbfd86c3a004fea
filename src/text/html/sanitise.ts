/**
 * HTML from anywhere to an article's HTML: read as browsers read it, put into a small vocabulary, let through one
 * gate, written again. Nothing of it can run, load anything from another host or look otherwise than the page does.
 * The author's words and signs are kept to the letter.
 */
import type { Element, ElementContent, Root } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { strongDirection } from "../bidi";
import { inQuotes } from "../excerpt";
import { flow } from "./blocks";
import { captioned } from "./captions";
import { joinNotes } from "./notes";
import { type Dropped, holdersOfBlocks, type KeptPicture, type Reading, tell, textIn } from "./reading";
import { asShown } from "./shown";
import { type HtmlExcess, parseHtml } from "./tree";
import { SCHEMA } from "./vocabulary";

export type { Dropped, KeptPicture } from "./reading";

/** A document's blocks, one under the other. Headings of the first level are still among them. */
export interface HtmlBody {
  readonly blocks: readonly Element[];
  readonly dropped: readonly Dropped[];
  /** What its `<title>` says; empty if there is none. */
  readonly pageTitle: string;
}

/** What is known of a text before it is read. */
export interface Surroundings {
  /** The direction of the article's language. */
  readonly dir: "rtl" | "ltr";
  /** Where the picture of an address or a name is kept; null if it is not. */
  readonly picture: (src: string) => KeptPicture | null;
}

/** @returns its blocks, or what there is too much of. Linear in its length. */
export function readHtml(html: string, { dir, picture }: Surroundings): HtmlBody | HtmlExcess {
  const tree = parseHtml(html);
  if (typeof tree === "string") return tree;
  const dropped: Dropped[] = [];
  const seen = asShown(tree, words => words !== "" && tell({ dropped }, "hidden", inQuotes(words)));
  const reading: Reading = { dir, picture, dropped, holders: holdersOfBlocks(seen) };
  const blocks = joinNotes(reading, flow(reading, seen.children)).map(block =>
    directed(captioned(reading, block), dir),
  );
  const pageTitle = textIn(find(tree, "title") ?? tree)
    .replaceAll(/\s+/g, " ")
    .trim();
  return { blocks, dropped: reading.dropped, pageTitle: find(tree, "title") === null ? "" : pageTitle };
}

/** The sources of all pictures in a document, as it names them; none of one that cannot be read. */
export function picturesIn(html: string): string[] {
  const names = new Set<string>();
  const note = (src: string) => {
    names.add(src);
    return null;
  };
  readHtml(html, { dir: "ltr", picture: note });
  return [...names];
}

/**
 * The HTML of an article's body, a block a line. Headings of the first level, of which a page has one, its title,
 * are lowered with those below them.
 */
export function writeHtml(blocks: readonly Element[]): string {
  const isLowered = blocks.some(block => block.tagName === "h1");
  const levelled = blocks.map(block => {
    const level = /^h([1-4])$/.exec(block.tagName)?.[1];
    if (level === undefined || !isLowered) return block;
    return { ...block, tagName: `h${Math.min(4, Number(level) + 1)}` };
  });
  return levelled
    .map(block => toHtml(sanitize({ type: "root", children: [block] }, SCHEMA)))
    .filter(html => html !== "")
    .join("\n");
}

/** A block whose words run the other way says so, if nothing in it says what language it is. */
function directed(block: Element, dir: "rtl" | "ltr"): Element {
  const children = block.children.map(
    (child): ElementContent =>
      child.type === "element" && NESTING.has(child.tagName) ? directed(lowered(child), dir) : child,
  );
  const whole = { ...block, children };
  if (!WORDED.has(block.tagName) || "lang" in block.properties || "dir" in block.properties) return whole;
  const strong = firstDirection(block);
  return strong === null || strong === dir
    ? whole
    : { ...whole, properties: { ...block.properties, dir: "auto" } };
}

/** Inside another block a heading of the first level is no title. */
const lowered = (block: Element) => (block.tagName === "h1" ? { ...block, tagName: "h2" } : block);

const WORDED = new Set(["p", "h1", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption", "pre"]);
const NESTING = new Set([
  ...["ul", "ol", "li", "blockquote", "section", "table", "thead", "tbody", "tfoot", "tr", "td", "th"],
  ...["p", "h1", "h2", "h3", "h4", "caption", "figure", "figcaption", "pre"],
]);

/** The direction of the first letter in it. */
function firstDirection(node: Element): "rtl" | "ltr" | null {
  for (const child of node.children) {
    const found =
      child.type === "text"
        ? strongDirection(child.value)
        : child.type === "element"
          ? firstDirection(child)
          : null;
    if (found !== null) return found;
  }
  return null;
}

function find(node: Root | Element, tagName: string): Element | null {
  for (const child of node.children) {
    if (child.type !== "element" || child.tagName === "svg") continue;
    const found = child.tagName === tagName ? child : find(child, tagName);
    if (found !== null) return found;
  }
  return null;
}
