/** What a Word document hides: by the run itself, by its style or by that of its paragraph. @see ECMA-376, part 1, 17.3.2.41 */
import { childNamed, elementsIn, type XmlElement, xmlAttribute } from "./xml-tree";

/** Styles whose text is hidden, by their ids. */
export type HiddenStyles = ReadonlySet<string>;

/** What decides beside a run whether it is hidden. */
export interface Hiding {
  readonly hiddenStyles: HiddenStyles;
  /** Whether the style of the paragraph hides what is in it. */
  readonly isHidden: boolean;
}

export function isHiddenRun(node: XmlElement, hiding: Hiding): boolean {
  const properties = childNamed(node, "w:rPr");
  const own = properties && childNamed(properties, "w:vanish");
  if (own !== undefined) return isOn(own);
  return hiding.isHidden || isOfHiddenStyle(properties, "w:rStyle", hiding);
}

const isOn = (node: XmlElement) => !["0", "false", "off"].includes(xmlAttribute(node, "w:val") ?? "");

export function isOfHiddenStyle(
  properties: XmlElement | undefined,
  name: string,
  { hiddenStyles }: Hiding,
): boolean {
  const style = properties && childNamed(properties, name);
  return style !== undefined && hiddenStyles.has(xmlAttribute(style, "w:val") ?? "");
}

/** So many steps one style stands from the next that it is made from; Word takes no more. */
const DEEPEST_STYLE = 12;

/** Styles that hide their text, and those that are made from them. @param styles the root of `word/styles.xml`. */
export function hiddenStylesIn(styles: XmlElement): HiddenStyles {
  const found = new Set<string>();
  const all = elementsIn(styles).filter(({ name }) => name === "w:style");
  for (let step = 0; step < DEEPEST_STYLE; step++)
    for (const style of all) {
      const properties = childNamed(style, "w:rPr");
      const vanish = properties && childNamed(properties, "w:vanish");
      const base = childNamed(style, "w:basedOn");
      const isHidden = vanish ? isOn(vanish) : base && found.has(xmlAttribute(base, "w:val") ?? "");
      if (isHidden) found.add(xmlAttribute(style, "w:styleId") ?? "");
    }
  return found;
}
