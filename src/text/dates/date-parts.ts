/** Dates that are not whole: a month of a year, a day of every year. Tables of ours, as for whole dates. */
import type { Lang } from "../languages";
import { toArabicIndicDigits } from "../letters";
import { ENGLISH_MONTHS, GREGORIAN_MONTHS, KURMANJI_MONTHS, LEVANT_MONTHS, SORANI_MONTHS } from "./months";

/** تشرين الثاني or نوفمبر. */
export type MonthStyle = "levant" | "gregorian";
export type DigitStyle = "latin" | "arabic-indic";

export interface Style {
  readonly months?: MonthStyle;
  readonly digits?: DigitStyle;
}

/**
 * A month of a year in words: «تشرين الثاني 2021», «mijdara 2021an».
 * @param yearMonth  `YYYY-MM`.
 * @see guide text-and-calendars, section 10: Kurmanji ties month and year by -a and -an, Sorani by -ی.
 */
export function formatMonth(lang: Lang, yearMonth: string, style: Style = {}): string {
  const [year = "", month = ""] = yearMonth.split("-");
  const name = monthName(lang, Number(month), style);
  const words = {
    ar: `${name} ${year}`,
    ckb: `${name}ی ${year}`,
    kmr: `${name}a ${year}an`,
    en: `${name} ${year}`,
  };
  return inDigits(lang, words[lang], style);
}

/**
 * A day of every year in words: «30 تشرين الثاني», «30ê mijdarê».
 * @param monthDay  `MM-DD`.
 * @see Thackston, Kurmanji Kurdish, section 10: the month stands in the oblique, -ê.
 */
export function formatMonthDay(lang: Lang, monthDay: string, style: Style = {}): string {
  const [month = 0, day = 0] = monthDay.split("-").map(Number);
  const name = monthName(lang, month, style);
  const words = {
    ar: `${day} ${name}`,
    ckb: `${day}ی ${name}`,
    kmr: `${day}ê ${name}ê`,
    en: `${day} ${name}`,
  };
  return inDigits(lang, words[lang], style);
}

/** A year, in the digits of the site. */
export function formatYear(lang: Lang, year: string, style: Style = {}): string {
  return inDigits(lang, year, style);
}

/** @param month counted from 1. */
export function monthName(lang: Lang, month: number, { months }: Style): string {
  const tables = {
    ar: months === "gregorian" ? GREGORIAN_MONTHS : LEVANT_MONTHS,
    ckb: SORANI_MONTHS,
    kmr: KURMANJI_MONTHS,
    en: ENGLISH_MONTHS,
  };
  return tables[lang][month - 1] ?? "";
}

/** Text with its digits in the style of the site; Latin scripts keep theirs. */
export function inDigits(lang: Lang, text: string, { digits }: Style): string {
  return digits === "arabic-indic" && (lang === "ar" || lang === "ckb") ? toArabicIndicDigits(text) : text;
}
