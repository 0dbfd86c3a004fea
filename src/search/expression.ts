/**
 * From terms to what FTS5 is asked. Every word is quoted, so nothing that was typed can be taken for syntax.
 * A tier is one walk through the index, newest first; what it finds is worth its weight.
 * @see https://www.sqlite.org/fts5.html section 3
 */
import { fold } from "../text/fold";
import type { Lang } from "../text/languages";
import { isStopWord, stemKey } from "../text/stem";
import type { IndexedWord } from "../text/words";
import { indexTerm, sectionTerm } from "./entry";
import type { Term } from "./query";

export interface Tier {
  readonly match: string;
  readonly weight: number;
  /** How many of its newest are looked at: each is billed as a row read. */
  readonly limit: number;
}

/** Written attached to the next word: and, by, for, as, so. @see docs/text.md, "Stems" */
const ARABIC_ATTACHED = ["و", "ب", "ل", "ك", "ف"];
const ATTACHED_LEAVES_LETTERS = 3;

const EXACT = "{title lead body}";
const STEMS = "{title_stem lead_stem body_stem}";

type Key = "exact" | "stem";

/**
 * The walks for one language, dearest first: all terms exactly in the title, and so on, down to any of them anywhere.
 * The last but one is the widest of all terms.
 * @param sectionId  finds in this section alone.
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

/** The one walk that finds whatever any walk for all terms finds. */
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

/** The place of the widest among the tiers. */
export const WIDEST = 4;

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

/** Every key under which a word's forms may stand. */
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
