/** Blocks of a document become a manuscript: its title, its date, its body and what stands after the see-also marker. */
import type { Note } from "../articles/draft";
import { notesOf, withoutTitle } from "../articles/write/rich-body";
import { notesOnStripped } from "../articles/write/stripped";
import type { Issue } from "../http/problem";
import { cleanLine } from "../text/clean";
import type { DateLine } from "../text/dates/date-line";
import { htmlLead, htmlLines } from "../text/html/plain-text";
import { type HtmlBody, writeHtml } from "../text/html/sanitise";
import { quotesPair } from "../text/quotes";
import { slugify } from "../text/slug";
import { datingLine, isUndated, leadingDates, MOST_DATES, notesOnDates, type TakenLine } from "./date-lines";
import { fault, type Manuscript, warning } from "./manuscript";
import { referencesOf } from "./newsroom-text";

type Blocks = HtmlBody["blocks"];

/** What the document says of itself elsewhere. */
export interface Told {
  readonly title: string | null;
  readonly date: string | null;
  readonly time: string | null;
}

type Parsed = { manuscript: Manuscript; faults: [] } | { manuscript: null; faults: Issue[] };

/** @param isMarker whether a line begins the references to other articles. */
export function manuscriptOf(body: HtmlBody, told: Told, isMarker: (line: string) => boolean): Parsed {
  const dated = told.date === null ? takeDates(body.blocks) : { dates: [], rest: body.blocks };
  const read = datingLine(dated.dates)?.read ?? null;
  const titled = takeTitle(dated.rest, told.title, body.pageTitle);
  const marker = titled.rest.findIndex(block => isMarker(wordsOf(block)));
  // Notes stand at the end of a document, whatever stands before them.
  const isOwn = (block: Blocks[number], place: number) =>
    marker === -1 || place < marker || block.tagName === "section";
  const own = titled.rest.filter(isOwn);
  const after = titled.rest.filter((block, place) => place !== marker && !isOwn(block, place));
  const html = writeHtml(own);
  const lines = htmlLines(html);
  const faults = faultsOf(titled.title, lines, read);
  if (faults.length > 0) return { manuscript: null, faults };
  const date = told.date ?? (read?.kind === "date" ? read.date : null);
  const references = referencesOf(linesAfter(after, isMarker));
  const notes = [
    ...(told.date === null ? notesOnDates(dated.dates, { title: titled.title, under: lines[0] ?? "" }) : []),
    ...titled.notes,
    ...(references.guessedLines.length > 0 ? [warning("see-also-guessed")] : []),
    ...(lines.every(quotesPair) ? [] : [warning("unbalanced-quotes")]),
    ...notesOf(body.dropped),
    ...notesOnStripped([{ field: "title", text: told.title ?? "", kind: "line" }]),
  ];
  return {
    manuscript: {
      title: titled.title,
      lead: htmlLead(html),
      paragraphs: lines,
      html,
      date,
      time: told.time ?? (read?.kind === "date" ? (read.time ?? null) : null),
      seeAlso: references.seeAlso,
      warnings: notes,
    },
    faults: [],
  };
}

const wordsOf = (block: Blocks[number]) => htmlLines(writeHtml([block])).join(" ");
const isLine = ({ tagName }: Blocks[number]) => /^(?:p|h[1-4])$/.test(tagName);

/** As in a newsroom's text, the date is a line of its own, or two: first, or under the title. */
function takeDates(blocks: Blocks): { dates: TakenLine[]; rest: Blocks } {
  const first = datesFrom(blocks, 0);
  const underTitle = first.length + 1;
  const second = isUndated(first) ? datesFrom(blocks, underTitle) : [];
  const rest = blocks.toSpliced(underTitle, second.length).toSpliced(0, first.length);
  return { dates: [...first, ...second], rest };
}

const datesFrom = (blocks: Blocks, from: number): TakenLine[] =>
  leadingDates(
    blocks
      .slice(from, from + MOST_DATES)
      .map(block => (isLine(block) ? { typed: wordsOf(block), line: 0 } : null)),
  );

function takeTitle(
  blocks: Blocks,
  told: string | null,
  pageTitle: string,
): { title: string; rest: Blocks; notes: Note[] } {
  const given = cleanLine(told ?? "");
  if (given !== "") {
    const isSame = (html: string) => cleanLine(htmlLines(html).join(" ")) === given;
    return { title: given, rest: withoutTitle(blocks, isSame), notes: [] };
  }
  const heading = blocks.find(block => block.tagName === "h1");
  if (heading !== undefined) {
    return { title: cleanLine(wordsOf(heading)), rest: withoutTitle(blocks, () => true), notes: [] };
  }
  if (cleanLine(pageTitle) !== "") return { title: cleanLine(pageTitle), rest: blocks, notes: [] };
  const [first, ...rest] = blocks;
  const line = first === undefined || !isLine(first) ? "" : cleanLine(wordsOf(first));
  if (line === "" || line.length > 300 || rest.length === 0) return { title: "", rest: blocks, notes: [] };
  return { title: line, rest, notes: [TITLE_FROM_TEXT] };
}

const TITLE_FROM_TEXT: Note = {
  code: "title-from-text",
  message: "No heading of the first level says the title: the first line was taken. Check it.",
};

function faultsOf(title: string, lines: readonly string[], read: DateLine | null): Issue[] {
  return [
    ...(read?.kind === "impossible" ? [fault("impossible-date", "date")] : []),
    ...(title === ""
      ? [fault("no-title", "title")]
      : slugify(title) === ""
        ? [fault("title-without-letters", "title")]
        : []),
    ...(lines.length === 0 ? [fault("no-body", "body")] : []),
  ];
}

function linesAfter(blocks: Blocks, isMarker: (line: string) => boolean) {
  return htmlLines(writeHtml(blocks))
    .filter(line => !isMarker(line))
    .map(text => ({ number: 0, text }));
}
