/**
 * A document's tree as its author saw it: what was hidden from them is left out and told, and what a style means for
 * words (bold, struck through) is said by an element, so that no style need be kept.
 */
import type { Element, ElementContent, Nodes, Root, RootContent } from "hast";
import { attribute, element, holdersOfBlocks } from "./reading";
import { type Mark, type Meaning, meaningOf } from "./style";
import { type Declarations, stylesIn } from "./style-sheet";
import { BLOCKS, CONTAINERS, DROPPED, PASSED_OVER } from "./vocabulary";

/** What holds for everything in an element. */
interface Around {
  readonly isVisible: boolean;
  readonly isLink: boolean;
  /** Marks that stand around it already. */
  readonly made: readonly Mark[];
  /** Marks that were asked for further out, around blocks, where none can stand. */
  readonly wanted: readonly Mark[];
}

/** What every step needs. */
interface Showing {
  readonly holders: ReadonlySet<Element>;
  readonly styleOf: (node: Element) => Declarations;
  readonly tellHidden: (what: string) => unknown;
}

/** @param tellHidden is given the words, or the name of the picture, that nobody saw. */
export function asShown(tree: Root, tellHidden: (what: string) => unknown): Root {
  const showing = { holders: holdersOfBlocks(tree), styleOf: stylesIn(tree), tellHidden };
  const outside: Around = { isVisible: true, isLink: false, made: [], wanted: [] };
  const children = tree.children.flatMap((node): RootContent[] =>
    node.type === "element" || node.type === "text" ? shown(showing, node, outside) : [node],
  );
  return { ...tree, children };
}

function shown(showing: Showing, node: ElementContent, around: Around): ElementContent[] {
  if (node.type === "text") {
    if (around.isVisible) return marked([node], around.wanted);
    showing.tellHidden(wordsOf(node));
    return [];
  }
  if (node.type !== "element" || isNoText(node)) return [node];
  const meaning = meaningOf(node, showing.styleOf(node));
  const isVisible = meaning.isVisible ?? around.isVisible;
  if (!meaning.isGone && (isVisible || node.tagName !== "img"))
    return shownElement(showing, node, meaning, { ...around, isVisible });
  showing.tellHidden(wordsOf(node) || pictureIn(node));
  return [];
}

function shownElement(showing: Showing, node: Element, meaning: Meaning, around: Around): ElementContent[] {
  const tag = OWN.get(node.tagName);
  const own = tag === undefined || meaning.unmarks.includes(tag) ? undefined : tag;
  const isBlock = BLOCKS.has(node.tagName) || CONTAINERS.has(node.tagName);
  const isLink = around.isLink || (node.tagName === "a" && attribute(node, "href") !== "");
  // A link is underlined anyway, and cells of a table stand high or low.
  const meant = meaning.marks.filter(mark => !(mark === "u" && isLink) && !(isBlock && SHIFTS.has(mark)));
  const asked = [...around.wanted, ...meant].filter(
    (mark, place, all) => all.indexOf(mark) === place && isNew(mark, node, around.made),
  );
  const isLeaf = !showing.holders.has(node);
  const ownMark = own === undefined ? [] : [own];
  const within: Around = isLeaf
    ? { ...around, isLink, made: [...around.made, ...asked, ...ownMark], wanted: [] }
    : { ...around, isLink, wanted: [...asked, ...ownMark] };
  const children = node.children.flatMap(child => shown(showing, child, within));
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

/** What tags of the vocabulary, and those that are renamed to them, say by themselves. */
const OWN: ReadonlyMap<string, Mark> = new Map([
  ...(["strong", "em", "s", "u", "sub", "sup", "mark"] as const).map(tag => [tag, tag] as const),
  ...[["b", "strong"] as const, ["i", "em"] as const, ["ins", "u"] as const],
  ...(["del", "strike"] as const).map(tag => [tag, "s"] as const),
]);
const SHIFTS: ReadonlySet<Mark> = new Set(["sub", "sup"]);
/** Bold without being told so. */
const BOLD: ReadonlySet<string> = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"]);

/** The same within marks; white space and pictures alone need none. */
function marked(nodes: ElementContent[], marks: readonly Mark[]): ElementContent[] {
  if (marks.length === 0 || nodes.every(node => wordsOf(node) === "")) return nodes;
  return marks.reduceRight((within, mark): ElementContent[] => [element(mark, {}, within)], nodes);
}

/** The text in it that is one, on one line. */
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
