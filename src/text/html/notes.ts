/** Footnotes: the only places inside an article that a link can lead to. */
import type { Element, ElementContent } from "hast";
import { lineOf } from "./inline";
import { element, type Reading, report } from "./reading";

/**
 * Gives notes and their references new ids in order (`fn-1`, `fnref-1`, …), so that they cannot clash with a page's own
 * ids. A link to anything else inside keeps only its words. The notes become a section.
 */
export function linkNotes(reading: Reading, blocks: readonly Element[]): Element[] {
  const asked = new Set<string>();
  const anchors: Anchor[] = [];
  for (const block of blocks) visit(block, asked, anchors);
  const names = new Map<string, string>();
  const counted = { fn: 0, fnref: 0 };
  for (const { id, kind } of anchors) {
    if (!asked.has(id) || names.has(id)) continue;
    counted[kind] += 1;
    names.set(id, `${kind}-${counted[kind]}`);
  }
  const taken = new Set<string>();
  const named = blocks.flatMap(block => renamed(reading, block, names, taken));
  return named.filter(isBlock).flatMap((block, place, all) => {
    if (isRule(block) && isNotes(all[place + 1])) return [];
    return isNotes(block) ? [element("section", { role: "doc-endnotes" }, [block])] : [block];
  });
}

/** An id: of a note, which is an entry of a list, or of a reference to one. */
interface Anchor {
  readonly id: string;
  readonly kind: "fn" | "fnref";
}

/** Blocks of inline content: a dropped link may leave white space at the end of their line. */
const WORDED = new Set(["p", "h1", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption"]);

const isBlock = (node: ElementContent): node is Element => node.type === "element";
const isRule = ({ tagName }: Element) => tagName === "hr";
const isNotes = (block: Element | undefined) =>
  block?.tagName === "ol" &&
  block.children.length > 0 &&
  block.children.every(child => child.type === "element" && "id" in child.properties);

function visit(node: Element, asked: Set<string>, anchors: Anchor[]): void {
  const { href, id } = node.properties;
  if (typeof href === "string" && href.startsWith("#")) asked.add(decoded(href.slice(1)));
  if (typeof id === "string") anchors.push({ id, kind: node.tagName === "li" ? "fn" : "fnref" });
  for (const child of node.children) if (child.type === "element") visit(child, asked, anchors);
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function renamed(
  reading: Reading,
  node: Element,
  names: ReadonlyMap<string, string>,
  taken: Set<string>,
): ElementContent[] {
  const { href, id, ...rest } = node.properties;
  const children = node.children.flatMap(child =>
    child.type === "element" ? renamed(reading, child, names, taken) : [child],
  );
  const isInner = typeof href === "string" && href.startsWith("#");
  const target = isInner ? names.get(decoded(href.slice(1))) : undefined;
  if (isInner && target === undefined && href !== "#") report(reading, "address", href);
  const name = typeof id === "string" ? names.get(id) : undefined;
  const isFirst = name !== undefined && !taken.has(name);
  if (isFirst) taken.add(name);
  const link = isInner ? target && `#${target}` : href;
  const properties = {
    ...rest,
    ...(link === undefined ? {} : { href: link }),
    ...(isFirst ? { id: name } : {}),
  };
  if (node.tagName === "a" && link === undefined && !isFirst) return children;
  return [{ ...node, properties, children: WORDED.has(node.tagName) ? lineOf(children) : children }];
}
