import { fold, foldLoose } from "./fold";
import { LANGS, type Lang } from "./languages";
import { stemEnglish, stemKurmanji, stemSoraniDeeply } from "./light-stem";
import { canonicalWord } from "./synonyms";

/** An ending, and how many of its letters are cut. */
type Ending = readonly [ending: string, cut: number];

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

const TANWIN = /(?:ا\u064B|\u064B(\u0651?)ا)$/;
const TANWIN_MUST_REMAIN = 3;

const STOP_WORDS: Readonly<Record<Lang, readonly string[]>> = {
  ar: "في من على إلى عن أن إن ما لا هذا هذه التي الذي و".split(" "),
  ckb: "لە بە بۆ و کە".split(" "),
  kmr: "li ji bi û di de ku".split(" "),
  // The s and the t are what an apostrophe leaves of "Syria's" and "don't".
  en: "a an and are as at be by for from in is it its of on or s t that the this to was were with".split(" "),
};

const STOP_KEYS = new Map(
  LANGS.map(lang => [
    lang,
    new Set(STOP_WORDS[lang].flatMap(word => [fold(lang, word), foldLoose(lang, word)])),
  ]),
);

/**
 * The word without a final اً or ًا, in either typing order, if 3 letters remain: folding would keep the alef and
 * lose the sign that it is no part of the word.
 * @param word  unfolded.
 * @see guide text-and-calendars, section 5.
 */
export function dropTanwin(word: string): string {
  // A tanwin is in the last three letters and marks: a long word is not searched for its end.
  const tail = word.slice(-3).normalize("NFC");
  if (!TANWIN.test(tail)) return word;
  const kept = word.slice(0, -3) + tail.replace(TANWIN, "$1");
  return lettersAtLeast(kept, TANWIN_MUST_REMAIN) ? kept : word;
}

/**
 * The word without its inflection. Light: it cuts common prefixes and endings, and knows no roots.
 * @param foldedWord  what `fold` gives for `ar` and `ckb`, `foldLoose` for `kmr` and `en`.
 * @see guide text-and-calendars, section 5; after Lucene's ArabicStemmer and SoraniStemmer. For `kmr` and `en`
 * decision 0005.
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
 * The key of the second column of the index, under which the forms of a word and its other spellings meet. For
 * Sorani it is cut deeper than {@link stem}, which parts کوردستان from کوردستانی and شار from شارەکان.
 * @param word  as it stands in the text: an Arabic tanwin must not be folded yet.
 * @see decision 0005.
 */
export function stemKey(lang: Lang, word: string): string {
  const folded = lang === "ar" ? fold(lang, dropTanwin(word)) : foldLoose(lang, word);
  const key = canonicalWord(lang, folded);
  return lang === "ckb" ? stemSoraniDeeply(key) : stem(lang, key);
}

/** Whether a word is so common that it says little. It lowers a rank, and is never dropped. */
export function isStopWord(lang: Lang, foldedWord: string): boolean {
  return STOP_KEYS.get(lang)?.has(foldedWord) ?? false;
}

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

function lettersAtLeast(word: string, count: number): boolean {
  let letters = 0;
  for (const character of word) {
    if (/[\p{L}--\u0640]/v.test(character)) letters += 1;
    if (letters >= count) return true;
  }
  return false;
}
