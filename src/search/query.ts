/**
 * What a reader typed becomes what FTS5 is asked: words and phrases, then terms of one language, then tiers. Any string
 * has a meaning, if only that nothing is asked for. Pure.
 * @see https://www.sqlite.org/fts5.html section 3
 */
import { fold } from "../text/fold";
import type { Lang } from "../text/languages";
import { isStopWord, stemKey } from "../text/stem";
import { type IndexedWord, indexWords } from "../text/words";
import { indexTerm, sectionTerm } from "./entry";

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

/** Words beyond these are ignored: each costs a scan of the index. */
const MOST_WORDS = 8;
/** A shorter beginning is that of too many words, in letters. */
const PREFIX_LETTERS = 3;
/** Longer words are ignored, in letters. */
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

/** One scan of the index, newest first; what it finds is worth its weight. */
export interface Tier {
  readonly match: string;
  readonly weight: number;
  /** How many of its newest are looked at: each is billed as a row read. */
  readonly limit: number;
}

/** Written before a word and not parted from it: and, by, for, as, so. @see guide text-and-calendars section 5 */
const ARABIC_ATTACHED = ["و", "ب", "ل", "ك", "ف"];
const ATTACHED_LEAVES_LETTERS = 3;

const EXACT = "{title lead body}";
const STEMS = "{title_stem lead_stem body_stem}";

type Key = "exact" | "stem";

/** Which of the tiers is the widest for all terms: it finds all that the narrower ones find. */
export const WIDEST = 4;

/**
 * The scans for one language, weightiest first: all terms exactly in the title, and so on, down to any of them anywhere.
 * Every word is quoted, so that nothing typed can be taken for syntax.
 * @param sectionId only in this section; null for all.
 * @returns empty when nothing is wanted: a query without words finds nothing, never everything.
 */
export function tiersOf(lang: Lang, terms: readonly Term[], sectionId: number | null = null): Tier[] {
  const wanted = terms.filter(term => !term.isExcluded);
  if (wanted.length === 0) return [];
  const all = (key: Key) => wanted.map(term => plain(lang, term, key)).join(" AND ");
  const telling = wanted.filter(term => !term.words.every(word => isStopWord(lang, word.exact)));
  const any = (telling.length > 0 ? telling : wanted).map(term => wide(lang, term)).join(" OR ");
  const tiers: Tier[] = [
    { match: `title : (${all("exact")})`, weight: 100, limit: 16 },
    { match: `title_stem : (${all("stem")})`, weight: 60, limit: 16 },
    { match: `lead : (${all("exact")})`, weight: 40, limit: 12 },
    { match: `${EXACT} : (${all("exact")})`, weight: 20, limit: 20 },
    { match: wanted.map(term => wide(lang, term)).join(" AND "), weight: 10, limit: 36 },
    { match: any, weight: 1, limit: wanted.length > 1 ? 12 : 0 },
  ];
  const excluded = terms.filter(term => term.isExcluded).map(term => wide(lang, term));
  const without = excluded.length === 0 ? "" : ` NOT (${excluded.join(" OR ")})`;
  const inside = sectionId === null ? "" : ` AND section : ${quote(sectionTerm(sectionId))}`;
  return tiers.map(tier => ({ ...tier, match: `(${tier.match})${inside}${without}` }));
}

/** The one scan that finds what any scan for all terms finds. */
export function widestOf(
  lang: Lang,
  terms: readonly Term[],
  limit: number,
  sectionId: number | null = null,
): Tier[] {
  return tiersOf(lang, terms, sectionId)
    .slice(WIDEST, WIDEST + 1)
    .map(tier => ({ ...tier, limit }));
}

function plain(lang: Lang, { words, isPhrase }: Term, key: Key): string {
  if (isPhrase) return quote(words.map(word => indexTerm(lang, word[key])).join(" "));
  return words.map(word => quote(indexTerm(lang, word[key]))).join(" AND ");
}

/** Exact, by stem, as a beginning, or with what is attached to it; a phrase is a phrase. */
function wide(lang: Lang, term: Term): string {
  if (term.isPhrase)
    return `(${EXACT} : ${plain(lang, term, "exact")} OR ${STEMS} : ${plain(lang, term, "stem")})`;
  const ways = term.words.flatMap(word => [
    ...formsOf(lang, word).map(form => quote(indexTerm(lang, form))),
    ...(term.isPrefix ? [`${quote(indexTerm(lang, word.exact))} *`] : []),
  ]);
  return `(${ways.join(" OR ")})`;
}

/** Every key under which the index may have a form of a word. */
export function formsOf(lang: Lang, word: IndexedWord): string[] {
  const forms = new Set([word.exact, word.stem]);
  if (lang !== "ar") return [...forms];
  for (const key of [...forms]) for (const letter of ARABIC_ATTACHED) forms.add(letter + key);
  const [first = "", ...rest] = word.exact;
  if (ARABIC_ATTACHED.includes(first) && rest.length >= ATTACHED_LEAVES_LETTERS) {
    const bare = rest.join("");
    forms.add(fold(lang, bare));
    forms.add(stemKey(lang, bare));
  }
  return [...forms];
}

function quote(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
