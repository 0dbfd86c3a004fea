/**
 * Word documents (.docx): headings, lists, tables, links, notes and pictures as HTML that has still to be sanitised. Each
 * word, link, number and picture that a reader of the document sees is in the HTML or in a note.
 * @see ECMA-376, part 1; docs/decisions/0029-a-word-reader-of-our-own.md
 */
import type { Note } from "../../articles/draft";
import type { FindPicture } from "../pictures";
import type { ZipEntry } from "../zip";
import { type Block, blocksIn, htmlIn } from "./blocks";
import { Fields } from "./fields";
import { nothingLeftOut, warningsOfLeftOut } from "./left-out";
import { wordsOfMargin } from "./margins";
import { readNumbering } from "./numbering";
import { bodyOf, openPackage, type Part } from "./package";
import type { Place, Reading } from "./reading";
import { NO_FORMAT, readStyles } from "./styles";
import { childNamed, elementsIn, settingOf, xmlAttribute } from "./xml";

export interface WordDocument {
  /** Its pictures are called `word:1`, `word:2`, … */
  readonly html: string;
  readonly find: FindPicture;
  readonly warnings: readonly Note[];
}

/**
 * @param bytes a ZIP archive with the given entries.
 * @throws ProblemError `invalid` when it cannot be read, `too-large` when it grows too large.
 */
export async function readDocx(bytes: Uint8Array, entries: readonly ZipEntry[]): Promise<WordDocument> {
  const opened = await openPackage(bytes, entries);
  const styles = readStyles(opened.styles);
  const numOfStyle = (id: string) => settingOf(childNamed(styles.style(id)?.paragraph, "w:numPr"), "w:numId");
  const numbering = readNumbering(opened.numbering, numOfStyle);
  const left = nothingLeftOut();
  const reading: Reading = { package: opened, styles, numbering, left, pictures: [], notes: [] };
  const body = htmlIn(elementsIn(bodyOf(opened.main)), placeIn(reading, opened.main));
  const html = body + notesHtml(reading);
  for (const margin of opened.margins) {
    const words = wordsOfMargin(margin);
    if (words !== "") left.margins.add(words);
  }
  const find: FindPicture = async name => {
    const part = reading.pictures[Number(/^word:(\d{1,5})$/.exec(name)?.[1]) - 1];
    return part === undefined ? null : await opened.picture(part);
  };
  return { html, find, warnings: warningsOfLeftOut(left) };
}

const placeIn = (reading: Reading, part: Part): Place => ({
  ...{ reading, part, fields: new Fields(), style: null, table: NO_FORMAT, isShaded: false },
  ...{ around: [], address: null, boxes: [], carried: [] },
});

/** Those that something refers to, in the order of their references; a note may refer to another. */
function notesHtml(reading: Reading): string {
  const entries: string[] = [];
  for (let at = 0; at < reading.notes.length; at++) {
    const { type, id } = reading.notes[at] ?? { type: "footnote" as const, id: "" };
    const part = reading.package[type];
    const note = part && elementsIn(part.root).find(one => xmlAttribute(one, "w:id") === id);
    const content = part && note ? blocksIn(elementsIn(note), placeIn(reading, part)) : [];
    entries.push(`<li id="${type}-${id}">${withWayBack(content, `#ref-${type}-${id}`)}</li>`);
  }
  return entries.length === 0 ? "" : `<ol>${entries.join("")}</ol>`;
}

/** The way back stands at the end of the note's last line. */
function withWayBack(blocks: readonly Block[], address: string): string {
  const back = `<a href="${address}">↑</a>`;
  const last = blocks.at(-1);
  const written = blocks.map(block => {
    if (block.kind === "table") return block.html(null);
    return `<p>${block === last ? `${block.html} ${back}` : block.html}</p>`;
  });
  return written.join("") + (last?.kind === "line" ? "" : `<p>${back}</p>`);
}
