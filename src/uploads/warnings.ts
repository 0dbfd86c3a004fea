/** Every code that uploads warn or refuse with, and the messages that are the same for all formats. */
import type { Issue } from "../http/problem";
import { inQuotes } from "../text/excerpt";

/** The upload was accepted; `message` says what was done and what the editor may do. */
export interface UploadWarning {
  readonly code: UploadWarningCode;
  readonly message: string;
}

export type UploadWarningCode =
  // The text: its date, title, references and characters.
  | "no-date"
  | "ambiguous-date"
  | "weekday-mismatch"
  | "unread-date"
  | "title-joined"
  | "title-from-text"
  | "second-marker"
  | "see-also-guessed"
  | "unbalanced-quotes"
  | "bidi-controls-stripped"
  | "characters-stripped"
  | "letters-lost"
  // Front matter.
  | "unknown-front-matter"
  | "offset-ignored"
  // Word documents.
  | "parts-left-out"
  | "headers-left-out"
  | "comments-left-out"
  | "tracked-changes"
  // Pictures.
  | "picture-refused"
  | "picture-unused";

export type UploadIssueCode =
  // The text.
  | "invalid-utf8"
  | "other-encoding"
  | "empty"
  | "no-title"
  | "title-without-letters"
  | "no-body"
  | "impossible-date"
  | "date-required"
  // Front matter.
  | "bad-front-matter"
  | "not-valid"
  // Word documents.
  | "unreadable-document"
  | "too-many-elements"
  // Archives, and several files in one request.
  | "unreadable-archive"
  | "encrypted-archive"
  | "unknown-compression"
  | "damaged-file"
  | "unreadable-name"
  | "doubled-name"
  | "doubled-document"
  | "no-file"
  | "too-many-files";

export interface UploadIssue extends Issue {
  readonly code: UploadIssueCode;
}

const WARNINGS = {
  "no-date":
    "No date line stands at the top or under the title. Give the article a date before publishing it.",
  "ambiguous-date":
    "The date was read day first, and it could be read month first. Correct it if that is wrong.",
  "weekday-mismatch":
    "The weekday does not fit the date. The date was kept; correct it if the weekday is right.",
  "title-joined":
    "More lines follow the title without a blank line. The first was taken as the title, the rest as text.",
  "title-from-text": "No heading of the first level says the title: the first line was taken. Check it.",
  "second-marker": "The see-also marker stands more than once. All but the first were skipped.",
  "see-also-guessed":
    "A line under a see-also title was taken for its excerpt because it is longer. Check that it is not a title.",
  "unbalanced-quotes":
    "Quotation marks do not pair within their paragraph. They were kept as typed; check them.",
  "bidi-controls-stripped":
    "Invisible direction controls were removed. Check the order of the words around them.",
  "characters-stripped": "Characters that no text may hold were removed.",
  "offset-ignored":
    "The offset of 'date' in the front matter was left out: its time is the newsroom's. Say an exact instant with 'publish_at'.",
} as const satisfies Partial<Record<UploadWarningCode, string>>;

const ISSUES = {
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
} as const satisfies Partial<Record<UploadIssueCode, string>>;

/** A warning names at most so many lines. */
const MOST_LINES_NAMED = 5;

/** @param lines counted from 1; empty if it concerns the whole. */
export function warning(code: keyof typeof WARNINGS, lines: readonly number[] = []): UploadWarning {
  if (lines.length === 0) return { code, message: WARNINGS[code] };
  const named = lines.slice(0, MOST_LINES_NAMED).join(", ");
  const more = lines.length > MOST_LINES_NAMED ? ` and ${lines.length - MOST_LINES_NAMED} more` : "";
  return { code, message: `${WARNINGS[code]} (Line ${named}${more}.)` };
}

/** @param line counted from 1; left out if the issue has no place. */
export function issue(code: keyof typeof ISSUES, field: string, line?: number): UploadIssue {
  const message = ISSUES[code];
  return line === undefined ? { code, field, message } : { code, field, message, line };
}

const WRITTEN = "Write it as 29/11/2021 or as 29 تشرين الثاني 2021, or say it with 'published_on'.";

/** Of a line that looks like a date and cannot be read as one. */
export function unreadDate(line: string, place: "left-out" | "besides" | "title" | "text"): UploadWarning {
  const named = inQuotes(line);
  const message = {
    "left-out": `The line ${named} is a date that cannot be read, because its year has two figures, is missing or is of another calendar; it was left out. ${WRITTEN}`,
    besides: `The line ${named} is a date too, and was left out: another line says the date.`,
    title: `The title ${named} may be a date that cannot be read. If it is one, put the title under it. ${WRITTEN}`,
    text: `The line ${named} under the title may be a date that cannot be read; it was kept in the text. ${WRITTEN}`,
  };
  return { code: "unread-date", message: message[place] };
}
