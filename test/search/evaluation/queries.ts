/** The evaluation's queries, each with the articles that it should find, decided by the clean words of the corpus. */
import type { Lang } from "../../../src/text/languages";
import type { CorpusArticle } from "./corpus";
import { cleanWords } from "./corpus";
import { ARABIC_ENTRIES } from "./lexicon/arabic";
import { ENGLISH_ENTRIES } from "./lexicon/english";
import type { Entry, QueryClass } from "./lexicon/entry";
import { KURMANJI_ENTRIES } from "./lexicon/kurmanji";
import { SORANI_ENTRIES } from "./lexicon/sorani";

export interface Query {
  readonly lang: Lang;
  readonly class: QueryClass;
  readonly q: string;
  readonly relevant: ReadonlySet<number>;
}

const ENTRIES: Readonly<Record<Lang, readonly Entry[]>> = {
  ar: ARABIC_ENTRIES,
  ckb: SORANI_ENTRIES,
  kmr: KURMANJI_ENTRIES,
  en: ENGLISH_ENTRIES,
};

export function makeQueries(corpus: readonly CorpusArticle[]): Query[] {
  return (["ar", "ckb", "kmr", "en"] as const).flatMap(lang =>
    ENTRIES[lang].flatMap(entry => {
      const relevant = new Set(
        corpus.filter(article => article.lang === lang && isAbout(article, entry)).map(article => article.id),
      );
      return entry.ask.map(([kind, q]) => ({ lang, class: kind, q, relevant }));
    }),
  );
}

/** Whether an article has one form of each word, or the phrase in one of its sentences. */
function isAbout({ clean }: CorpusArticle, entry: Entry): boolean {
  if ("phrase" in entry) {
    const phrase = ` ${cleanWords(entry.phrase).join(" ")} `;
    return clean.some(words => ` ${words.join(" ")} `.includes(phrase));
  }
  return entry.words.every(forms => {
    const wanted = cleanWords(forms);
    return clean.some(words => words.some(word => wanted.includes(word)));
  });
}
