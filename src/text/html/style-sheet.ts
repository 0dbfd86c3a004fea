/** What a document's own style sheet says of its classes: programs that save a page write every style there. */
import type { Element, Root } from "hast";
import { textIn } from "./reading";

/** By name, in lower case; a later one has decided over an earlier one of the same name. */
export type Declarations = ReadonlyMap<string, string>;
/** Of a class as `.name`, or of a class of one element as `p.name`. */
export type StyleSheet = ReadonlyMap<string, Declarations>;

/** So much of a style sheet is read, in letters; and so much of one style, and so many of an element's classes. */
const LONGEST = { sheet: 200_000, style: 4_000, classes: 20 } as const;

const CLASS = /^[a-z\d]*\.[\w-]{1,80}$/i;

/** Only rules for classes, outside of any condition: what else a sheet says is about the look of a whole site. */
export function styleSheetOf(tree: Root): StyleSheet {
  const rules = new Map<string, Map<string, string>>();
  for (const [selectors, style] of rulesIn(sheetsIn(tree).join("\n").slice(0, LONGEST.sheet)))
    for (const selector of selectors.split(",").map(one => one.trim())) {
      if (!CLASS.test(selector)) continue;
      const known = rules.get(selector) ?? new Map<string, string>();
      for (const [name, value] of declarationsIn(style)) known.set(name, value);
      rules.set(selector, known);
    }
  return rules;
}

/** What holds of an element: its classes' and over them its own. */
export function declarationsOf(node: Element, style: string, sheet: StyleSheet): Declarations {
  const own = declarationsIn(style);
  if (sheet.size === 0 || !Array.isArray(node.properties.className)) return own;
  const classes = node.properties.className.slice(0, LONGEST.classes);
  const names = [...classes.map(name => `.${name}`), ...classes.map(name => `${node.tagName}.${name}`)];
  return new Map([...names.flatMap(name => [...(sheet.get(name) ?? [])]), ...own]);
}

function declarationsIn(style: string): Map<string, string> {
  return new Map(
    style
      .slice(0, LONGEST.style)
      .toLowerCase()
      .split(";")
      .map((one): [string, string] => {
        const colon = one.indexOf(":");
        return [one.slice(0, Math.max(colon, 0)).trim(), one.slice(colon + 1).trim()];
      }),
  );
}

/** Rules that stand in no other one, as selectors and declarations. Linear. */
function rulesIn(sheet: string): [selectors: string, style: string][] {
  const rules: [string, string][] = [];
  let depth = 0;
  let selectors = "";
  for (const [, words = "", brace] of sheet
    .replaceAll(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, "")
    .matchAll(/([^{}]*)([{}])/g)) {
    if (brace === "{") {
      if (depth === 0) selectors = words.slice(words.lastIndexOf(";") + 1);
      depth += 1;
    } else {
      if (depth === 1 && !selectors.includes("@")) rules.push([selectors, words]);
      depth = Math.max(0, depth - 1);
    }
  }
  return rules;
}

function sheetsIn(node: Root | Element): string[] {
  return node.children.flatMap(child => {
    if (child.type !== "element") return [];
    return child.tagName === "style" ? [textIn(child)] : sheetsIn(child);
  });
}
