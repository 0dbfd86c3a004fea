import { fold } from "./fold";
import type { Lang } from "./languages";
import { once } from "./once";
import { stemKey } from "./stem";

/** A word of a text, to the letter. */
export interface Word {
  readonly text: string;
  /** UTF-16 offsets in the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A word with the two keys under which it is found: folded, and stemmed. */
export interface IndexedWord extends Word {
  readonly exact: string;
  readonly stem: string;
}

// Grapheme clusters are the same in all our languages, and every runtime has the root rules.
const byGrapheme = once(() => new Intl.Segmenter("und", { granularity: "grapheme" }));

// No class here is repeated: over long text an endless loop of the regular expression engine overflows its stack.
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const MARK = /\p{M}/u;
const OTHER_THAN_MARKS_AND_FORMATS = /[^\p{M}\p{Cf}]/u;
const OTHER_THAN_A_KEY = /[^\p{L}\p{N}\p{M}]/gu;
const PLAIN_KEY = /^[\p{L}\p{N}]/u;

/**
 * The words of a text: runs of graphemes with a letter or a number. Harakat, tatweel and joiners inside a word
 * belong to it, and so do marks after a direction control; apostrophes, hyphens and points separate words.
 * @returns in order, none overlapping, each ending between graphemes. Linear.
 * @see docs/text.md, "Words"; Unicode Standard Annex 29 for graphemes
 */
export function words(text: string): Word[] {
  const found: Word[] = [];
  let start = -1;
  let end = 0;
  const close = () => {
    if (start >= 0) found.push({ text: text.slice(start, end), start, end });
    start = -1;
  };
  for (const { segment, index } of byGrapheme().segment(text)) {
    const hasLetter = LETTER_OR_NUMBER.test(segment);
    if (!hasLetter && OTHER_THAN_MARKS_AND_FORMATS.test(segment)) close();
    else if (hasLetter || (start >= 0 && MARK.test(segment))) {
      if (start < 0) start = index;
      end = index + segment.length;
    }
  }
  close();
  return found;
}

/**
 * The words of a text with their keys, which hold letters, numbers and marks only. Words that fold to nothing are
 * left out; a sign that folds to several words (ﷺ) gives an entry for each, with the same offsets.
 * @returns offsets in the original text, so that a highlight falls on whole words of it.
 */
export function indexWords(lang: Lang, text: string): IndexedWord[] {
  return words(text).flatMap(word => {
    const key = fold(lang, word.text);
    if (PLAIN_KEY.test(key) && key.search(OTHER_THAN_A_KEY) < 0)
      return [{ ...word, exact: key, stem: stemKey(lang, word.text) }];
    return words(key).map(part => {
      const exact = part.text.replace(OTHER_THAN_A_KEY, "");
      return { ...word, exact, stem: stemKey(lang, exact) };
    });
  });
}

/** The first graphemes of a text, at most `limit`, without reading further than one past them. */
export function firstGraphemes(text: string, limit: number): string[] {
  const found: string[] = [];
  for (const { segment } of byGrapheme().segment(text)) {
    if (found.length >= limit) break;
    found.push(segment);
  }
  return found;
}

/** The start of the grapheme that holds a position, both in UTF-16 code units. */
export function graphemeStart(text: string, position: number): number {
  return byGrapheme().segment(text).containing(position)?.index ?? position;
}
