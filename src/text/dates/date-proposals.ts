import { type Read, type Stretch, stretchesOf } from "../stretch";
import { daysInMonth, isoDate, isRealDate, parseIsoDate } from "./civil-date";
import {
  DAY_WORDS,
  EVERY,
  FALLING,
  LINKS,
  MONTH_WORDS,
  NUMBER_ENDINGS,
  OPENING_WORDS,
  REMEMBRANCE,
  YEAR_PARTS,
  YEAR_WORDS,
  type YearPart,
} from "./date-phrases";

type Proposed =
  | { kind: "date"; date: string }
  | { kind: "year"; year: number }
  | { kind: "every-year"; month: number; day: number };

/** A date that a text may name, for an editor to take or leave. `start` and `end` are UTF-16 offsets of `phrase`. */
export type DateProposal = { phrase: string; start: number; end: number } & Proposed;

interface MonthDay {
  month: number;
  day: number;
}

const MAX_PROPOSALS = 20;
const MAX_LINKS = 3;
const WORDS_TO_REMEMBRANCE = 4;
// The 29th of February returns too.
const A_LEAP_YEAR = 2000;

const DAY_FIGURES = /^و?(\d{1,2})(?:e|i|ي|st|nd|rd|th)?$/;
const YEAR_FIGURES = /^([12]\d{3})(?:an|a|ي)?$/;

/**
 * The dates, years and returning days that a text speaks of, in the words of any of our languages. Proposals: the
 * text stays as it is. A day and a month with nothing about the year are no proposal.
 * @param publishedOn  `YYYY-MM-DD`; "this year" is its year. If it is no date, such phrases are passed over.
 * @returns in order, none overlapping, at most 20. Linear; never throws.
 * @see guide text-and-calendars, sections 3 and 14.14.
 */
export function dateProposals(text: string, publishedOn: string): DateProposal[] {
  const publishedYear = parseIsoDate(publishedOn)?.year ?? null;
  const proposals: DateProposal[] = [];
  for (const stretch of stretchesOf(text)) {
    for (let at = 0; at < stretch.length; ) {
      const read = proposed(stretch, at, publishedYear);
      if (read !== null) {
        const { start, end } = stretch.offsets(at, read.next);
        proposals.push({ phrase: text.slice(start, end), start, end, ...read.value });
        if (proposals.length >= MAX_PROPOSALS) return proposals;
      }
      at = read?.next ?? at + 1;
    }
  }
  return proposals;
}

function proposed(stretch: Stretch, at: number, publishedYear: number | null): Read<Proposed> | null {
  // Few words begin a phrase: the rest are passed over at the cost of one look.
  if (!stretch.isOneOf(OPENING_WORDS, at) && stretch.figures(DAY_FIGURES, at) === null) return null;
  return everyThenDay(stretch, at) ?? dayThenYear(stretch, at, publishedYear) ?? year(stretch, at);
}

/** "Every year on 30 November", "every 30 November". */
function everyThenDay(stretch: Stretch, at: number): Read<Proposed> | null {
  const before = stretch.lookUp(YEAR_PARTS, at);
  const isEvery = before?.value === "every-year" || stretch.isOneOf(EVERY, at);
  if (!isEvery) return null;
  const day = dayOfMonth(stretch, stretch.skip(LINKS, before?.next ?? at + 1, MAX_LINKS));
  return day === null ? null : returning(day.value, day.next);
}

/** "30 November every year", "the third of June of this year", "30 November 2021". */
function dayThenYear(stretch: Stretch, at: number, publishedYear: number | null): Read<Proposed> | null {
  const day = dayOfMonth(stretch, at);
  if (day === null) return null;
  const afterLinks = Array.from({ length: MAX_LINKS + 1 }, (_, n) => stretch.skip(LINKS, day.next, n));
  for (const next of afterLinks) {
    const full = stretch.figures(YEAR_FIGURES, next);
    if (full !== null) return dated(day.value, full.value, full.next);
    const part = stretch.lookUp<YearPart>(YEAR_PARTS, next);
    if (part?.value === "every-year") return returning(day.value, part.next);
    if (part !== null)
      return publishedYear === null ? null : dated(day.value, publishedYear + part.value, part.next);
  }
  return isRemembered(stretch, at, day.next) ? returning(day.value, day.next) : null;
}

/** العام 2022, sala 2022an. */
function year(stretch: Stretch, at: number): Read<Proposed> | null {
  if (!stretch.isOneOf(YEAR_WORDS, at)) return null;
  const found = stretch.figures(YEAR_FIGURES, at + 1);
  return found && { value: { kind: "year", year: found.value }, next: found.next };
}

/** The day before the month, or after it as in English. Null for a day that its month never has. */
function dayOfMonth(stretch: Stretch, at: number): Read<MonthDay> | null {
  const first = day(stretch, at);
  const named = month(stretch, first === null ? at : stretch.skip(LINKS, first.next, MAX_LINKS));
  if (named === null) return null;
  const second = first ?? day(stretch, stretch.skip(LINKS, named.next, 1));
  if (second === null || second.value < 1 || second.value > daysInMonth(A_LEAP_YEAR, named.value))
    return null;
  return { value: { month: named.value, day: second.value }, next: Math.max(named.next, second.next) };
}

function day(stretch: Stretch, at: number): Read<number> | null {
  const figures = stretch.figures(DAY_FIGURES, at);
  if (figures === null) return stretch.lookUp(DAY_WORDS, at);
  // After an apostrophe the ending of a number is a word of its own: 30’ê.
  return { ...figures, next: stretch.skip(NUMBER_ENDINGS, figures.next, 1) };
}

/** A month, or one month in two calendars: تشرين الثاني/نوفمبر. */
function month(stretch: Stretch, at: number): Read<number> | null {
  const named = stretch.lookUp(MONTH_WORDS, at);
  if (named === null) return null;
  const again = stretch.lookUp(MONTH_WORDS, named.next);
  return again?.value === named.value ? again : named;
}

/** يصادف الثلاثين من تشرين الثاني ذكرى … */
function isRemembered(stretch: Stretch, from: number, to: number): boolean {
  const falls = stretch.isOneOf(FALLING, from - 1) || stretch.isOneOf(FALLING, from - 2);
  const after = Array.from({ length: WORDS_TO_REMEMBRANCE }, (_, n) => to + n);
  return falls && after.some(at => stretch.isOneOf(REMEMBRANCE, at));
}

function returning({ month, day }: MonthDay, next: number): Read<Proposed> {
  return { value: { kind: "every-year", month, day }, next };
}

function dated(monthDay: MonthDay, year: number, next: number): Read<Proposed> | null {
  const date = { year, ...monthDay };
  return isRealDate(date) ? { value: { kind: "date", date: isoDate(date) }, next } : null;
}
