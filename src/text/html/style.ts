/** What an element's `style` means for its text. How it looks means nothing, and is left behind. */
import type { Element } from "hast";
import type { Declarations, Property } from "./style-sheet";

/** Elements of the vocabulary that say in markup what a style says. */
export type Mark = "strong" | "em" | "s" | "u" | "sub" | "sup" | "mark";

export interface Meaning {
  /** Whether nobody sees it, not even those who wrote it. */
  readonly isGone: boolean;
  /** `visibility`, which what is inside may say anew; null where nothing is said. */
  readonly isVisible: boolean | null;
  readonly marks: readonly Mark[];
  /** Marks that its own tag would make, and its style takes back. */
  readonly unmarks: readonly Mark[];
  /** The `type` of a list, by which its entries are counted. */
  readonly listType: string | null;
}

export const NO_MEANING: Meaning = {
  isGone: false,
  isVisible: null,
  marks: [],
  unmarks: [],
  listType: null,
};

/**
 * @param said what holds of it.
 * @see CSS Display 3, section 2; CSS Fonts 4, sections 2.2 and 2.4; CSS Text Decoration 3, section 2
 */
export function meaningOf(node: Element, said: Declarations): Meaning {
  const isUnasked = node.tagName === "dialog" && !("open" in node.properties);
  const isGone = node.properties.hidden !== undefined && node.properties.hidden !== false;
  if (said.size === 0) return isGone || isUnasked ? { ...NO_MEANING, isGone: true } : NO_MEANING;
  const says = (name: Property, value: RegExp) => value.test(said.get(name) ?? "");
  const visibility = said.get("visibility");
  return {
    isGone: isGone || isUnasked || says("display", /^none/) || says("mso-hide", /^all/),
    isVisible: visibility === undefined ? null : !/^(?:hidden|collapse)/.test(visibility),
    marks: MARKS.flatMap(([mark, names, value]) => (names.some(name => says(name, value)) ? [mark] : [])),
    unmarks: UNMARKS.flatMap(([marks, name, value]) => (says(name, value) ? marks : [])),
    listType: LIST_TYPES.get(said.get("list-style-type") ?? said.get("list-style") ?? "") ?? null,
  };
}

const DECORATIONS = ["text-decoration", "text-decoration-line"] as const;
const MARKS: readonly (readonly [Mark, names: readonly Property[], value: RegExp])[] = [
  ["strong", ["font-weight", "font"], /(?:^|\s)(?:bold(?:er)?|[6-9]00)\b/],
  ["em", ["font-style", "font"], /(?:^|\s)(?:italic|oblique)\b/],
  ["s", DECORATIONS, /\bline-through\b/],
  ["u", DECORATIONS, /\bunderline\b/],
  ["sup", ["vertical-align"], /^super\b/],
  ["sub", ["vertical-align"], /^sub\b/],
  ["mark", ["mso-highlight"], /^(?!none|transparent|white|auto)\S/],
];

const UNMARKS: readonly (readonly [marks: readonly Mark[], name: Property, value: RegExp])[] = [
  [["strong"], "font-weight", /^(?:normal|lighter|[1-4]00)\b/],
  [["em"], "font-style", /^normal\b/],
  [["s", "u"], "text-decoration", /^none\b/],
  [["s", "u"], "text-decoration-line", /^none\b/],
];

const LIST_TYPES: ReadonlyMap<string, string> = new Map([
  ["lower-alpha", "a"],
  ["lower-latin", "a"],
  ["upper-alpha", "A"],
  ["upper-latin", "A"],
  ["lower-roman", "i"],
  ["upper-roman", "I"],
]);
