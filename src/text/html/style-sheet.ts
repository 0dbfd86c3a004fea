/**
 * What a document's styles say of its elements: their own, and those of their classes in its style sheet, since programs
 * that save a page write every style there.
 */
import type { ClassSelector, CssNode, Rule, Selector, TypeSelector } from "css-tree";
import parse from "css-tree/parser";
import type { Element, Root } from "hast";
import { attribute, textIn } from "./reading";

/** What may mean something for a text. `mso-` is Word's. */
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
/** Null for what is too broken. */
type Parse = (css: string, context: "stylesheet" | "declarationList") => CssNode | null;

/**
 * So much of style sheets is read, in letters; and so much of one style, and so many of an element's classes; and so
 * many mistakes of a whole document are passed over, since each of them costs a look at all of what it is in.
 */
const LONGEST = { sheets: 200_000, style: 4_000, classes: 20, mistakes: 500 } as const;

/** @returns what holds of an element: its classes' and over them its own. @see CSS Syntax 3; CSS Cascade 4, section 6.1 */
export function stylesIn(tree: Root): (node: Element) => Declarations {
  const parser = parserFor();
  const rules = rulesIn(tree, parser);
  const known = new Map<string, readonly Declaration[]>();
  const own = (style: string) => {
    const said = known.get(style) ?? readStyle(style.slice(0, LONGEST.style), parser);
    known.set(style, said);
    return said;
  };
  return node => {
    const style = attribute(node, "style");
    const said = [...ofClasses(node, rules), ...(style === "" ? [] : own(style))];
    const important = said.filter(({ isImportant }) => isImportant);
    return new Map([...said, ...important].map(({ name, value }) => [name, value]));
  };
}

/** What is too broken to be read may still hide words: nobody publishes what somebody hid. */
const HIDES = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i;
const HIDDEN: Declaration = { name: "display", value: "none", isImportant: false };

function readStyle(style: string, parser: Parse): readonly Declaration[] {
  const read = parser(style, "declarationList");
  if (read === null) return HIDES.test(style) ? [HIDDEN] : [];
  return declarationsIn(read);
}

/** Broken CSS is read as far as the standard reads it; none is ever thrown. */
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

/** Only rules for classes, outside of any condition: what else a sheet says is about the look of a whole site. */
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
  const said = declarationsIn(block);
  if (said.length === 0) return;
  for (const selector of prelude.children) {
    const name = selector.type === "Selector" ? classIn(selector) : null;
    if (name !== null) rules.set(name, lastOfEach([...(rules.get(name) ?? []), ...said]));
  }
}

/** Null for a selector of anything else. */
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
  const said: Declaration[] = [];
  for (const one of css.children) {
    const name = one.type === "Declaration" ? BY_NAME.get(one.property.toLowerCase()) : undefined;
    if (one.type !== "Declaration" || name === undefined || one.value.type !== "Raw") continue;
    said.push({ name, value: one.value.value.trim().toLowerCase(), isImportant: one.important !== false });
  }
  return lastOfEach(said);
}

/** There are never more than twice the properties, however long a sheet is. */
const lastOfEach = (said: readonly Declaration[]): readonly Declaration[] => [
  ...new Map(said.map(one => [`${one.name}${one.isImportant}`, one])).values(),
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
