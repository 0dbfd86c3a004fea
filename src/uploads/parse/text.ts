/** Newsroom text: a date line, a title, paragraphs of one line each and, after a marker, references to other articles. */
import type { Issue } from "../../http/problem";
import { stripBidiControls, stripSpillingControls } from "../../text/bidi";
import { blocksOf, type Line, markerTest, partAt } from "../../text/blocks";
import { strippedFrom } from "../../text/clean";
import { type DateLine, looksLikeDate, parseDateLine } from "../../text/dates/date-line";
import { quotesPair } from "../../text/excerpt";
import { slugify } from "../../text/slug";
import type { Manuscript, ParseResult, SeeAlsoReference } from "../manuscript";
import { issue, type UploadWarning, unreadDate, warning } from "../warnings";

/** The parts of a text, found by their place, before they are checked. */
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
 * @param text  decoded; a byte order mark that is still there is dropped.
 * @param options  `markers`: the site's see-also phrases, in place of the shipped ones.
 * @returns a manuscript with its warnings, or every issue of the text. Linear in its length.
 * @see docs/uploads.md
 */
export function parseNewsroomText(text: string, options: { markers?: readonly string[] } = {}): ParseResult {
  const blocks = blocksOf(text.replace(/^\uFEFF/, ""));
  if (blocks.length === 0) return { manuscript: null, issues: [issue("empty", "body")] };
  const layout = layOut(blocks, markerTest(options.markers));
  const issues = issuesOf(layout);
  return issues.length > 0 ? { manuscript: null, issues } : { manuscript: compose(layout), issues: [] };
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
 * The date is the first line, or the first under the title's block. Newsrooms write it in two calendars, one line or
 * block under the other. It is never looked for in the body.
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

function issuesOf({ dates, title, body }: Layout): Issue[] {
  const issues: Issue[] = [];
  const dating = datingLine(dates);
  if (dating?.read.kind === "impossible") issues.push(issue("impossible-date", "date", dating.line));
  if (title === null) issues.push(issue("no-title", "title"));
  else if (slugify(title.text) === "") issues.push(issue("title-without-letters", "title", title.number));
  if (body.length === 0) issues.push(issue("no-body", "body"));
  return issues;
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

function warningsOf(layout: Layout, guessedLines: number[]): UploadWarning[] {
  const { dates, title, isTitleJoined, body, afterMarkers } = layout;
  const own = title === null ? body : [title, ...body];
  const around = { title: title?.text ?? "", under: body[0]?.text ?? "" };
  const warnings: UploadWarning[] = warningsOnDates(dates, around);
  if (isTitleJoined) warnings.push(warning("title-joined", title === null ? [] : [title.number]));
  if (afterMarkers.length > 1) warnings.push(warning("second-marker"));
  const unpaired = own.filter(line => !quotesPair(line.text));
  const stripped = [...body, ...afterMarkers.flat()].filter(line => clean(line.text) !== line.text);
  if (title !== null && cleanTitle(title.text) !== title.text) stripped.unshift(title);
  const byLine = [
    ["see-also-guessed", guessedLines],
    ["unbalanced-quotes", unpaired.map(line => line.number)],
    ["bidi-controls-stripped", stripped.map(line => line.number)],
    ["characters-stripped", [...own, ...afterMarkers.flat()].filter(hasForbidden).map(line => line.number)],
  ] as const;
  for (const [code, lines] of byLine) if (lines.length > 0) warnings.push(warning(code, lines));
  return warnings;
}

const hasForbidden = ({ text }: Line) => strippedFrom(text, "text").characters.length > 0;

/** A title is shown among other text in lists and feeds: it has no direction controls. */
function cleanTitle(text: string): string {
  return stripBidiControls(text).trim();
}

/** A paragraph keeps its marks and balanced isolates; a control that reaches over its end is dropped. */
function clean(text: string): string {
  return stripSpillingControls(text).trim();
}

/** A date line: no part of the text. */
export interface TakenLine {
  readonly read: DateLine;
  readonly typed: string;
  /** Counted from 1; 0 where lines have no numbers. */
  readonly line: number;
}

/** A line as it was typed. */
type TypedLine = Pick<TakenLine, "typed" | "line">;

/** A date in three calendars. */
export const MOST_DATES = 3;

/** The dates at the beginning. @param lines at most `MOST_DATES`; null for what is no line. */
export function leadingDates(lines: readonly (TypedLine | null)[]): TakenLine[] {
  const dates: TakenLine[] = [];
  for (const line of lines) {
    if (line === null) break;
    const read = parseDateLine(line.typed);
    if (read.kind === "none") break;
    dates.push({ ...line, read });
  }
  return dates;
}

/** Whether no line so far dates the document, or was meant to: then one under the title may. */
export const isUndated = (taken: readonly TakenLine[]): boolean =>
  taken.every(({ read }) => read.kind === "unclear");

const RANKS = ["date", "impossible", "unclear"] as const;

/** The first that is a date; else the first that was meant as one. */
export function datingLine(taken: readonly TakenLine[]): TakenLine | null {
  const found = RANKS.map(kind => taken.find(({ read }) => read.kind === kind));
  return found.find(line => line !== undefined) ?? null;
}

/**
 * Warnings about the date, about its absence, and about lines that may have been meant as one.
 * @param under the first line of the text.
 */
export function warningsOnDates(
  taken: readonly TakenLine[],
  { title, under }: { readonly title: string; readonly under: string },
): UploadWarning[] {
  const dating = datingLine(taken);
  if (dating?.read.kind === "impossible") return [];
  const others = taken.filter(one => one !== dating);
  if (dating?.read.kind === "date") {
    const lines = dating.line === 0 ? [] : [dating.line];
    return [
      ...dating.read.warnings.map(code => warning(code, lines)),
      ...others.map(({ typed }) => unreadDate(typed, "besides")),
    ];
  }
  const left = taken.map(({ typed }) => unreadDate(typed, "left-out"));
  if (looksLikeDate(title)) return [warning("no-date"), ...left, unreadDate(title, "title")];
  return [warning("no-date"), ...left, ...(looksLikeDate(under) ? [unreadDate(under, "text")] : [])];
}
