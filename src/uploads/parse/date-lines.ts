/** The lines at the top of a document that are dates: which of them dates it, and what is said of the others. */
import { type DateLine, looksLikeDate, parseDateLine } from "../../text/dates/date-line";
import { type UploadWarning, unreadDate, warning } from "../warnings";

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
