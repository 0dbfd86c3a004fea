import type { Note } from "../articles/draft";
import type { Issue } from "../http/problem";
import { inQuotes } from "../text/quotes";

/** An older article that an upload refers to. The excerpt is a foreign fragment: never this article's text. */
export interface SeeAlsoReference {
  title: string;
  excerpt: string | null;
}

/** What an upload holds, before it becomes a draft. All text is NFC and otherwise as the author typed it. */
export interface Manuscript {
  title: string;
  /** The first paragraph. */
  lead: string;
  /** At least one, the lead among them, each on one line and not blank. */
  paragraphs: string[];
  /** The body as an article's HTML, if it is more than paragraphs. */
  html?: string;
  /** `YYYY-MM-DD`, a local date of the newsroom. */
  date: string | null;
  /** "HH:MM", a wall time of the newsroom. */
  time: string | null;
  seeAlso: SeeAlsoReference[];
  warnings: Note[];
}

/** The upload was accepted; `message` is a sentence saying what was done and what the editor may do. */
export interface Warning {
  code: WarningCode;
  message: string;
}

export type WarningCode =
  | "no-date"
  | "ambiguous-date"
  | "weekday-mismatch"
  | "title-joined"
  | "second-marker"
  | "see-also-guessed"
  | "unbalanced-quotes"
  | "bidi-controls-stripped"
  | "characters-stripped";

export type FaultCode =
  | "invalid-utf8"
  | "other-encoding"
  | "empty"
  | "no-title"
  | "title-without-letters"
  | "no-body"
  | "impossible-date";

const WARNING_MESSAGES: Readonly<Record<WarningCode, string>> = {
  "no-date":
    "No date line stands at the top or under the title. Give the article a date before publishing it.",
  "ambiguous-date":
    "The date was read day first, and it could be read month first. Correct it if that is wrong.",
  "weekday-mismatch":
    "The weekday does not fit the date. The date was kept; correct it if the weekday is right.",
  "title-joined":
    "More lines follow the title without a blank line. The first was taken as the title, the rest as text.",
  "second-marker": "The see-also marker stands more than once. All but the first were skipped.",
  "see-also-guessed":
    "A line under a see-also title was taken for its excerpt because it is longer. Check that it is not a title.",
  "unbalanced-quotes":
    "Quotation marks do not pair within their paragraph. They were kept as typed; check them.",
  "bidi-controls-stripped":
    "Invisible direction controls were removed. Check the order of the words around them.",
  "characters-stripped": "Characters that no text may hold were removed.",
};

const FAULT_MESSAGES: Readonly<Record<FaultCode, string>> = {
  "invalid-utf8":
    "The file is not UTF-8 from this byte on. Save it as UTF-8 and send it again, or say with 'encoding' what it is in.",
  "other-encoding":
    "The file is not in the encoding that 'encoding' says. Leave it out for UTF-8, or say another one; if only names in a ZIP are in it, say 'names_encoding' instead.",
  empty: "The file has no text. Send one that has.",
  "no-title": "There is no title. Put it on a line of its own, above the text.",
  "title-without-letters":
    "The title has no letter or number, so no address can be made from it. Give it one.",
  "no-body": "There is no text under the title. Write it there, each paragraph on a line of its own.",
  "impossible-date":
    "The date line names a day or a time that does not exist. Correct it, or remove it and set the date yourself.",
};

const WRITTEN = "Write it as 29/11/2021 or as 29 تشرين الثاني 2021, or say it with 'published_on'.";

/** Of a line that seems to be a date and cannot be read as one: the warning `unread-date` names it. */
export function unreadDate(line: string, place: "left-out" | "besides" | "title" | "text"): Note {
  const named = inQuotes(line);
  const message = {
    "left-out": `The line ${named} is a date that cannot be read, because its year has two figures, is missing or is of another calendar; it was left out. ${WRITTEN}`,
    besides: `The line ${named} is a date too, and was left out: another line says the date.`,
    title: `The title ${named} may be a date that cannot be read. If it is one, put the title under it. ${WRITTEN}`,
    text: `The line ${named} under the title may be a date that cannot be read; it was kept in the text. ${WRITTEN}`,
  };
  return { code: "unread-date", message: message[place] };
}

/** A fault in its own words. `line` counts from 1 and is left out if the fault has no place. */
export function fault(code: FaultCode, field: string, line?: number): Issue {
  const message = FAULT_MESSAGES[code];
  return line === undefined ? { code, field, message } : { code, field, message, line };
}

// A warning is read by a person: a few places are enough to start from.
const MAX_LINES_NAMED = 5;

/**
 * A warning in its own words.
 * @param lines  where, counted from 1; the first few are named. Empty if it concerns the whole.
 */
export function warning(code: WarningCode, lines: readonly number[] = []): Warning {
  if (lines.length === 0) return { code, message: WARNING_MESSAGES[code] };
  const named = lines.slice(0, MAX_LINES_NAMED).join(", ");
  const more = lines.length > MAX_LINES_NAMED ? ` and ${lines.length - MAX_LINES_NAMED} more` : "";
  return { code, message: `${WARNING_MESSAGES[code]} (Line ${named}${more}.)` };
}
