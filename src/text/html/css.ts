/**
 * What a document's CSS says about its text: hidden, bold, struck through. Read from `style` attributes and from rules for
 * classes, since programs that save a page write every style there. Looks are ignored.
 */

import type { ClassSelector, CssNode, Rule, Selector, TypeSelector } from "css-tree";
import parse from "css-tree/parser";
import type { Element, Root } from "hast";
import { attribute, textIn } from "./reading";

/** Properties that may mean something for a text. `mso-` is Word's. */
const PROPERTIES = [
  ...(["display", "visibility", "mso-hide", "mso-highlight", "vertical-align"] as const),
  ...(["font", "font-style", "font-weight", "text-decoration", "text-decoration-line"] as const),
  ...(["list-style", "list-style-type"] as const),
] as const;
export type Property = (typeof PROPERTIES)[number];
const BY_NAME: ReadonlyMap<string, Property> = new Map(PROPERTIES.map(name => [name, name]));

/** Values in lower case. */
export type Declarations = ReadonlyMap<Property, string>;

interface Declaration {
  readonly name: Property;
  readonly value: string;
  readonly isImportant: boolean;
}
/** Those of a class as `.name`, or of a class of one element as `p.name`. */
type Rules = Map<string, readonly Declaration[]>;
/** Null for what cannot be parsed. */
type Parse = (css: string, context: "stylesheet" | "declarationList") => CssNode | null;

/**
 * How much is read of all style sheets and of one style, in letters; of an element's classes; and how many parse errors
 * of a document are passed over, since each costs a pass over what it is in.
 */
const LONGEST = { sheets: 200_000, style: 4_000, classes: 20, mistakes: 500 } as const;

/** @returns an element's declarations: its classes', overridden by its own. @see CSS Syntax 3; CSS Cascade 4, section 6.1 */
export function stylesIn(tree: Root): (node: Element) => Declarations {
  const parser = parserFor();
  const rules = rulesIn(tree, parser);
  const known = new Map<string, readonly Declaration[]>();
  const own = (style: string) => {
    const declared = known.get(style) ?? readStyle(style.slice(0, LONGEST.style), parser);
    known.set(style, declared);
    return declared;
  };
  return node => {
    const style = attribute(node, "style");
    const declared = [...ofClasses(node, rules), ...(style === "" ? [] : own(style))];
    const important = declared.filter(({ isImportant }) => isImportant);
    return new Map([...declared, ...important].map(({ name, value }) => [name, value]));
  };
}

/** A style that cannot be parsed may still hide words, and hidden words must not be published. */
const HIDES = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i;
const HIDDEN: Declaration = { name: "display", value: "none", isImportant: false };

function readStyle(style: string, parser: Parse): readonly Declaration[] {
  const read = parser(style, "declarationList");
  if (read === null) return HIDES.test(style) ? [HIDDEN] : [];
  return declarationsIn(read);
}

/** Broken CSS is read as far as the standard says. Never throws. */
function parserFor(): Parse {
  let left: number = LONGEST.mistakes;
  const onParseError = (mistake: Error) => {
    left -= 1;
    if (left < 0) throw mistake;
  };
  return (css, context) => {
    try {
      return parse(css, { context, parseValue: false, parseAtrulePrelude: false, onParseError });
    } catch {
      return null;
    }
  };
}

/** Only rules for classes, outside of any condition: the others are about the looks of a whole site. */
function rulesIn(tree: Root, parser: Parse): Rules {
  const rules: Rules = new Map();
  let left: number = LONGEST.sheets;
  for (const sheet of sheetsIn(tree)) {
    const css = parser(sheet.slice(0, left), "stylesheet");
    left -= Math.min(left, sheet.length);
    if (css?.type !== "StyleSheet") continue;
    for (const rule of css.children) if (rule.type === "Rule") addRule(rules, rule);
  }
  return rules;
}

function addRule(rules: Rules, { prelude, block }: Rule): void {
  if (prelude.type !== "SelectorList") return;
  const declared = declarationsIn(block);
  if (declared.length === 0) return;
  for (const selector of prelude.children) {
    const name = selector.type === "Selector" ? classIn(selector) : null;
    if (name !== null) rules.set(name, lastOfEach([...(rules.get(name) ?? []), ...declared]));
  }
}

/** Null for any other selector. */
function classIn({ children }: Selector): string | null {
  const parts = children.toArray();
  const last = parts.at(-1);
  if (last?.type !== "ClassSelector" || parts.length > 2) return null;
  const first = parts.length === 2 ? parts[0] : null;
  if (first === null) return nameOf(null, last);
  return first?.type === "TypeSelector" ? nameOf(first, last) : null;
}

const nameOf = (element: TypeSelector | null, { name }: ClassSelector) =>
  `${element === null ? "" : element.name.toLowerCase()}.${name}`;

function declarationsIn(css: CssNode | null): readonly Declaration[] {
  if (css?.type !== "Block" && css?.type !== "DeclarationList") return [];
  const declared: Declaration[] = [];
  for (const one of css.children) {
    const name = one.type === "Declaration" ? BY_NAME.get(one.property.toLowerCase()) : undefined;
    if (one.type !== "Declaration" || name === undefined || one.value.type !== "Raw") continue;
    declared.push({
      name,
      value: one.value.value.trim().toLowerCase(),
      isImportant: one.important !== false,
    });
  }
  return lastOfEach(declared);
}

/** Bounds the list by twice the number of properties. */
const lastOfEach = (declared: readonly Declaration[]): readonly Declaration[] => [
  ...new Map(declared.map(one => [`${one.name}${one.isImportant}`, one])).values(),
];

function ofClasses({ tagName, properties }: Element, rules: Rules): readonly Declaration[] {
  if (rules.size === 0 || !Array.isArray(properties.className)) return [];
  const classes = properties.className.slice(0, LONGEST.classes);
  const names = [...classes.map(name => `.${name}`), ...classes.map(name => `${tagName}.${name}`)];
  return names.flatMap(name => rules.get(name) ?? []);
}

function sheetsIn(node: Root | Element): string[] {
  return node.children.flatMap(child => {
    if (child.type !== "element") return [];
    return child.tagName === "style" ? [textIn(child)] : sheetsIn(child);
  });
}

/** Elements of the vocabulary that a style can stand for. */
export type Mark = "strong" | "em" | "s" | "u" | "sub" | "sup" | "mark";

export interface Meaning {
  /** Whether it is hidden from everyone, its author included. */
  readonly isGone: boolean;
  /** `visibility`, which descendants may override; null where it is not set. */
  readonly isVisible: boolean | null;
  readonly marks: readonly Mark[];
  /** Marks of its own tag that its style takes back. */
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
 * @param declared of the element.
 * @see CSS Display 3, section 2; CSS Fonts 4, sections 2.2 and 2.4; CSS Text Decoration 3, section 2
 */
export function meaningOf(node: Element, declared: Declarations): Meaning {
  const isClosed = node.tagName === "dialog" && !("open" in node.properties);
  const isGone = node.properties.hidden !== undefined && node.properties.hidden !== false;
  if (declared.size === 0) return isGone || isClosed ? { ...NO_MEANING, isGone: true } : NO_MEANING;
  const has = (name: Property, value: RegExp) => value.test(declared.get(name) ?? "");
  const visibility = declared.get("visibility");
  return {
    isGone: isGone || isClosed || has("display", /^none/) || has("mso-hide", /^all/),
    isVisible: visibility === undefined ? null : !/^(?:hidden|collapse)/.test(visibility),
    marks: MARKS.flatMap(([mark, names, value]) => (names.some(name => has(name, value)) ? [mark] : [])),
    unmarks: UNMARKS.flatMap(([marks, name, value]) => (has(name, value) ? marks : [])),
    listType: LIST_TYPES.get(declared.get("list-style-type") ?? declared.get("list-style") ?? "") ?? null,
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
