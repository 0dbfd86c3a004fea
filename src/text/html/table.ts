/** Tables, with what a table means and nothing of how it looked. */
import type { Element, ElementContent } from "hast";
import { inline, isBlank } from "./inline";
import { lineOf } from "./lines";
import { attribute, element, languageOf, type Reading, tell, wholeNumber } from "./reading";

type Cell = (reading: Reading, nodes: readonly ElementContent[]) => ElementContent[];

/** @param content what stands in a cell. */
export function table(
  reading: Reading,
  node: Element,
  properties: Element["properties"],
  content: Cell,
): Element[] {
  const parts = node.children.flatMap((child): Element[] => {
    if (child.type !== "element") return [];
    if (child.tagName === "caption") return caption(reading, child);
    if (!["thead", "tbody", "tfoot"].includes(child.tagName)) return [];
    const rows = child.children.flatMap(row =>
      row.type === "element" && row.tagName === "tr" ? cells(reading, row, content) : [],
    );
    return rows.length === 0 ? [] : [element(child.tagName, {}, rows)];
  });
  return parts.some(part => part.tagName !== "caption") ? [element("table", properties, parts)] : [];
}

function caption(reading: Reading, node: Element): Element[] {
  const words = lineOf(inline(reading, node.children));
  return isBlank(words) ? [] : [element("caption", languageOf(node), words)];
}

function cells(reading: Reading, row: Element, content: Cell): Element[] {
  const found = row.children.flatMap((child): Element[] => {
    if (child.type !== "element" || (child.tagName !== "td" && child.tagName !== "th")) return [];
    const colSpan = wholeNumber(child, "colSpan", 1_000);
    const rowSpan = wholeNumber(child, "rowSpan", 1_000);
    const scope = child.tagName === "th" ? attribute(child, "scope").toLowerCase() : "";
    const spans = {
      ...(colSpan === null || colSpan === 1 ? {} : { colSpan }),
      ...(rowSpan === null || rowSpan === 1 ? {} : { rowSpan }),
      ...(["row", "col", "rowgroup", "colgroup"].includes(scope) ? { scope } : {}),
    };
    tellSide(reading, child);
    return [element(child.tagName, { ...spans, ...languageOf(child) }, content(reading, child.children))];
  });
  return found.length === 0 ? [] : [element("tr", {}, found)];
}

/** On which side words stand is how a table looks; where it is not the side on which they begin, that is told. */
function tellSide(reading: Reading, cell: Element): void {
  const styled = /(?:^|;)\s*text-align\s*:\s*([a-z]+)/i.exec(attribute(cell, "style"))?.[1];
  const side = (styled ?? attribute(cell, "align")).toLowerCase();
  const other = reading.dir === "rtl" ? "left" : "right";
  if (side === "center" || side === "end" || side === other) tell(reading, "alignment", side);
}
