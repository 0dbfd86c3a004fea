/** Light stems: endings of inflection are cut, never those of derivation. Input is the folded or loose key. */

// Nouns in the ezafe, the oblique and the indefinite, singular and plural, and the commonest endings of verbs.
// After a vowel they begin with y. Longest first.
const KURMANJI_ENDINGS = ["eke", "eki", "ine", "an", "en", "in", "ek", "a", "e", "i"] as const;
const KURMANJI_MUST_REMAIN = 4;
const CLOSED_SYLLABLE = /^[^aeiou\d][aeiou][^aeiou\d]$/;
const FIGURES = /^\d{1,4}$/;

/**
 * A Kurmanji word without its endings, cut again and again until none fits, so that Kurdistan and Kurdistanê meet
 * though the name itself ends like a plural. What remains has 4 letters, or is one closed syllable (jin, roj), or
 * a number (2021an).
 * @see Thackston, Kurmanji Kurdish: A Reference Grammar with Selected Readings, section 6, for the endings of the
 * noun; decision 0005.
 */
export function stemKurmanji(word: string): string {
  return cutAgain(word, kurmanjiCut);
}

/** How many letters the longest ending takes that may go, the glide before it included. */
function kurmanjiCut(word: string, end: number): number {
  for (const ending of KURMANJI_ENDINGS) {
    if (!word.endsWith(ending, end)) continue;
    const start = end - ending.length;
    if (/^[aeiou]y$/.test(word.slice(Math.max(0, start - 2), start)) && mayRemain(word, start - 1))
      return ending.length + 1;
    if (mayRemain(word, start)) return ending.length;
  }
  return 0;
}

function mayRemain(word: string, length: number): boolean {
  if (length >= KURMANJI_MUST_REMAIN) return true;
  const rest = word.slice(0, length);
  return CLOSED_SYLLABLE.test(rest) || FIGURES.test(rest);
}

// One ending each, not their sums, so that every form comes past the bare noun: [ending, cut, must remain].
const SORANI_ENDINGS: readonly (readonly [ending: string, cut: number, mustRemain: number])[] = [
  ["ەکان", 4, 2],
  ["ەکە", 3, 2],
  ...["ەوە", "یەک", "کان", "مان", "یان", "تان"].map(ending => [ending, 3, 3] as const),
  ["ێک", 2, 2],
  ["ان", 2, 2],
  ["دا", 2, 3],
  ["کە", 2, 3],
  ["نا", 1, 3],
  ["ە", 1, 3],
  ["ی", 1, 3],
];

/**
 * A Sorani word without its endings, cut again and again until none fits, so that کوردستان and هەڵەبجە, which
 * end like inflected words, meet their own forms. Cuts deeper than the guide's stem: 3 letters remain, or 2 before
 * an ending that hardly any bare noun has.
 * @see guide text-and-calendars, section 5, for the endings; decision 0005.
 */
export function stemSoraniDeeply(word: string): string {
  return cutAgain(word, soraniCut);
}

/** The definite endings without their ە stand behind a vowel alone; behind a consonant the ک is the noun's own. */
const BEHIND_A_VOWEL: readonly string[] = ["کان", "کە"];
const SORANI_VOWELS = "اەۆێیو";

function soraniCut(word: string, end: number): number {
  const fits = SORANI_ENDINGS.find(
    ([ending, cut, mustRemain]) =>
      word.endsWith(ending, end) &&
      (end - cut >= mustRemain || FIGURES.test(word.slice(0, end - cut))) &&
      (!BEHIND_A_VOWEL.includes(ending) || SORANI_VOWELS.includes(word.charAt(end - cut - 1))),
  );
  return fits?.[1] ?? 0;
}

/** Cuts from the end until nothing more is to be cut. One step per ending, without a copy of the word. */
function cutAgain(word: string, cutAt: (word: string, end: number) => number): string {
  let end = word.length;
  for (let cut = cutAt(word, end); cut > 0; cut = cutAt(word, end)) end -= cut;
  return word.slice(0, end);
}

// What no rule reaches and the news is full of.
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ...pairs("men man, women woman, children child, lives life, wives wife, feet foot, crises crisis"),
  ...pairs("agreed agree, freed free, died die, dying die, used use, using use, fled flee"),
  ...pairs("said say, held hold, fell fall, fallen fall, took take, taken take, spoke speak, spoken speak"),
  ...pairs("wrote write, written write, began begin, begun begin, built build, fought fight"),
]);
const INVARIANT = new Set("news series species during evening morning united".split(" "));
const ENGLISH_MUST_REMAIN = 3;

/**
 * An English word without plural, -ing and -ed. A final e goes, a final y is i and a double consonant single, in
 * every word, so that release, releases, released and releasing meet. Cuts leave 3 letters, one of them a vowel.
 * @see Harman, "How effective is suffixing?", JASIS 42 (1991), for the plural; Porter, "An algorithm for suffix
 * stripping" (1980), step 1b for -ed and -ing; decision 0005.
 */
export function stemEnglish(word: string): string {
  if (INVARIANT.has(word)) return word;
  const one = IRREGULAR.get(word) ?? singular(word);
  if (INVARIANT.has(one)) return one;
  const plain = withoutVerbEnding(one);
  return withoutSpelling(IRREGULAR.get(plain) ?? plain);
}

/** Harman's three rules; -is is left alone too (crisis, Paris). */
function singular(word: string): string {
  if (/[^ae]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?<![uis])s$/.test(word) && word.length > ENGLISH_MUST_REMAIN) return word.slice(0, -1);
  return word;
}

function withoutVerbEnding(word: string): string {
  if (/[^aeiou]ied$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  const ending = /(?:ing|(?<!e)ed)$/.exec(word)?.[0] ?? "";
  const rest = word.slice(0, word.length - ending.length);
  return rest.length >= ENGLISH_MUST_REMAIN && /[aeiouy]/.test(rest) ? rest : word;
}

function withoutSpelling(word: string): string {
  if (word.length <= ENGLISH_MUST_REMAIN) return word;
  const bare = word.endsWith("e") ? word.slice(0, -1) : word;
  if (bare.length <= ENGLISH_MUST_REMAIN) return bare;
  if (bare.endsWith("y")) return `${bare.slice(0, -1)}i`;
  return /([b-df-hj-np-tv-z])\1$/.test(bare) ? bare.slice(0, -1) : bare;
}

function pairs(list: string): [string, string][] {
  return list.split(", ").map(pair => {
    const [form = "", base = ""] = pair.split(" ");
    return [form, base];
  });
}
