/** The lines at the top of a document that are dates: which of them dates it, and what is told of the others. */
import type { Note } from "../articles/draft";
import { type DateLine, parseDateLine } from "../text/dates/date-line";
import { seemsDated } from "../text/dates/seeming-date";
import { unreadDate, warning } from "./manuscript";

/** A line that is no part of the text. */
export interface TakenLine {
  readonly read: DateLine;
  readonly typed: string;
  /** Counted from 1; 0 where lines have no numbers. */
  readonly line: number;
}

/** A line as it was typed. */
export type TypedLine = Pick<TakenLine, "typed" | "line">;

/** Two calendars, and a third for whoever writes both of them and ours. */
export const MOST_DATES = 3;

/** Those at the beginning that are dates. @param lines at most `MOST_DATES`; null for what is no line. */
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

/** Whether none of the lines so far dates the document, or should: then one under the title may. */
export const isUndated = (taken: readonly TakenLine[]): boolean =>
  taken.every(({ read }) => read.kind === "unclear");

const RANKS = ["date", "impossible", "unclear"] as const;

/** The first that is a date; else the first that should be one. */
export function datingLine(taken: readonly TakenLine[]): TakenLine | null {
  const found = RANKS.map(kind => taken.find(({ read }) => read.kind === kind));
  return found.find(line => line !== undefined) ?? null;
}

/**
 * What is odd about the date, that there is none, and which lines may have been meant as one.
 * @param under the first line of the text.
 */
export function notesOnDates(
  taken: readonly TakenLine[],
  { title, under }: { readonly title: string; readonly under: string },
): Note[] {
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
  if (seemsDated(title)) return [warning("no-date"), ...left, unreadDate(title, "title")];
  return [warning("no-date"), ...left, ...(seemsDated(under) ? [unreadDate(under, "text")] : [])];
}
