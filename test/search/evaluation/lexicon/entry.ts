/** What readers ask: one way to miss a word each. Diacritics are a kind of spelling, measured by themselves too. */
export const QUERY_CLASSES = ["exact", "spelling", "diacritics", "inflected", "phrase", "prefix"] as const;
export type QueryClass = (typeof QUERY_CLASSES)[number];

/**
 * Words of the corpus and the queries that must find them. Relevant is every article with a form of each word,
 * in clean spelling, or with the phrase to the letter.
 */
export type Entry = (
  | {
      /** For each word all its forms in the corpus, separated by spaces. */
      readonly words: readonly string[];
    }
  | { readonly phrase: string }
) & { readonly ask: readonly (readonly [kind: QueryClass, q: string])[] };

/** An entry for one word. */
export const word = (forms: string, ...ask: Entry["ask"]): Entry => ({ words: [forms], ask });
/** An entry for several words that must all occur. */
export const together = (words: readonly string[], ...ask: Entry["ask"]): Entry => ({ words, ask });
export const phrase = (text: string, ...ask: Entry["ask"]): Entry => ({ phrase: text, ask });

/** A query as some keyboards and file systems send it, its accents and hamzas apart from their letters. */
export const apart = (text: string): string => text.normalize("NFD");
