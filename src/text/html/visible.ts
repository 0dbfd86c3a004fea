import type { Element, ElementContent, Nodes, Root, RootContent } from "hast";
import { type Declarations, type Mark, type Meaning, meaningOf, stylesIn } from "./css";
import { attribute, element, holdersOfBlocks } from "./reading";
import { BLOCKS, CONTAINERS, DROPPED, PASSED_OVER } from "./vocabulary";

/**
 * A document's tree as its author saw it: hidden content is left out and reported, and styles that mean something
 * (bold, struck through) become elements, so that no style has to be kept.
 */

/** What holds for everything in an element. */
interface Around {
  readonly isVisible: boolean;
  readonly isLink: boolean;
  /** Marks that are around it already. */
  readonly made: readonly Mark[];
  /** Marks that were asked for around blocks, where they cannot be. */
  readonly wanted: readonly Mark[];
}

interface Context {
  readonly holders: ReadonlySet<Element>;
  readonly styleOf: (node: Element) => Declarations;
  readonly reportHidden: (what: string) => unknown;
}

/** @param reportHidden gets the words, or the name of the picture, that were hidden. */
export function visibleTree(tree: Root, reportHidden: (what: string) => unknown): Root {
  const context = { holders: holdersOfBlocks(tree), styleOf: stylesIn(tree), reportHidden };
  const outside: Around = { isVisible: true, isLink: false, made: [], wanted: [] };
  const children = tree.children.flatMap((node): RootContent[] =>
    node.type === "element" || node.type === "text" ? visible(context, node, outside) : [node],
  );
  return { ...tree, children };
}

function visible(context: Context, node: ElementContent, around: Around): ElementContent[] {
  if (node.type === "text") {
    if (around.isVisible) return marked([node], around.wanted);
    context.reportHidden(wordsOf(node));
    return [];
  }
  if (node.type !== "element" || isNoText(node)) return [node];
  const meaning = meaningOf(node, context.styleOf(node));
  const isVisible = meaning.isVisible ?? around.isVisible;
  if (!meaning.isGone && (isVisible || node.tagName !== "img"))
    return visibleElement(context, node, meaning, { ...around, isVisible });
  context.reportHidden(wordsOf(node) || pictureIn(node));
  return [];
}

function visibleElement(context: Context, node: Element, meaning: Meaning, around: Around): ElementContent[] {
  const tag = OWN.get(node.tagName);
  const own = tag === undefined || meaning.unmarks.includes(tag) ? undefined : tag;
  const isBlock = BLOCKS.has(node.tagName) || CONTAINERS.has(node.tagName);
  const isLink = around.isLink || (node.tagName === "a" && attribute(node, "href") !== "");
  // A link is underlined anyway, and cells of a table are aligned up or down.
  const meant = meaning.marks.filter(mark => !(mark === "u" && isLink) && !(isBlock && SHIFTS.has(mark)));
  const asked = [...around.wanted, ...meant].filter(
    (mark, place, all) => all.indexOf(mark) === place && isNew(mark, node, around.made),
  );
  const isLeaf = !context.holders.has(node);
  const ownMark = own === undefined ? [] : [own];
  const within: Around = isLeaf
    ? { ...around, isLink, made: [...around.made, ...asked, ...ownMark], wanted: [] }
    : { ...around, isLink, wanted: [...asked, ...ownMark] };
  const children = node.children.flatMap(child => visible(context, child, within));
  const tagName = tag !== own && !isBlock ? "span" : node.tagName;
  const kept: Element = {
    ...node,
    tagName,
    properties: { ...node.properties, ...counted(meaning) },
    children,
  };
  if (!isLeaf) return [kept];
  const marks = asked.filter(mark => mark !== own);
  return isBlock ? [{ ...kept, children: marked(children, marks) }] : marked([kept], marks);
}

const isNoText = ({ tagName }: Element) => DROPPED.has(tagName) || PASSED_OVER.has(tagName);

const isNew = (mark: Mark, { tagName }: Element, made: readonly Mark[]) =>
  !made.includes(mark) && !(mark === "strong" && BOLD.has(tagName));

const counted = ({ listType }: Meaning): Element["properties"] =>
  listType === null ? {} : { type: listType };

/** The mark of each tag of the vocabulary, and of those that are renamed to them. */
const OWN: ReadonlyMap<string, Mark> = new Map([
  ...(["strong", "em", "s", "u", "sub", "sup", "mark"] as const).map(tag => [tag, tag] as const),
  ...[["b", "strong"] as const, ["i", "em"] as const, ["ins", "u"] as const],
  ...(["del", "strike"] as const).map(tag => [tag, "s"] as const),
]);
const SHIFTS: ReadonlySet<Mark> = new Set(["sub", "sup"]);
/** Bold by default. */
const BOLD: ReadonlySet<string> = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"]);

/** Puts marks around nodes; white space and pictures alone need none. */
function marked(nodes: ElementContent[], marks: readonly Mark[]): ElementContent[] {
  if (marks.length === 0 || nodes.every(node => wordsOf(node) === "")) return nodes;
  return marks.reduceRight((within, mark): ElementContent[] => [element(mark, {}, within)], nodes);
}

/** The words in it, on one line. */
function wordsOf(node: Nodes): string {
  const typed = (one: Nodes): string => {
    if (one.type === "text") return one.value;
    if (one.type === "element" && isNoText(one)) return "";
    return "children" in one ? one.children.map(typed).join(" ") : "";
  };
  return typed(node).replaceAll(/\s+/g, " ").trim();
}

function pictureIn(node: Element): string {
  if (node.tagName === "img") return attribute(node, "alt") || attribute(node, "src");
  return node.children.map(child => (child.type === "element" ? pictureIn(child) : "")).find(Boolean) ?? "";
}
