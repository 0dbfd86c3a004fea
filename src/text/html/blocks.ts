/** A document's body as a flat list of blocks of the article's vocabulary (`vocabulary.ts`). */
import type { Element, ElementContent, Nodes, RootContent } from "hast";
import { isVisible } from "../clean";
import { inline, isBlank, lineOf, paragraphs } from "./inline";
import {
  attribute,
  cleaned,
  element,
  languageOf,
  type Reading,
  report,
  textIn,
  wholeNumber,
} from "./reading";
import { BLOCKS, CONTAINERS, DROPPED, PASSED_OVER } from "./vocabulary";

/** What holds for everything in a container: its language, and a link around all of it. */
interface Around {
  readonly language: Element["properties"];
  readonly link: Element | null;
}

const NOTHING: Around = { language: {}, link: null };

/** The blocks of any content of a body, in a flat list. Bare words become paragraphs. */
export function flow(
  reading: Reading,
  nodes: readonly (RootContent | ElementContent)[],
  around: Around = NOTHING,
): Element[] {
  const blocks: Element[] = [];
  let run: Nodes[] = [];
  // One by one: a document may have more blocks than a call may have arguments.
  const add = (more: readonly Element[]) => {
    for (const one of more) blocks.push(one);
  };
  const endRun = () => {
    const words = around.link === null ? run : [{ ...around.link, children: run.filter(isContent) }];
    add(paragraphs(inline(reading, words)));
    run = [];
  };
  for (const node of nodes) {
    if (node.type !== "element") {
      if (node.type === "text") run.push(node);
      continue;
    }
    const { tagName } = node;
    if (PASSED_OVER.has(tagName)) continue;
    if (DROPPED.has(tagName)) report(reading, "element", tagName);
    else if (BLOCKS.has(tagName)) {
      endRun();
      add(block(reading, node, around));
    } else if (CONTAINERS.has(tagName) || reading.holders.has(node)) {
      endRun();
      add(flow(reading, node.children, within(node, around)));
    } else run.push(node);
  }
  endRun();
  return blocks.map(one => ({ ...one, properties: { ...around.language, ...one.properties } }));
}

const isContent = (node: Nodes): node is ElementContent => node.type === "text" || node.type === "element";

function within(node: Element, around: Around): Around {
  const isRoot = node.tagName === "html" || node.tagName === "body";
  return {
    // The article's own language is on its page.
    language: isRoot ? {} : { ...around.language, ...languageOf(node) },
    // Each block gets its own link, without the id, which must stay unique.
    link: node.tagName === "a" ? element("a", { href: attribute(node, "href") }, []) : around.link,
  };
}

function block(reading: Reading, node: Element, around: Around): Element[] {
  const properties = languageOf(node);
  const words = () =>
    inline(reading, around.link === null ? node.children : [{ ...around.link, children: node.children }]);
  const heading = /^h([1-6])$/.exec(node.tagName);
  if (heading !== null) return line(`h${Math.min(4, Number(heading[1]))}`, properties, words());
  switch (node.tagName) {
    case "hr":
      return [element("hr", {}, [])];
    case "pre":
      return preformatted(reading, node, properties);
    case "ul":
    case "ol":
      return list(reading, node, properties);
    case "li":
      return list(reading, element("ul", {}, [node]), properties);
    case "blockquote":
      return unlessEmpty(element("blockquote", properties, flow(reading, node.children)));
    case "table":
      return table(reading, node, properties, cell);
    case "figure":
      return figure(reading, node, properties);
    case "dt":
      return line("p", properties, [element("strong", {}, words())]);
    case "dl":
      return flow(reading, node.children, { language: properties, link: null });
    default:
      // A `p` that contains blocks is a container; a `dd` or a misplaced caption is a paragraph.
      if (reading.holders.has(node)) return flow(reading, node.children, within(node, around));
      return paragraphs(words()).map(one => ({ ...one, properties: { ...properties, ...one.properties } }));
  }
}

const unlessEmpty = (one: Element) => (one.children.length === 0 ? [] : [one]);

function line(tagName: string, properties: Element["properties"], words: ElementContent[]): Element[] {
  const shown = lineOf(words);
  return isBlank(shown) ? [] : [element(tagName, properties, shown)];
}

function preformatted(reading: Reading, node: Element, properties: Element["properties"]): Element[] {
  const typed = cleaned(reading, textIn(node).replaceAll("\r", ""));
  let end = typed.length;
  while (typed[end - 1] === "\n") end -= 1;
  const value = typed.slice(0, end);
  if (!isVisible(value)) return [];
  return [element("pre", properties, [element("code", {}, [{ type: "text", value }])])];
}

function list(reading: Reading, node: Element, properties: Element["properties"]): Element[] {
  const entries = node.children.flatMap(child => {
    if (child.type !== "element" || PASSED_OVER.has(child.tagName)) return [];
    // A list right inside a list becomes an entry of its own.
    const isEntry = child.tagName === "li";
    const content = cell(reading, isEntry ? child.children : [child]);
    const id = attribute(child, "id");
    const value = node.tagName === "ol" ? placeIn(child, "value") : null;
    const own = { ...(id === "" ? {} : { id }), ...(value === null ? {} : { value: String(value) }) };
    const marks = isEntry ? { ...own, ...languageOf(child) } : {};
    return content.length === 0 ? [] : [element("li", marks, content)];
  });
  const counting = node.tagName === "ol" ? countingOf(node) : {};
  return unlessEmpty(element(node.tagName, { ...properties, ...counting }, entries));
}

/** How a list counts, unless 1, 2, 3. @see HTML Living Standard, section 4.4.5 */
function countingOf(node: Element): Element["properties"] {
  const entry = node.children.find(child => child.type === "element" && child.tagName === "li");
  const type = attribute(node, "type") || (entry?.type === "element" ? attribute(entry, "type") : "");
  const start = placeIn(node, "start");
  const isReversed = node.properties.reversed === true;
  return {
    ...(start === null || (start === 1 && !isReversed) ? {} : { start }),
    ...(["a", "A", "i", "I"].includes(type) ? { type } : {}),
    ...(isReversed ? { reversed: true } : {}),
  };
}

function placeIn(node: Element, name: string): number | null {
  const value = attribute(node, name);
  return /^-?\d{1,6}$/.test(value) ? Number(value) : null;
}

/** The content of a list entry or a table cell: words alone, words and lists under them, or blocks. */
function cell(reading: Reading, nodes: readonly ElementContent[]): ElementContent[] {
  const blocks = flow(reading, nodes);
  const [first, ...rest] = blocks;
  const isPlain = first?.tagName === "p" && Object.keys(first.properties).length === 0;
  const areLists = rest.every(({ tagName }) => tagName === "ul" || tagName === "ol");
  return isPlain && areLists ? [...first.children, ...rest] : blocks;
}

/** Pictures, tables or quotations with one caption under them. */
function figure(reading: Reading, node: Element, properties: Element["properties"]): Element[] {
  const isCaption = (child: ElementContent) => child.type === "element" && child.tagName === "figcaption";
  const captions = node.children
    .filter(isCaption)
    .flatMap(child => ("children" in child ? child.children : []));
  const shown = flow(
    reading,
    node.children.filter(child => !isCaption(child)),
  ).flatMap((one): ElementContent[] => (one.tagName === "figure" || isPicture(one) ? one.children : [one]));
  const caption = lineOf(inline(reading, captions));
  const own = shown.filter(one => one.type === "element" && one.tagName === "figcaption");
  const content = shown.filter(one => !own.includes(one));
  // The description of a picture that was not kept comes before the caption.
  const left = own.flatMap(one => ("children" in one ? one.children : []));
  const words = left.length === 0 || isBlank(caption) ? [...left, ...caption] : [...left, BREAK, ...caption];
  return unlessEmpty(
    element("figure", properties, [
      ...content,
      ...(words.length === 0 ? [] : [element("figcaption", {}, words)]),
    ]),
  );
}

const BREAK = element("br", {}, []);

const isPicture = ({ tagName, children }: Element) =>
  tagName === "p" && children.every(child => child.type === "element" && child.tagName === "img");

type CellContent = (reading: Reading, nodes: readonly ElementContent[]) => ElementContent[];

/** A table's structure without its looks. @param content of a cell. */
export function table(
  reading: Reading,
  node: Element,
  properties: Element["properties"],
  content: CellContent,
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

function cells(reading: Reading, row: Element, content: CellContent): Element[] {
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
    reportAlignment(reading, child);
    return [element(child.tagName, { ...spans, ...languageOf(child) }, content(reading, child.children))];
  });
  return found.length === 0 ? [] : [element("tr", {}, found)];
}

/** Alignment is dropped; it is reported where it is not the side on which words begin. */
function reportAlignment(reading: Reading, cell: Element): void {
  const styled = /(?:^|;)\s*text-align\s*:\s*([a-z]+)/i.exec(attribute(cell, "style"))?.[1];
  const side = (styled ?? attribute(cell, "align")).toLowerCase();
  const other = reading.dir === "rtl" ? "left" : "right";
  if (side === "center" || side === "end" || side === other) report(reading, "alignment", side);
}
