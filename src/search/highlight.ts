/** What is shown of a hit: whole words of the original text, harakat included, marked where they match. Pure. */
import type { Lang } from "../text/languages";
import { type IndexedWord, indexWords } from "../text/words";
import { formsOf, type Term } from "./query";

/** A piece of text; never HTML. */
export interface Segment {
  readonly text: string;
  readonly matched: boolean;
}

/** How much of a body is looked through for a place worth showing, in UTF-16 units. */
const LOOKED_THROUGH = 12_000;
/** How much is shown around the first match, in UTF-16 units. */
const SHOWN = 200;
/** How much of that stands before the match. */
const BEFORE = 60;

/** And how much at most, when one word is longer. */
const LONGEST = 400;

export type Matches = (word: IndexedWord) => boolean;

/** Whether a word of a text is one of those that were asked for. */
export function matcher(lang: Lang, terms: readonly Term[]): Matches {
  const wanted = terms.filter(term => !term.isExcluded);
  const keys = new Set(wanted.flatMap(term => term.words.flatMap(word => formsOf(lang, word))));
  const beginnings = wanted.flatMap(term => (term.isPrefix ? term.words.map(word => word.exact) : []));
  return word =>
    keys.has(word.exact) ||
    keys.has(word.stem) ||
    beginnings.some(beginning => word.exact.startsWith(beginning));
}

/** A whole text as segments. */
export function marked(lang: Lang, text: string, matches: Matches): Segment[] {
  return segments(text, indexWords(lang, text).filter(matches));
}

/** The part of a body around its first match, cut at words; its beginning when nothing in it matches. */
export function markedExcerpt(lang: Lang, body: string, matches: Matches): Segment[] {
  for (const paragraph of body.slice(0, LOOKED_THROUGH).split("\n")) {
    const words = indexWords(lang, paragraph);
    const first = words.find(matches);
    if (first !== undefined) return around(paragraph, words, first, matches);
  }
  const [lead = ""] = body.split("\n");
  const words = indexWords(lang, lead.slice(0, LOOKED_THROUGH));
  return around(lead, words, words[0] ?? { text: "", start: 0, end: 0, exact: "", stem: "" }, () => false);
}

function around(
  text: string,
  words: readonly IndexedWord[],
  first: IndexedWord,
  matches: Matches,
): Segment[] {
  const begins = first.start - BEFORE;
  const start = begins <= 0 ? 0 : (words.find(word => word.start >= begins)?.start ?? first.start);
  const ends = start + SHOWN;
  const lastWhole = words.findLast(word => word.end <= ends)?.end ?? ends;
  const end =
    ends >= text.length
      ? text.length
      : wholeLetter(text, Math.max(Math.min(first.end, start + LONGEST), lastWhole));
  const inside = words.filter(word => word.start >= start && word.end <= end && matches(word));
  const cut = segments(
    text.slice(start, end),
    inside.map(word => ({ ...word, start: word.start - start, end: word.end - start })),
  );
  return [...(start > 0 ? [plain("…")] : []), ...cut, ...(end < text.length ? [plain("…")] : [])];
}

/** The place itself, or the one before it where it would part a surrogate pair. */
function wholeLetter(text: string, place: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(place)) ? place - 1 : place;
}

function segments(text: string, matched: readonly { start: number; end: number }[]): Segment[] {
  const pieces: Segment[] = [];
  let place = 0;
  for (const { start, end } of matched) {
    if (start < place) continue;
    if (start > place) pieces.push(plain(text.slice(place, start)));
    pieces.push({ text: text.slice(start, end), matched: true });
    place = end;
  }
  if (place < text.length) pieces.push(plain(text.slice(place)));
  return pieces;
}

const plain = (text: string): Segment => ({ text, matched: false });
