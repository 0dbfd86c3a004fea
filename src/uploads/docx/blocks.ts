/** Paragraphs and tables of a Word document, and the HTML that they make. @see ECMA-376, part 1, sections 17.3.1 and 17.4 */
import { isPlaceholder, piecesIn, tellPlaceholder } from "./line";
import { type Line, listed } from "./lists";
import { takenOf } from "./objects";
import { htmlOf, isBlank, isPictures, type Piece, textPiece } from "./pieces";
import type { Place } from "./reading";
import { outlineOf, type Style, shadedBy } from "./styles";
import { tableHtml } from "./tables";
import { childNamed, elementsIn, settingOf, type XmlElement, xmlAttribute } from "./xml";

export type Block = Line | { readonly kind: "table"; readonly html: (caption: string | null) => string };

/** @param place of the story; what it carries from one paragraph to the next is its own. */
export function blocksIn(nodes: readonly XmlElement[], around: Place): Block[] {
  const place: Place = { ...around, carried: [], boxes: [] };
  const blocks = nodes.flatMap(node => blocksOf(node, place));
  // What the last paragraph was to hand on stands by itself.
  return place.carried.length === 0 ? blocks : [...blocks, lineOf(place.carried, null)];
}

/** The HTML of a story, or of a cell. */
export const htmlIn = (nodes: readonly XmlElement[], place: Place): string =>
  htmlOfBlocks(blocksIn(nodes, place));

function blocksOf(node: XmlElement, place: Place): Block[] {
  switch (node.name) {
    case "w:p":
      return paragraph(node, place);
    case "w:tbl":
      return [{ kind: "table", html: tableHtml(node, place, htmlIn) }];
    case "w:sdt":
      return control(node, place);
    case "mc:AlternateContent":
      return takenOf(node).flatMap(child => blocksOf(child, place));
    case "w:altChunk":
      place.reading.left.objects.push("an embedded document");
      return [];
    case "w:sectPr":
      return [];
    default:
      return elementsIn(node).flatMap(child => blocksOf(child, place));
  }
}

function control(node: XmlElement, place: Place): Block[] {
  const content = childNamed(node, "w:sdtContent");
  if (content === undefined) return [];
  if (!isPlaceholder(node)) return elementsIn(content).flatMap(child => blocksOf(child, place));
  tellPlaceholder(node, place);
  return [];
}

function paragraph(node: XmlElement, story: Place): Block[] {
  const properties = childNamed(node, "w:pPr");
  const { styles } = story.reading;
  const id = settingOf(properties, "w:pStyle");
  const style = styles.style(id ?? styles.defaultParagraph);
  const isShaded = story.isShaded || shadedBy(properties) === true;
  const place: Place = { ...story, style, isShaded, boxes: [] };
  const pieces = [...story.carried.splice(0), ...piecesIn(node, place)];
  const boxes = place.boxes.flatMap(box => blocksIn(elementsIn(box), story));
  const level = outlineOf(properties) ?? style?.level ?? levelCalled(id);
  const entry = entryOf(properties, style, story);
  if (isHandedOn(properties, story)) {
    story.carried.push(...pieces);
    return boxes;
  }
  if (isBlank(pieces)) return boxes;
  return [lineOf(pieces, { style, level, entry }), ...boxes];
}

/** Without its style's own words its id says it. */
const levelCalled = (id: string | null): number | null =>
  Number(/^Heading([1-9])$/i.exec(id ?? "")?.[1] ?? 0) || null;

/** A drop cap, which is a paragraph of its own; and a paragraph whose end was deleted. */
function isHandedOn(properties: XmlElement | undefined, { reading }: Place): boolean {
  const frame = childNamed(properties, "w:framePr");
  const cap = frame === undefined ? null : xmlAttribute(frame, "w:dropCap");
  if (cap === "drop" || cap === "margin") return true;
  const end = childNamed(properties, "w:rPr");
  const isMoved = childNamed(end, "w:moveFrom") !== undefined;
  const isDeleted = childNamed(end, "w:del") !== undefined;
  if (isDeleted) reading.left.joined += 1;
  return isDeleted || isMoved;
}

function entryOf(properties: XmlElement | undefined, style: Style | null, { reading }: Place): Line["entry"] {
  const own = childNamed(properties, "w:numPr");
  const ofStyle = childNamed(style?.paragraph, "w:numPr");
  const numId = settingOf(own, "w:numId") ?? settingOf(ofStyle, "w:numId");
  if (numId === null || numId === "0") return null;
  const level = settingOf(own, "w:ilvl") ?? settingOf(ofStyle, "w:ilvl") ?? "0";
  return reading.numbering.next(numId, Number(level));
}

function lineOf(
  pieces: readonly Piece[],
  said: { readonly style: Style | null; readonly level: number | null; readonly entry: Line["entry"] } | null,
): Line {
  const names = said?.style?.names ?? [];
  const isTitle = names.includes("title");
  const level = isTitle ? 1 : (said?.level ?? null);
  const entry = said?.entry ?? null;
  // A heading is no entry of a list, and a label no list can show stands in front of the words.
  const label = entry !== null && (level !== null || entry.kind === "label") ? entry.label : "";
  const labelled = label === "" ? pieces : [textPiece(`${label} `, []), ...pieces];
  return {
    kind: "line",
    tag: level === null ? "p" : `h${Math.min(level, 6)}`,
    html: htmlOf(labelled),
    entry: level !== null || entry?.kind === "label" ? null : entry,
    isQuote: names.some(name => name === "quote" || name === "intense quote" || name === "block text"),
    isCaption: names.includes("caption"),
    isPictures: isPictures(pieces),
  };
}

function htmlOfBlocks(blocks: readonly Block[]): string {
  let html = "";
  for (let at = 0; at < blocks.length; ) {
    const [written, taken] = writtenAt(blocks, at);
    html += written;
    at += taken;
  }
  return html;
}

/** @returns the HTML of what begins here, and how many blocks it is. */
function writtenAt(blocks: readonly Block[], at: number): [html: string, taken: number] {
  const [block, next] = [blocks[at], blocks[at + 1]];
  if (block === undefined) return ["", 1];
  const captionOf = (one: Block | undefined) => (one?.kind === "line" && one.isCaption ? one.html : null);
  const after = captionOf(next);
  if (block.kind === "table") return after === null ? [block.html(null), 1] : [block.html(after), 2];
  const own = captionOf(block);
  if (own !== null && next?.kind === "table") return [next.html(own), 2];
  if (own !== null && next?.kind === "line" && next.isPictures) return [figure(next.html, own), 2];
  if (block.isPictures && after !== null) return [figure(block.html, after), 2];
  if (block.entry !== null) {
    const lines = runOf(blocks, at, one => one.entry !== null);
    return [listed(lines), lines.length];
  }
  if (block.isQuote) {
    const lines = runOf(blocks, at, one => one.isQuote && one.entry === null);
    return [`<blockquote>${lines.map(lineHtml).join("")}</blockquote>`, lines.length];
  }
  return [lineHtml(block), 1];
}

const figure = (pictures: string, caption: string) =>
  `<figure>${pictures}<figcaption>${caption}</figcaption></figure>`;
const lineHtml = ({ tag, html }: Line) => `<${tag}>${html}</${tag}>`;

/** The lines from here on of which something holds. */
function runOf(blocks: readonly Block[], from: number, holds: (line: Line) => boolean): Line[] {
  const lines: Line[] = [];
  for (const block of blocks.slice(from)) {
    if (block.kind !== "line" || !holds(block)) break;
    lines.push(block);
  }
  return lines;
}
