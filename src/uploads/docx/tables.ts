/** Tables of a Word document. @see ECMA-376, part 1, section 17.4 */
import type { Place } from "./reading";
import { NO_FORMAT, shadedBy } from "./styles";
import { childNamed, elementsIn, settingOf, textIn, toggleOf, type XmlElement, xmlAttribute } from "./xml";

interface Cell {
  readonly node: XmlElement;
  /** The column in which it begins, from 0, and how many it takes. */
  readonly column: number;
  readonly columns: number;
  rows: number;
}

interface Row {
  readonly isHeader: boolean;
  readonly cells: Cell[];
}

/** @returns what writes it, with a caption if there is one. @param read the HTML of a cell's content. */
export function tableHtml(
  node: XmlElement,
  around: Place,
  read: (nodes: readonly XmlElement[], place: Place) => string,
): (caption: string | null) => string {
  const { styles, left } = around.reading;
  const style = styles.style(settingOf(childNamed(node, "w:tblPr"), "w:tblStyle"));
  const place: Place = { ...around, table: style?.run ?? NO_FORMAT };
  const rows = spanned(rowsIn(node, left.deleted, left.hidden));
  const heads = rows.findIndex(({ isHeader }) => !isHeader);
  const headed = heads === -1 ? 0 : heads;
  const cell = ({ node: one, columns, rows: down }: Cell, tag: "td" | "th") => {
    const properties = childNamed(one, "w:tcPr");
    const isShaded = place.isShaded || (shadedBy(properties) ?? isStyled(style?.name));
    const spans = (columns > 1 ? ` colspan="${columns}"` : "") + (down > 1 ? ` rowspan="${down}"` : "");
    const content = elementsIn(one).filter(({ name }) => name !== "w:tcPr");
    return `<${tag}${spans}>${read(content, { ...place, isShaded })}</${tag}>`;
  };
  const written = rows.map(
    ({ cells }, at) => `<tr>${cells.map(one => cell(one, at < headed ? "th" : "td")).join("")}</tr>`,
  );
  const head = headed === 0 ? "" : `<thead>${written.slice(0, headed).join("")}</thead>`;
  const body = written.slice(headed).join("");
  if (rows.length === 0) return caption => (caption === null ? "" : `<p>${caption}</p>`);
  return caption => {
    const said = caption === null ? "" : `<caption>${caption}</caption>`;
    return `<table>${said}${head}<tbody>${body}</tbody></table>`;
  };
}

/** Whether a table's style may lay a colour behind its cells. */
const isStyled = (name: string | undefined) =>
  name !== undefined && !["normal table", "table grid"].includes(name);

/** Rows that are to be seen; what was deleted or hidden is told. */
function rowsIn(table: XmlElement, deleted: string[], hidden: string[]): XmlElement[] {
  return elementsIn(table).flatMap(node => {
    if (node.name === "w:tr") {
      const properties = childNamed(node, "w:trPr");
      const isDeleted = childNamed(properties, "w:del") !== undefined;
      const isHidden = toggleOf(properties, "w:hidden") === true;
      if (isDeleted || isHidden) noteWords(node, isDeleted ? deleted : hidden);
      return isDeleted || isHidden ? [] : [withoutDeleted(node, deleted)];
    }
    return ["w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"].includes(node.name)
      ? rowsIn(node, deleted, hidden)
      : [];
  });
}

function noteWords(node: XmlElement, where: string[]): void {
  const words = textIn(node, ["w:t", "w:delText"]);
  if (words.trim() !== "") where.push(words);
}

function withoutDeleted(row: XmlElement, deleted: string[]): XmlElement {
  const children = elementsIn(row).flatMap(cell => {
    if (childNamed(childNamed(cell, "w:tcPr"), "w:cellDel") === undefined) return [cell];
    noteWords(cell, deleted);
    return [];
  });
  return { ...row, children };
}

const cellsIn = (node: XmlElement): XmlElement[] =>
  elementsIn(node).flatMap(child => {
    if (child.name === "w:tc") return [child];
    return ["w:sdt", "w:sdtContent", "w:customXml"].includes(child.name) ? cellsIn(child) : [];
  });

/** A cell that goes on from the one above it makes that one longer. */
function spanned(rows: readonly XmlElement[]): Row[] {
  let above = new Map<number, Cell>();
  const found = rows.map(row => {
    const below = new Map<number, Cell>();
    const cells: Cell[] = [];
    let column = Number(settingOf(childNamed(row, "w:trPr"), "w:gridBefore") ?? "0");
    for (const node of cellsIn(row)) {
      const properties = childNamed(node, "w:tcPr");
      const columns = Math.max(1, Number(settingOf(properties, "w:gridSpan") ?? "1") || 1);
      const merge = childNamed(properties, "w:vMerge");
      const goesOn = merge !== undefined && xmlAttribute(merge, "w:val") !== "restart";
      const upper = goesOn ? above.get(column) : undefined;
      const cell = upper ?? { node, column, columns, rows: 1 };
      if (upper === undefined) cells.push(cell);
      else upper.rows += 1;
      if (merge !== undefined) below.set(column, cell);
      column += columns;
    }
    above = below;
    return { isHeader: toggleOf(childNamed(row, "w:trPr"), "w:tblHeader") === true, cells };
  });
  return found.filter(({ cells }) => cells.length > 0);
}
