/**
 * Any HTML to an article's HTML: parsed as browsers do, reduced to a small vocabulary, filtered by an allow-list, written
 * again. Nothing in it can run, load anything from another host or change how the page looks. The author's words and
 * signs are kept to the letter.
 */
import type { Element, ElementContent, Root } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { strongDirection } from "../bidi";
import { inQuotes } from "../excerpt";
import { flow } from "./blocks";
import { linkNotes } from "./notes";
import {
  type Dropped,
  element,
  type HtmlExcess,
  holdersOfBlocks,
  type KeptPicture,
  parseHtml,
  type Reading,
  report,
  textIn,
} from "./reading";
import { visibleTree } from "./visible";
import { SCHEMA } from "./vocabulary";

export type { Dropped, KeptPicture } from "./reading";

/** A document's blocks. Headings of the first level are still among them. */
export interface HtmlBody {
  readonly blocks: readonly Element[];
  readonly dropped: readonly Dropped[];
  /** Of its `<title>`; empty if there is none. */
  readonly pageTitle: string;
}

/** What has to be known before HTML is read. */
export interface HtmlContext {
  /** The direction of the article's language. */
  readonly dir: "rtl" | "ltr";
  /** The stored picture of an address or a name; null if there is none. */
  readonly picture: (src: string) => KeptPicture | null;
}

/** Reads HTML into blocks of the vocabulary. Linear. @returns the blocks, or the limit that is exceeded. */
export function readHtml(html: string, { dir, picture }: HtmlContext): HtmlBody | HtmlExcess {
  const tree = parseHtml(html);
  if (typeof tree === "string") return tree;
  const dropped: Dropped[] = [];
  const seen = visibleTree(tree, words => words !== "" && report({ dropped }, "hidden", inQuotes(words)));
  const reading: Reading = { dir, picture, dropped, holders: holdersOfBlocks(seen) };
  const blocks = linkNotes(reading, flow(reading, seen.children)).map(block =>
    directed(captioned(reading, block), dir),
  );
  const pageTitle = textIn(find(tree, "title") ?? tree)
    .replaceAll(/\s+/g, " ")
    .trim();
  return { blocks, dropped: reading.dropped, pageTitle: find(tree, "title") === null ? "" : pageTitle };
}

/** The sources of all pictures in a document, as written; none if it exceeds a limit. */
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
 * The HTML of an article's body, a block a line. The page's title is its only heading of the first level: any others
 * are lowered, with those below them.
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

/** Marks a block whose words run the other way with `dir="auto"`, unless it has a language or a direction. */
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

/** Inside another block, a heading of the first level is not a title. */
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

/**
 * Turns the `title` of a picture that is alone and has no caption into its caption, as editors write one in Markdown:
 * `![…](souq.jpg "…")`. Any other title is dropped and reported.
 * @param around the caption of what the block is in.
 */
function captioned(reading: Reading, block: Element, around = ""): Element {
  const [only, ...more] = block.children;
  const isAlone = block.tagName === "figure" && more.length === 0 && isPicture(only);
  const title = isAlone ? only.properties.title : undefined;
  if (isAlone && typeof title === "string") {
    const caption = element("figcaption", {}, [{ type: "text", value: title }]);
    return { ...block, children: [untitled(only), caption] };
  }
  const caption = block.children.find(child => child.type === "element" && child.tagName === "figcaption");
  const known = caption === undefined ? around : textIn(caption);
  return { ...block, children: block.children.map(child => withoutTitles(reading, child, known)) };
}

const isPicture = (node: ElementContent | undefined): node is Element =>
  node?.type === "element" && node.tagName === "img";

function withoutTitles(reading: Reading, node: ElementContent, caption: string): ElementContent {
  if (node.type !== "element") return node;
  if (!isPicture(node)) return captioned(reading, node, caption);
  const { title } = node.properties;
  if (typeof title === "string" && title !== caption) report(reading, "title", title);
  return untitled(node);
}

function untitled(picture: Element): Element {
  const { title: _, ...properties } = picture.properties;
  return { ...picture, properties };
}
