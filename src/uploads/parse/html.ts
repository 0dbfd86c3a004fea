/** The blocks of an HTML document become a manuscript: its title, its date, its body and what follows the see-also marker. */
import type { Note } from "../../articles/draft";
import { notesOf, notesOnStripped, withoutTitle } from "../../articles/write/text-input";
import type { Issue } from "../../http/problem";
import { cleanLine } from "../../text/clean";
import type { DateLine } from "../../text/dates/date-line";
import { quotesPair } from "../../text/excerpt";
import { htmlLead, htmlLines } from "../../text/html/plain-text";
import { type HtmlBody, writeHtml } from "../../text/html/sanitize";
import { slugify } from "../../text/slug";
import type { ParseResult } from "../manuscript";
import { issue, type UploadWarning, warning } from "../warnings";
import type { FrontMatter } from "./markdown";
import {
  datingLine,
  isUndated,
  leadingDates,
  MOST_DATES,
  referencesOf,
  type TakenLine,
  warningsOnDates,
} from "./text";

type Blocks = HtmlBody["blocks"];

/** @param front its date and title count before those in the text. @param isMarker whether a line begins the references to other articles. */
export function parseBlocks(
  body: HtmlBody,
  front: Pick<FrontMatter, "title" | "date" | "time">,
  isMarker: (line: string) => boolean,
): ParseResult {
  const dated = front.date === null ? takeDates(body.blocks) : { dates: [], rest: body.blocks };
  const read = datingLine(dated.dates)?.read ?? null;
  const titled = takeTitle(dated.rest, front.title, body.pageTitle);
  const marker = titled.rest.findIndex(block => isMarker(wordsOf(block)));
  // Footnotes come last in a document, also after the references.
  const isOwn = (block: Blocks[number], place: number) =>
    marker === -1 || place < marker || block.tagName === "section";
  const own = titled.rest.filter(isOwn);
  const after = titled.rest.filter((block, place) => place !== marker && !isOwn(block, place));
  const html = writeHtml(own);
  const lines = htmlLines(html);
  const issues = issuesOf(titled.title, lines, read);
  if (issues.length > 0) return { manuscript: null, issues };
  const date = front.date ?? (read?.kind === "date" ? read.date : null);
  const references = referencesOf(linesAfter(after, isMarker));
  const warnings: Note[] = [
    ...(front.date === null
      ? warningsOnDates(dated.dates, { title: titled.title, under: lines[0] ?? "" })
      : []),
    ...titled.warnings,
    ...(references.guessedLines.length > 0 ? [warning("see-also-guessed")] : []),
    ...(lines.every(quotesPair) ? [] : [warning("unbalanced-quotes")]),
    ...notesOf(body.dropped),
    ...notesOnStripped([{ field: "title", text: front.title ?? "", kind: "line" }]),
  ];
  return {
    manuscript: {
      title: titled.title,
      lead: htmlLead(html),
      paragraphs: lines,
      html,
      date,
      time: front.time ?? (read?.kind === "date" ? (read.time ?? null) : null),
      seeAlso: references.seeAlso,
      warnings,
    },
    issues: [],
  };
}

const wordsOf = (block: Blocks[number]) => htmlLines(writeHtml([block])).join(" ");
const isLine = ({ tagName }: Blocks[number]) => /^(?:p|h[1-4])$/.test(tagName);

/** As in newsroom text, the date is one line or two: first, or under the title. */
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
  given: string | null,
  pageTitle: string,
): { title: string; rest: Blocks; warnings: UploadWarning[] } {
  const title = cleanLine(given ?? "");
  if (title !== "") {
    const isSame = (html: string) => cleanLine(htmlLines(html).join(" ")) === title;
    return { title, rest: withoutTitle(blocks, isSame), warnings: [] };
  }
  const heading = blocks.find(block => block.tagName === "h1");
  if (heading !== undefined) {
    return { title: cleanLine(wordsOf(heading)), rest: withoutTitle(blocks, () => true), warnings: [] };
  }
  if (cleanLine(pageTitle) !== "") return { title: cleanLine(pageTitle), rest: blocks, warnings: [] };
  const [first, ...rest] = blocks;
  const line = first === undefined || !isLine(first) ? "" : cleanLine(wordsOf(first));
  if (line === "" || line.length > 300 || rest.length === 0) return { title: "", rest: blocks, warnings: [] };
  return { title: line, rest, warnings: [warning("title-from-text")] };
}

function issuesOf(title: string, lines: readonly string[], read: DateLine | null): Issue[] {
  return [
    ...(read?.kind === "impossible" ? [issue("impossible-date", "date")] : []),
    ...(title === ""
      ? [issue("no-title", "title")]
      : slugify(title) === ""
        ? [issue("title-without-letters", "title")]
        : []),
    ...(lines.length === 0 ? [issue("no-body", "body")] : []),
  ];
}

function linesAfter(blocks: Blocks, isMarker: (line: string) => boolean) {
  return htmlLines(writeHtml(blocks))
    .filter(line => !isMarker(line))
    .map(text => ({ number: 0, text }));
}
