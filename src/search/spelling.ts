/** The nearest spelling that there is in the index, for a query that found nothing. */
import type { Runtime } from "../runtime";
import type { Lang } from "../text/languages";
import { indexTerm, wordOfTerm } from "./entry";
import { wordsLike } from "./queries";
import type { Term } from "./query";

/** How many words of the index are compared. */
const COMPARED = 120;
/** How many letters may differ in a word of so many letters. */
const FAR = 2;
/** The first half of the letters is taken to be right, and at least these. */
const BEGINNING = 2;

/** @returns the whole query in the nearest spelling; null when there is none near. */
export async function nearestSpelling(
  runtime: Runtime,
  lang: Lang,
  terms: readonly Term[],
): Promise<string | null> {
  const wanted = terms.filter(term => !term.isExcluded).flatMap(term => term.words.map(word => word.exact));
  const [first] = wanted;
  if (first === undefined || wanted.length > 1 || [...first].length <= BEGINNING) return null;
  const beginning = indexTerm(
    lang,
    [...first].slice(0, Math.max(BEGINNING, Math.ceil([...first].length / 2))).join(""),
  );
  const known = await wordsLike(runtime.search, beginning, COMPARED, runtime.waits.d1Ms);
  return nearest(first, known.map(wordOfTerm));
}

/** The word at the smallest distance, if that is small; pure. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const measured = candidates
    .filter(candidate => candidate !== word && Math.abs(candidate.length - word.length) <= FAR)
    .map(candidate => ({ candidate, far: distance(word, candidate) }))
    .filter(({ far }) => far <= Math.min(FAR, Math.floor(word.length / 3)))
    .sort((one, other) => one.far - other.far);
  return measured[0]?.candidate ?? null;
}

/** Letters to be changed, added or dropped. @see Levenshtein (1966), by the two-row method of Wagner and Fischer (1974) */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
