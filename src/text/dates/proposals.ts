import { phraseKey } from "../fold";
import { type Word, words } from "../words";
import { daysInMonth, isoDate, isRealDate, parseIsoDate } from "./civil-date";
import {
  DAY_WORDS,
  EVERY,
  FALLS_ON,
  LINKS,
  MONTH_WORDS,
  NUMBER_ENDINGS,
  OPENING_WORDS,
  REMEMBRANCE,
  YEAR_PARTS,
  YEAR_WORDS,
  type YearPart,
} from "./phrases";
/** A date that a text may name, for an editor to take or leave. `start` and `end` are UTF-16 offsets of `phrase`. */
export type DateProposal = { phrase: string; start: number; end: number } & Proposed;

type Proposed =
  | { kind: "date"; date: string }
  | { kind: "year"; year: number }
  | { kind: "every-year"; month: number; day: number };

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
 * The dates, years and yearly days that a text speaks of, in the words of any of our languages. Proposals only: the
 * text stays as it is. A day and a month with nothing about the year are no proposal.
 * @param publishedOn  `YYYY-MM-DD`; "this year" is its year. If it is no date, such phrases are skipped.
 * @returns in order, none overlapping, at most 20. Linear; never throws.
 * @see docs/text.md, "Dates inside a text"
 */
export function dateProposals(text: string, publishedOn: string): DateProposal[] {
  const publishedYear = parseIsoDate(publishedOn)?.year ?? null;
  const proposals: DateProposal[] = [];
  for (const run of tokenRuns(text)) {
    for (let at = 0; at < run.length; ) {
      const read = proposed(run, at, publishedYear);
      if (read !== null) {
        const { start, end } = run.offsets(at, read.next);
        proposals.push({ phrase: text.slice(start, end), start, end, ...read.value });
        if (proposals.length >= MAX_PROPOSALS) return proposals;
      }
      at = read?.next ?? at + 1;
    }
  }
  return proposals;
}

function proposed(run: TokenRun, at: number, publishedYear: number | null): Read<Proposed> | null {
  // Few words begin a phrase: the rest are passed over at the cost of one look.
  if (!run.isOneOf(OPENING_WORDS, at) && run.figures(DAY_FIGURES, at) === null) return null;
  return everyThenDay(run, at) ?? dayThenYear(run, at, publishedYear) ?? year(run, at);
}

/** "Every year on 30 November", "every 30 November". */
function everyThenDay(run: TokenRun, at: number): Read<Proposed> | null {
  const before = run.lookUp(YEAR_PARTS, at);
  const isEvery = before?.value === "every-year" || run.isOneOf(EVERY, at);
  if (!isEvery) return null;
  const day = dayOfMonth(run, run.skip(LINKS, before?.next ?? at + 1, MAX_LINKS));
  return day === null ? null : everyYear(day.value, day.next);
}

/** "30 November every year", "the third of June of this year", "30 November 2021". */
function dayThenYear(run: TokenRun, at: number, publishedYear: number | null): Read<Proposed> | null {
  const day = dayOfMonth(run, at);
  if (day === null) return null;
  const afterLinks = Array.from({ length: MAX_LINKS + 1 }, (_, n) => run.skip(LINKS, day.next, n));
  for (const next of afterLinks) {
    const full = run.figures(YEAR_FIGURES, next);
    if (full !== null) return dated(day.value, full.value, full.next);
    const part = run.lookUp<YearPart>(YEAR_PARTS, next);
    if (part?.value === "every-year") return everyYear(day.value, part.next);
    if (part !== null)
      return publishedYear === null ? null : dated(day.value, publishedYear + part.value, part.next);
  }
  return isRemembered(run, at, day.next) ? everyYear(day.value, day.next) : null;
}

/** العام 2022, sala 2022an. */
function year(run: TokenRun, at: number): Read<Proposed> | null {
  if (!run.isOneOf(YEAR_WORDS, at)) return null;
  const found = run.figures(YEAR_FIGURES, at + 1);
  return found && { value: { kind: "year", year: found.value }, next: found.next };
}

/** The day before the month, or after it as in English. Null for a day that its month never has. */
function dayOfMonth(run: TokenRun, at: number): Read<MonthDay> | null {
  const first = day(run, at);
  const named = month(run, first === null ? at : run.skip(LINKS, first.next, MAX_LINKS));
  if (named === null) return null;
  const second = first ?? day(run, run.skip(LINKS, named.next, 1));
  if (second === null || second.value < 1 || second.value > daysInMonth(A_LEAP_YEAR, named.value))
    return null;
  return { value: { month: named.value, day: second.value }, next: Math.max(named.next, second.next) };
}

function day(run: TokenRun, at: number): Read<number> | null {
  const figures = run.figures(DAY_FIGURES, at);
  if (figures === null) return run.lookUp(DAY_WORDS, at);
  // After an apostrophe the ending of a number is a word of its own: 30’ê.
  return { ...figures, next: run.skip(NUMBER_ENDINGS, figures.next, 1) };
}

/** A month, or one month in two calendars: تشرين الثاني/نوفمبر. */
function month(run: TokenRun, at: number): Read<number> | null {
  const named = run.lookUp(MONTH_WORDS, at);
  if (named === null) return null;
  const again = run.lookUp(MONTH_WORDS, named.next);
  return again?.value === named.value ? again : named;
}

/** يصادف الثلاثين من تشرين الثاني ذكرى … */
function isRemembered(run: TokenRun, from: number, to: number): boolean {
  const falls = run.isOneOf(FALLS_ON, from - 1) || run.isOneOf(FALLS_ON, from - 2);
  const after = Array.from({ length: WORDS_TO_REMEMBRANCE }, (_, n) => to + n);
  return falls && after.some(at => run.isOneOf(REMEMBRANCE, at));
}

function everyYear({ month, day }: MonthDay, next: number): Read<Proposed> {
  return { value: { kind: "every-year", month, day }, next };
}

function dated(monthDay: MonthDay, year: number, next: number): Read<Proposed> | null {
  const date = { year, ...monthDay };
  return isRealDate(date) ? { value: { kind: "date", date: isoDate(date) }, next } : null;
}

/** Something read from the word at a position on; `next` is the position after it. */
interface Read<Value> {
  value: Value;
  next: number;
}

const MAX_PHRASE_WORDS = 3;
// No word of a phrase is longer; a longer one is not worth a key.
const MAX_WORD_LENGTH = 40;

// Between the words of a phrase: spaces, a comma, a bracket, an apostrophe, a slash between two names of a month.
const GAP = /^[ \t\u00A0\u202F,،()/’'`\u061C\u200E\u200F\u2066-\u2069-]{0,5}$/;

/** Words of a text with nothing between them that ends a phrase. Positions count words, from 0. */
class TokenRun {
  private readonly keys: string[] = [];

  constructor(private readonly words: readonly Word[]) {}

  get length(): number {
    return this.words.length;
  }

  /** The UTF-16 offsets in the text of the words from one position to before another. */
  offsets(from: number, to: number): { start: number; end: number } {
    return { start: this.words[from]?.start ?? 0, end: this.words[to - 1]?.end ?? 0 };
  }

  /** What the table has for the longest phrase that begins here. */
  lookUp<Value>(table: ReadonlyMap<string, Value>, at: number): Read<Value> | null {
    for (let count = MAX_PHRASE_WORDS; count > 0; count -= 1) {
      const value = table.get(Array.from({ length: count }, (_, i) => this.key(at + i)).join(" "));
      if (value !== undefined) return { value, next: at + count };
    }
    return null;
  }

  isOneOf(keys: ReadonlySet<string>, at: number): boolean {
    return keys.has(this.key(at));
  }

  /** The number that the pattern's first group finds in the word. */
  figures(pattern: RegExp, at: number): Read<number> | null {
    const found = pattern.exec(this.key(at))?.[1];
    return found === undefined ? null : { value: Number(found), next: at + 1 };
  }

  /** The position after at most `most` of such words. */
  skip(keys: ReadonlySet<string>, at: number, most: number): number {
    let next = at;
    while (next < at + most && this.isOneOf(keys, next)) next += 1;
    return next;
  }

  /** Empty outside the run, and for a word too long for any phrase. */
  private key(at: number): string {
    const text = this.words[at]?.text ?? "";
    if (text.length > MAX_WORD_LENGTH) return "";
    this.keys[at] ??= phraseKey(text);
    return this.keys[at];
  }
}

/** The runs of a text, in order. A full stop, a line's end or any other sign ends one. */
function tokenRuns(text: string): TokenRun[] {
  let run: Word[] = [];
  const runs = [run];
  for (const word of words(text)) {
    const last = run.at(-1);
    if (last !== undefined && !GAP.test(text.slice(last.end, Math.min(word.start, last.end + 6)))) {
      run = [];
      runs.push(run);
    }
    run.push(word);
  }
  return runs.map(found => new TokenRun(found));
}
