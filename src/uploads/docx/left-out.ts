/** What of a Word document its article does not have, and how that is told. */
import type { Note } from "../../articles/draft";
import { notesOf as notesOfDropped } from "../../articles/write/text-input";
import { inQuotes } from "../../text/excerpt";

export interface LeftOut {
  readonly hidden: string[];
  readonly deleted: string[];
  /** Charts and the like, each with what it is and what it is called. */
  readonly objects: string[];
  /** Words of headers and footers, each once. */
  readonly margins: Set<string>;
  /** How many. */
  comments: number;
  /** What Word shows where somebody has still to write. */
  readonly placeholders: string[];
  /** How many stretches were moved, and how many ends of paragraphs were deleted. */
  moved: number;
  joined: number;
  /** How many stretches were inserted and not yet accepted: they are in the text. */
  inserted: number;
}

export const nothingLeftOut = (): LeftOut => ({
  ...{ hidden: [], deleted: [], objects: [], margins: new Set<string>() },
  placeholders: [],
  ...{ comments: 0, inserted: 0, moved: 0, joined: 0 },
});

/** So many places are named. */
const NAMED = 10;

export function warningsOfLeftOut(left: LeftOut): Note[] {
  const commented = `The document has comments (${left.comments}); they were left out.`;
  return [
    ...notesOfParts([
      ...left.objects,
      ...left.placeholders.map(words => `a placeholder (${inQuotes(words)})`),
    ]),
    ...notesOfDropped(left.hidden.map(words => ({ kind: "hidden", what: inQuotes(words) }))),
    ...notesOfChanges(left),
    ...(left.comments === 0 ? [] : [{ code: "comments-left-out", message: commented }]),
    ...notesOfMargins([...left.margins]),
  ];
}

function notesOfParts(parts: readonly string[]): Note[] {
  if (parts.length === 0) return [];
  const message = `Parts of the document are of kinds that are not read, and were left out: ${listed([...new Set(parts)])}. Check the text: a picture may be put in their place, or words that say what they show.`;
  return [{ code: "parts-left-out", message }];
}

function notesOfMargins(margins: readonly string[]): Note[] {
  if (margins.length === 0) return [];
  const message = `What stands in headers and footers is no part of an article, and was left out: ${listed(margins.map(inQuotes))}. If it belongs to the text, write it there.`;
  return [{ code: "headers-left-out", message }];
}

function notesOfChanges({ deleted, inserted, moved, joined }: LeftOut): Note[] {
  const quoted = deleted.slice(0, NAMED).map(inQuotes).join(", ");
  const changes = [
    ...(inserted === 0 ? [] : [`what was inserted (${placesOf(inserted)}) is in the article`]),
    ...(deleted.length === 0 ? [] : [`what was deleted (${placesOf(deleted.length)}) is not: ${quoted}`]),
  ];
  if (moved > 0) changes.push(`what was moved (${placesOf(moved)}) stands where it was moved to`);
  if (joined > 0)
    changes.push(`paragraphs whose end was deleted (${placesOf(joined)}) are joined to the next`);
  const message = `The document has tracked changes that nobody has settled: ${changes.join("; ")}. Accept or reject them in the word processor if it should be otherwise.`;
  return changes.length === 0 ? [] : [{ code: "tracked-changes", message }];
}

const placesOf = (count: number) => (count === 1 ? "in one place" : `in ${count} places`);

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? `, and ${more} more` : "");
}
