/** What a reader typed, understood. Pure; any string whatever has a meaning, if only that nothing is asked for. */
import type { Lang } from "../text/languages";
import { type IndexedWord, indexWords } from "../text/words";

/** One thing that must be there, or must not: a word, or several in a row. */
export interface Wanted {
  readonly text: string;
  readonly isPhrase: boolean;
  readonly isExcluded: boolean;
  /** The last word, still being typed: what begins with it is found too. */
  readonly isPrefix: boolean;
}

/** The same, in the keys of one language. */
export interface Term extends Omit<Wanted, "text"> {
  readonly words: readonly IndexedWord[];
}

/** More words than this are not heeded: each costs a walk through the index. */
const MOST_WORDS = 8;
/** A beginning shorter than this is that of too many words, in letters. */
const PREFIX_LETTERS = 3;
/** A word longer than this is none, in letters. */
const WORD_LETTERS = 64;

const OPENING = '"“”„‟«»‹›＂';

/** Splits what was typed into words, quoted phrases and what is excluded with a minus. */
export function readQuery(typed: string): Wanted[] {
  const text = typed.toWellFormed();
  const wanted: Wanted[] = [];
  let place = 0;
  while (place < text.length && wanted.length < MOST_WORDS) {
    const isExcluded = /^[-−–]\S/.test(text.slice(place, place + 2)) && /^$|\s/.test(text.charAt(place - 1));
    const start = isExcluded ? place + 1 : place;
    const isPhrase = OPENING.includes(text.charAt(start));
    const end = isPhrase ? closingQuote(text, start + 1) : wordEnd(text, start);
    const piece = text.slice(isPhrase ? start + 1 : start, end);
    if (piece.trim() !== "") {
      const isPrefix = !isPhrase && !isExcluded && end === text.length;
      wanted.push({ text: piece, isPhrase, isExcluded, isPrefix });
    }
    place = Math.max(end, start) + 1;
  }
  return wanted;
}

/** What is wanted, in a language's keys; words that fold to nothing are gone. */
export function termsIn(lang: Lang, wanted: readonly Wanted[]): Term[] {
  let left = MOST_WORDS;
  return wanted.flatMap(({ text, ...how }) => {
    const words = indexWords(lang, text)
      .filter(word => word.exact.length <= WORD_LETTERS)
      .slice(0, left);
    left -= words.length;
    if (words.length === 0) return [];
    // What a hyphen or an apostrophe parts stands in a row.
    const isPhrase = how.isPhrase || words.length > 1;
    const last = words.at(-1);
    const isPrefix = how.isPrefix && !isPhrase && [...(last?.exact ?? "")].length >= PREFIX_LETTERS;
    return [{ ...how, isPhrase, isPrefix, words }];
  });
}

/** The language in which a query is most likely typed, by its letters. @param otherwise for Arabic or Latin letters alone. */
export function likelyLanguage(typed: string, offered: readonly Lang[]): Lang {
  const first = (...langs: Lang[]) => langs.find(lang => offered.includes(lang));
  const sorani = /[ڕڵۆێەڤ]|ه\u200c/u.test(typed) ? first("ckb") : undefined;
  const arabic = /\p{Script=Arabic}/u.test(typed) ? first("ar", "ckb") : undefined;
  const kurmanji = /[êîûçş]/iu.test(typed) ? first("kmr") : undefined;
  const latin = /\p{Script=Latin}/u.test(typed) ? first("en", "kmr") : undefined;
  return sorani ?? arabic ?? kurmanji ?? latin ?? offered[0] ?? "ar";
}

function closingQuote(text: string, from: number): number {
  for (let place = from; place < text.length; place++) if (OPENING.includes(text.charAt(place))) return place;
  return text.length;
}

function wordEnd(text: string, from: number): number {
  for (let place = from; place < text.length; place++) {
    if (/\s/.test(text.charAt(place)) || OPENING.includes(text.charAt(place))) return place;
  }
  return text.length;
}
