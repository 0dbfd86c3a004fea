import type { Note } from "../articles/draft";
import type { Issue } from "../http/problem";
import { stripBidiControls, stripSpillingControls } from "../text/bidi";
import { blocksOf, type Line, partAt } from "../text/blocks";
import { strippedFrom } from "../text/clean";
import { quotesPair } from "../text/quotes";
import { markerTest } from "../text/see-also-marker";
import { slugify } from "../text/slug";
import { datingLine, isUndated, leadingDates, MOST_DATES, notesOnDates, type TakenLine } from "./date-lines";
import { fault, type Manuscript, type SeeAlsoReference, warning } from "./manuscript";

/** The parts of an upload, found by their place, before anything in them is judged. */
interface Layout {
  /** The lines that are dates, and no part of the text. */
  dates: TakenLine[];
  title: Line | null;
  isTitleJoined: boolean;
  body: Line[];
  /** The lines after the first marker, parted where it stands again. */
  afterMarkers: Line[][];
}

/**
 * Reads a newsroom's plain text: a date line, a title, paragraphs of one line each and, after a marker, titles of
 * older articles with or without an excerpt.
 * @param text  decoded; a byte order mark that is still there is dropped.
 * @param options  `markers`: the site's see-also phrases, in place of the shipped ones.
 * @returns a manuscript with its warnings, or every fault of the text at once. Linear in its length.
 * @see guide text-and-calendars, section 3, steps 2 to 8.
 */
export function parseNewsroomText(
  text: string,
  options: { markers?: readonly string[] } = {},
): { manuscript: Manuscript; faults: [] } | { manuscript: null; faults: [Issue, ...Issue[]] } {
  const blocks = blocksOf(text.replace(/^\uFEFF/, ""));
  if (blocks.length === 0) return { manuscript: null, faults: [fault("empty", "body")] };
  const layout = layOut(blocks, markerTest(options.markers));
  const [first, ...more] = faultsOf(layout);
  if (first !== undefined) return { manuscript: null, faults: [first, ...more] };
  return { manuscript: compose(layout), faults: [] };
}

function layOut(blocks: Line[][], isMarker: (line: string) => boolean): Layout {
  const [before, ...afterMarkers] = partAt(blocks, isMarker);
  const { dates, rest } = takeDates(before ?? []);
  const [titleBlock = [], ...others] = rest;
  const [title = null, ...joined] = titleBlock;
  return {
    dates,
    title,
    isTitleJoined: joined.length > 0,
    body: [...joined, ...others.flat()],
    afterMarkers: afterMarkers.map(part => part.flat()),
  };
}

/**
 * The date is the first line of all, or the first under the title's block; newsrooms write it in two calendars, one line
 * or block under the other. It is never looked for in the body.
 */
function takeDates(blocks: Line[][]): { dates: TakenLine[]; rest: Line[][] } {
  const dates: TakenLine[] = [];
  let rest = blocks;
  const take = (place: number) => {
    const block = rest[place] ?? [];
    const here = datesAbove(block);
    dates.push(...here);
    if (here.length > 0) rest = rest.with(place, block.slice(here.length)).filter(({ length }) => length > 0);
  };
  take(0);
  if (dates.length > 0 && isUndated(dates)) take(0);
  if (isUndated(dates)) take(1);
  return { dates, rest: rest.filter(block => block.length > 0) };
}

const datesAbove = (block: Line[]): TakenLine[] =>
  leadingDates(block.slice(0, MOST_DATES).map(({ text, number }) => ({ typed: text, line: number })));

function faultsOf({ dates, title, body }: Layout): Issue[] {
  const faults: Issue[] = [];
  const dating = datingLine(dates);
  if (dating?.read.kind === "impossible") faults.push(fault("impossible-date", "date", dating.line));
  if (title === null) faults.push(fault("no-title", "title"));
  else if (slugify(title.text) === "") faults.push(fault("title-without-letters", "title", title.number));
  if (body.length === 0) faults.push(fault("no-body", "body"));
  return faults;
}

function compose(layout: Layout): Manuscript {
  const { dates, title, body, afterMarkers } = layout;
  const paragraphs = body.map(line => clean(line.text));
  const dating = datingLine(dates)?.read;
  const read = dating?.kind === "date" ? dating : null;
  const references = afterMarkers.map(referencesOf);
  return {
    title: cleanTitle(title?.text ?? ""),
    lead: paragraphs[0] ?? "",
    paragraphs,
    date: read?.date ?? null,
    time: read?.time ?? null,
    seeAlso: references.flatMap(part => part.seeAlso),
    warnings: warningsOf(
      layout,
      references.flatMap(part => part.guessedLines),
    ),
  };
}

/** A line and the next, if that reads like its excerpt, are one reference; else the line is a title alone. */
export function referencesOf(lines: Line[]): { seeAlso: SeeAlsoReference[]; guessedLines: number[] } {
  const seeAlso: SeeAlsoReference[] = [];
  const guessedLines: number[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const title = cleanTitle(lines[i]?.text ?? "");
    const next = lines[i + 1];
    const excerpt = clean(next?.text ?? "");
    const isCut = /(?:…|\.\.\.|\[…\])$/.test(stripBidiControls(excerpt));
    const isExcerpt = next !== undefined && (isCut || excerpt.length > title.length);
    seeAlso.push({ title, excerpt: isExcerpt ? excerpt : null });
    if (isExcerpt) i += 1;
    if (isExcerpt && !isCut) guessedLines.push(next.number);
  }
  return { seeAlso, guessedLines };
}

function warningsOf(layout: Layout, guessedLines: number[]): Note[] {
  const { dates, title, isTitleJoined, body, afterMarkers } = layout;
  const own = title === null ? body : [title, ...body];
  const around = { title: title?.text ?? "", under: body[0]?.text ?? "" };
  const warnings: Note[] = notesOnDates(dates, around);
  if (isTitleJoined) warnings.push(warning("title-joined", title === null ? [] : [title.number]));
  if (afterMarkers.length > 1) warnings.push(warning("second-marker"));
  const unpaired = own.filter(line => !quotesPair(line.text));
  const stripped = [...body, ...afterMarkers.flat()].filter(line => clean(line.text) !== line.text);
  if (title !== null && cleanTitle(title.text) !== title.text) stripped.unshift(title);
  const byLine = [
    ["see-also-guessed", guessedLines],
    ["unbalanced-quotes", unpaired.map(line => line.number)],
    ["bidi-controls-stripped", stripped.map(line => line.number)],
    ["characters-stripped", [...own, ...afterMarkers.flat()].filter(hasUnfit).map(line => line.number)],
  ] as const;
  for (const [code, lines] of byLine) if (lines.length > 0) warnings.push(warning(code, lines));
  return warnings;
}

const hasUnfit = ({ text }: Line) => strippedFrom(text, "text").characters.length > 0;

/** A title stands in lists, mails and feeds among other text: it brings no control of direction with it. */
function cleanTitle(text: string): string {
  return stripBidiControls(text).trim();
}

/** A paragraph keeps its marks and balanced isolates; what would spill over its end is dropped. */
function clean(text: string): string {
  return stripSpillingControls(text).trim();
}
