/** Light stems: endings of inflection are cut, those of derivation are not, and no roots are known. */
import { fold, foldLoose } from "./fold";
import { LANGS, type Lang } from "./languages";
import { once } from "./once";
import { canonicalWord } from "./synonyms";

/**
 * The word without its inflection. Light: it cuts common prefixes and endings, and knows no roots.
 * @param foldedWord  what `fold` gives for `ar` and `ckb`, `foldLoose` for `kmr` and `en`.
 * @see docs/text.md, "Stems"; Lucene's ArabicStemmer and SoraniStemmer
 */
export function stem(lang: Lang, foldedWord: string): string {
  switch (lang) {
    case "ar":
      return stemArabic(foldedWord);
    case "ckb":
      return stemSorani(foldedWord);
    case "kmr":
      return stemKurmanji(foldedWord);
    case "en":
      return stemEnglish(foldedWord);
  }
}

/**
 * The key of the index's second column: one for all forms and spellings of a word. For Sorani it is cut deeper than
 * {@link stem}, which separates کوردستان from کوردستانی and شار from شارەکان.
 * @param word  unfolded: an Arabic tanwin must still be there.
 * @see docs/decisions/0005
 */
export function stemKey(lang: Lang, word: string): string {
  const folded = lang === "ar" ? fold(lang, dropTanwin(word)) : foldLoose(lang, word);
  const key = canonicalWord(lang, folded);
  return lang === "ckb" ? stemSoraniDeeply(key) : stem(lang, key);
}

const STOP_WORDS: Readonly<Record<Lang, readonly string[]>> = {
  ar: "في من على إلى عن أن إن ما لا هذا هذه التي الذي و".split(" "),
  ckb: "لە بە بۆ و کە".split(" "),
  kmr: "li ji bi û di de ku".split(" "),
  // The s and the t are what an apostrophe leaves of "Syria's" and "don't".
  en: "a an and are as at be by for from in is it its of on or s t that the this to was were with".split(" "),
};

const stopKeys = once(
  () =>
    new Map(
      LANGS.map(lang => [
        lang,
        new Set(STOP_WORDS[lang].flatMap(word => [fold(lang, word), foldLoose(lang, word)])),
      ]),
    ),
);

/** Whether a word is so common that it says little. It lowers a rank and is never dropped. */
export function isStopWord(lang: Lang, foldedWord: string): boolean {
  return stopKeys().get(lang)?.has(foldedWord) ?? false;
}

const TANWIN = /(?:ا\u064B|\u064B(\u0651?)ا)$/;
const TANWIN_MUST_REMAIN = 3;

/**
 * The word without a final اً or ًا, in either typing order, if 3 letters remain: folding would keep the alef and
 * lose the sign that it is no part of the word.
 * @param word  unfolded.
 */
export function dropTanwin(word: string): string {
  // A tanwin is in the last three letters and marks: a long word is not searched for its end.
  const tail = word.slice(-3).normalize("NFC");
  if (!TANWIN.test(tail)) return word;
  const kept = word.slice(0, -3) + tail.replace(TANWIN, "$1");
  return lettersAtLeast(kept, TANWIN_MUST_REMAIN) ? kept : word;
}

function lettersAtLeast(word: string, count: number): boolean {
  let letters = 0;
  for (const character of word) {
    if (/[\p{L}--\u0640]/v.test(character)) letters += 1;
    if (letters >= count) return true;
  }
  return false;
}

const ARABIC_PREFIXES: readonly (readonly [prefix: string, mustRemain: number])[] = [
  ["ال", 2],
  ["وال", 2],
  ["بال", 2],
  ["كال", 2],
  ["فال", 2],
  ["لل", 2],
  ["و", 3],
];
const ARABIC_SUFFIXES = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"] as const;
const ARABIC_MUST_REMAIN = 2;

function stemArabic(word: string): string {
  const prefix = ARABIC_PREFIXES.find(
    ([start, mustRemain]) => word.startsWith(start) && word.length >= start.length + mustRemain,
  )?.[0];
  const bare = word.slice(prefix?.length ?? 0);
  return ARABIC_SUFFIXES.reduce(
    (rest, suffix) =>
      rest.endsWith(suffix) && rest.length >= suffix.length + ARABIC_MUST_REMAIN
        ? rest.slice(0, -suffix.length)
        : rest,
    bare,
  );
}

/** An ending, and how many of its letters are cut. */
type Ending = readonly [ending: string, cut: number];

// Postpositions, then pronouns, then the state of the noun; of each kind the longest comes first.
const SORANI_ENDINGS: readonly (readonly Ending[])[] = [
  [whole("ەوە"), whole("دا"), ["نا", 1]],
  ["مان", "یان", "تان"].map(whole),
  [
    ...["یەکی", "ەکان", "یانی", "یانە"].map(whole),
    ...["ێکی", "یەک", "ەکە", "کان", "انی", "یان", "انە"].map(whole),
    ["ایە", 2],
    ["ەیە", 2],
    ...["ێک", "کە", "ان"].map(whole),
    ...["ە", "ی"].map(whole),
  ],
];
const SORANI_MUST_REMAIN = 4;

function stemSorani(word: string): string {
  return SORANI_ENDINGS.reduce((rest, kind) => {
    const fits = kind.find(
      ([ending, cut]) => rest.endsWith(ending) && rest.length >= cut + SORANI_MUST_REMAIN,
    );
    return fits === undefined ? rest : rest.slice(0, -fits[1]);
  }, word);
}

function whole(ending: string): Ending {
  return [ending, ending.length];
}

// One ending each, not their sums, so that every form comes past the bare noun: [ending, cut, must remain].
const SORANI_DEEP_ENDINGS: readonly (readonly [ending: string, cut: number, mustRemain: number])[] = [
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
 * end like inflected words, meet their own forms. 3 letters remain, or 2 before an ending that hardly any bare noun
 * has.
 * @see docs/text.md, "Stems"
 */
function stemSoraniDeeply(word: string): string {
  return cutAgain(word, soraniCut);
}

/** Definite endings that lose their ە follow a vowel only; after a consonant the ک belongs to the noun. */
const BEHIND_A_VOWEL: readonly string[] = ["کان", "کە"];
const SORANI_VOWELS = "اەۆێیو";

function soraniCut(word: string, end: number): number {
  const fits = SORANI_DEEP_ENDINGS.find(
    ([ending, cut, mustRemain]) =>
      word.endsWith(ending, end) &&
      (end - cut >= mustRemain || FIGURES.test(word.slice(0, end - cut))) &&
      (!BEHIND_A_VOWEL.includes(ending) || SORANI_VOWELS.includes(word.charAt(end - cut - 1))),
  );
  return fits?.[1] ?? 0;
}

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
 * noun
 */
function stemKurmanji(word: string): string {
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

/** Cuts from the end until nothing more is to be cut. One step per ending, without a copy of the word. */
function cutAgain(word: string, cutAt: (word: string, end: number) => number): string {
  let end = word.length;
  for (let cut = cutAt(word, end); cut > 0; cut = cutAt(word, end)) end -= cut;
  return word.slice(0, end);
}

// Common in news, and out of reach of the rules.
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
 * stripping" (1980), step 1b for -ed and -ing
 */
function stemEnglish(word: string): string {
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
