/** Footnotes: the only places inside an article that a link may lead to. */
import type { Element, ElementContent } from "hast";
import { lineOf } from "./lines";
import { element, type Reading, tell } from "./reading";

/**
 * Gives notes and their references ids of our own (`fn-1`, `fnref-1`, …), in the order in which they stand, so that no id of a
 * page can be taken; a link to anything else inside keeps its words alone. The notes become a section.
 */
export function joinNotes(reading: Reading, blocks: readonly Element[]): Element[] {
  const asked = new Set<string>();
  const there: Place[] = [];
  for (const block of blocks) look(block, asked, there);
  const names = new Map<string, string>();
  const counted = { fn: 0, fnref: 0 };
  for (const { id, kind } of there) {
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

/** Where an id stands: at a note, which is an entry of a list, or at a reference to one. */
interface Place {
  readonly id: string;
  readonly kind: "fn" | "fnref";
}

/** A link that is left out leaves its white space at the end of a line. */
const WORDED = new Set(["p", "h1", "h2", "h3", "h4", "li", "td", "th", "caption", "figcaption"]);

const isBlock = (node: ElementContent): node is Element => node.type === "element";
const isRule = ({ tagName }: Element) => tagName === "hr";
const isNotes = (block: Element | undefined) =>
  block?.tagName === "ol" &&
  block.children.length > 0 &&
  block.children.every(child => child.type === "element" && "id" in child.properties);

function look(node: Element, asked: Set<string>, there: Place[]): void {
  const { href, id } = node.properties;
  if (typeof href === "string" && href.startsWith("#")) asked.add(decoded(href.slice(1)));
  if (typeof id === "string") there.push({ id, kind: node.tagName === "li" ? "fn" : "fnref" });
  for (const child of node.children) if (child.type === "element") look(child, asked, there);
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
  if (isInner && target === undefined && href !== "#") tell(reading, "address", href);
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
