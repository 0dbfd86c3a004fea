import type { Lang } from "./languages";

// Harakat, the small high signs of the Quran, tatweel, and every format character (including ZWNJ and bidi controls).
const ARABIC_MARKS = /[\u064B-\u065F]|\u0670|[\u06D6-\u06ED]|\u0640|\p{Cf}/gu;
const FORMAT_CHARACTERS = /\p{Cf}/gu;

const replaceArabicLetters = letterReplacer({
  آ: "ا",
  أ: "ا",
  إ: "ا",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ة: "ه",
  ھ: "ه",
  ە: "ه",
  ک: "ك",
});

const replaceSoraniLetters = letterReplacer({
  ي: "ی",
  ى: "ی",
  ے: "ی",
  ة: "ە",
  ك: "ک",
  ڒ: "ڕ",
});

/**
 * The key under which a text is found: never shown, never stored in place of the text. Text and query go through the
 * same function, chosen by the article's language.
 * @returns a string that folds to itself; "" for text of marks alone.
 * @see docs/text.md, "Folding"; Lucene's Arabic and Sorani normalizers
 */
export function fold(lang: Lang, text: string): string {
  if (lang === "ar") return foldArabic(text);
  if (lang === "ckb") return foldSorani(text);
  const latin = text.normalize("NFKC").replace(FORMAT_CHARACTERS, "").normalize("NFKC");
  // Digits too: a year is the same year on every keyboard.
  return finish(latin);
}

/**
 * The key that also forgives missing accents: for `kmr` and `en` ê î û ç ş meet e i u c s, and ı meets i.
 * Arabic script has one key only, so `ar` and `ckb` give that of {@link fold}.
 */
export function foldLoose(lang: Lang, text: string): string {
  const key = fold(lang, text);
  if (lang === "ar" || lang === "ckb") return key;
  return key
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replaceAll("ı", "i")
    .normalize("NFKC");
}

/** One key for all languages, for names and titles of several. In it ە and ه are the same letter. */
export function crossKey(text: string): string {
  return foldArabic(text);
}

/** The cross key without accents: one key for words of all four languages, however carelessly they are typed. */
export function phraseKey(word: string): string {
  return foldLoose("kmr", crossKey(word));
}

/** The cross key without punctuation and spacing: titles with equal keys are the same title. */
export function titleKey(title: string): string {
  return crossKey(title)
    .replace(/[^\p{L}\p{M}\p{N}]/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

function foldArabic(text: string): string {
  return finish(replaceArabicLetters(dropMarks(text.normalize("NFKC"))));
}

function foldSorani(text: string): string {
  // Older keyboards have no ە and no ێ: they are typed as ه with a non-joiner, and as ی with a fatha.
  const typed = text
    .normalize("NFKC")
    .replaceAll("ه\u200C", "ە")
    .replace(/[یي]\u064E/gu, "ێ");
  const vowels = dropMarks(typed)
    .replaceAll("ھ", "ه")
    .replace(/(?<=[\p{L}\p{M}])ه(?![\p{L}\p{M}\p{N}])/gu, "ە");
  return finish(replaceSoraniLetters(vowels).replace(/(?<![\p{L}\p{M}\p{N}])ر/gu, "ڕ"));
}

/** Dropping a joiner can bring a letter and its accent together, so the result is composed again. */
function dropMarks(text: string): string {
  return text.replace(ARABIC_MARKS, "").normalize("NFKC");
}

function finish(text: string): string {
  return toRootLowerCase(toLatinDigits(text)).normalize("NFKC");
}

/** Arabic-Indic and Persian digits (U+0660, U+06F0) become ASCII. NFKC brings in the wide and the ornate ones. */
export function toLatinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, digit => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** ASCII digits become Arabic-Indic ones (U+0660 to U+0669). */
export function toArabicIndicDigits(text: string): string {
  return text.replace(/[0-9]/g, digit => String.fromCodePoint(0x660 + Number(digit)));
}

/**
 * Lower case without a Turkish rule. The root locale would make İ an i with a second dot over it, which no
 * reader types; here it is i, and ı never arises.
 */
export function toRootLowerCase(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase();
}

/** A function that replaces single letters by a table; other letters stay. */
function letterReplacer(table: Readonly<Record<string, string>>): (text: string) => string {
  const listed = new RegExp(`[${Object.keys(table).join("")}]`, "gu");
  return text => text.replace(listed, letter => table[letter] ?? letter);
}
