/** How newsrooms type: each style takes the clean spelling of a text and returns what a hurried hand makes of it. */
import type { Lang } from "../../../src/text/languages";
import { VOCALISED } from "./seeds/vocalised";

export type Style = (clean: string) => string;

/** Not the relative pronoun, whose shadda is on its lam. */
const SUN_LETTER_AFTER_ARTICLE = /(?<![\p{L}\p{M}])([وفب]?ال)([تثدذرزسشصضطظلن])(?=\p{L}{2})/gu;
const WORD_END = "(?![\\p{L}\\p{M}])";

const asTyped: Style = clean => clean;

/** A few shaddas and full vowels, as careful Arabic desks set them. */
const withHarakat: Style = clean =>
  clean
    .replace(/\p{L}+/gu, word => VOCALISED.get(word) ?? word)
    .replace(SUN_LETTER_AFTER_ARTICLE, "$1$2\u0651")
    .replace(new RegExp(`ية${WORD_END}`, "gu"), "يّة");

/** The tanwin after its alef: طبقاً. */
const tanwinLast: Style = clean => clean.replaceAll("\u064Bا", "ا\u064B");
const withoutTanwin: Style = clean => clean.replaceAll("\u064B", "");
const withoutHamza: Style = clean => clean.replace(/[أإآ]/g, "ا");
const yaAsAlefMaqsura: Style = clean => clean.replace(new RegExp(`ي${WORD_END}`, "gu"), "ى");
const taMarbutaAsHa: Style = clean => clean.replace(new RegExp(`ة${WORD_END}`, "gu"), "ه");
const persianLetters: Style = clean => clean.replaceAll("ك", "ک").replaceAll("ي", "ی");
const arabicDigits: Style = clean =>
  clean.replace(/\d/g, digit => String.fromCodePoint(0x660 + Number(digit)));
const persianDigits: Style = clean =>
  clean.replace(/\d/g, digit => String.fromCodePoint(0x6f0 + Number(digit)));
/** A tatweel after a letter that joins, as in headlines that are stretched. */
const withTatweel: Style = clean => clean.replace(/(?<=\p{L}{2}[بتسشصعفقكلمنه])(?=[^\P{L}اأإآ]\p{L})/gu, "ـ");

/** The old way to type a Sorani ە: an Arabic ha and a joiner that parts it. */
const haWithNonJoiner: Style = clean => clean.replaceAll("ە", "ه\u200C");
const arabicLetters: Style = clean => clean.replaceAll("ک", "ك").replaceAll("ی", "ي");
const doachashmeeHa: Style = clean => clean.replaceAll("ه", "ھ");

const withoutAccents: Style = clean => clean.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i");
const straightQuotes: Style = clean => clean.replaceAll("’", "'");
const capitals: Style = clean => clean.toUpperCase();

const both =
  (...styles: readonly Style[]): Style =>
  clean =>
    styles.reduce((text, style) => style(text), clean);

/** The styles of a language; its articles take them in turn. */
export const STYLES: Readonly<Record<Lang, readonly Style[]>> = {
  ar: [
    asTyped,
    both(tanwinLast, withHarakat),
    both(withoutHamza, withoutTanwin),
    yaAsAlefMaqsura,
    taMarbutaAsHa,
    both(persianLetters, tanwinLast),
    both(arabicDigits, withTatweel),
    withHarakat,
    both(withoutHamza, taMarbutaAsHa),
  ],
  ckb: [
    asTyped,
    both(haWithNonJoiner, arabicLetters),
    persianDigits,
    doachashmeeHa,
    both(arabicLetters, arabicDigits),
  ],
  kmr: [asTyped, withoutAccents, asTyped, both(withoutAccents, straightQuotes)],
  en: [asTyped, straightQuotes, withoutAccents],
};

/** Headlines alone are set in capitals too, where a script has them: every fifth. */
export function headline(lang: Lang, index: number, title: string): string {
  const hasCapitals = lang === "kmr" || lang === "en";
  return hasCapitals && index % 5 === 4 ? capitals(title) : title;
}
