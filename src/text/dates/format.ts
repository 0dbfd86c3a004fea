/**
 * Dates as Dhikra writes them. The names are ours (docs/text.md, "Dates"): workerd has no locale data for either Kurdish
 * language and would answer in English.
 */
import { toArabicIndicDigits } from "../fold";
import type { Lang } from "../languages";
import { type CivilDate, dayNumber, parseIsoDate, weekday } from "./civil-date";

const names = (list: string): readonly string[] => list.split(", ");

/** Twelve names each, January first. */
export const LEVANT_MONTHS = names(
  "كانون الثاني, شباط, آذار, نيسان, أيار, حزيران, تموز, آب, أيلول, تشرين الأول, تشرين الثاني, كانون الأول",
);
export const GREGORIAN_MONTHS = names(
  "يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر",
);
export const KURMANJI_MONTHS = names(
  "rêbendan, sibat, adar, nîsan, gulan, hezîran, tîrmeh, tebax, îlon, cotmeh, mijdar, berfanbar",
);
/** CLDR spells December کانونی and January کانوونی; we write one spelling and read both. */
export const SORANI_MONTHS = names(
  "کانوونی دووەم, شوبات, ئازار, نیسان, ئایار, حوزەیران, تەمووز, ئاب, ئەیلوول, تشرینی یەکەم, تشرینی دووەم, کانوونی یەکەم",
);
export const ENGLISH_MONTHS = names(
  "January, February, March, April, May, June, July, August, September, October, November, December",
);

/** Seven names each, at the number that `weekday` gives: Sunday is 0. */
export const WEEKDAYS: Readonly<Record<Lang, readonly string[]>> = {
  ar: names("الأحد, الاثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت"),
  ckb: names("یەکشەممە, دووشەممە, سێشەممە, چوارشەممە, پێنجشەممە, هەینی, شەممە"),
  kmr: names("yekşem, duşem, sêşem, çarşem, pêncşem, înî, şemî"),
  en: names("Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday"),
};

export interface DateStyle {
  /** For `ar` only: تشرين الثاني or نوفمبر. */
  readonly months?: "levant" | "gregorian";
  /** For `ar` and `ckb` only. */
  readonly digits?: "latin" | "arabic-indic";
}

/**
 * A date in words, with its weekday in front if asked.
 * @param iso  `YYYY-MM-DD`.
 * @returns what `parseDateLine` reads back, for years of four digits.
 * @throws RangeError if `iso` is no date.
 * @see CLDR 48
 */
export function formatDate(
  lang: Lang,
  iso: string,
  options: DateStyle & { readonly weekday?: boolean } = {},
): string {
  const date = parseIsoDate(iso);
  if (date === null) throw new RangeError(`"${iso}" is not a date of the form YYYY-MM-DD.`);
  const day = dayMonthYear(lang, date, options);
  const comma = lang === "ar" || lang === "ckb" ? "،" : ",";
  const full = options.weekday ? `${WEEKDAYS[lang][weekday(iso)]}${comma} ${day}` : day;
  return inDigits(lang, full, options);
}

function dayMonthYear(lang: Lang, { year, month, day }: CivilDate, style: DateStyle): string {
  const name = monthName(lang, month, style);
  const words = {
    ar: `${day} ${name} ${year}`,
    ckb: `${day}ی ${name}ی ${year}`,
    kmr: `${day}ê ${name}a ${year}an`,
    en: `${day} ${name} ${year}`,
  };
  return words[lang];
}

/**
 * A month of a year in words: «تشرين الثاني 2021», «mijdara 2021an».
 * @param yearMonth  `YYYY-MM`.
 */
export function formatMonth(lang: Lang, yearMonth: string, style: DateStyle = {}): string {
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
 * @see Thackston, Kurmanji Kurdish, section 10: the month is in the oblique, -ê.
 */
export function formatMonthDay(lang: Lang, monthDay: string, style: DateStyle = {}): string {
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
export function formatYear(lang: Lang, year: string, style: DateStyle = {}): string {
  return inDigits(lang, year, style);
}

/** @param month 1 to 12. */
export function monthName(lang: Lang, month: number, { months }: DateStyle): string {
  const tables = {
    ar: months === "gregorian" ? GREGORIAN_MONTHS : LEVANT_MONTHS,
    ckb: SORANI_MONTHS,
    kmr: KURMANJI_MONTHS,
    en: ENGLISH_MONTHS,
  };
  return tables[lang][month - 1] ?? "";
}

/** Text with its digits in the style of the site. Latin scripts keep theirs. */
export function inDigits(lang: Lang, text: string, { digits }: DateStyle): string {
  return digits === "arabic-indic" && (lang === "ar" || lang === "ckb") ? toArabicIndicDigits(text) : text;
}

interface RelativePhrases {
  /** For −1, 0 and 1. */
  readonly near: readonly [yesterday: string, today: string, tomorrow: string];
  readonly ago: string;
  readonly ahead: string;
  readonly days: (n: number) => string;
  readonly weeks: (n: number) => string;
}

// After قبل and بعد two is oblique; from 3 to 6 the noun is plural. Kurmanji has both nouns oblique after berî and piştî.
const RELATIVE: Readonly<Record<Lang, RelativePhrases>> = {
  ar: {
    near: ["أمس", "اليوم", "غداً"],
    ago: "قبل {}",
    ahead: "بعد {}",
    days: n => (n === 2 ? "يومين" : `${n} أيام`),
    weeks: n => ["أسبوع", "أسبوعين"][n - 1] ?? `${n} أسابيع`,
  },
  ckb: {
    near: ["دوێنێ", "ئەمڕۆ", "سبەی"],
    ago: "پێش {}",
    ahead: "پاش {}",
    days: n => `${n} ڕۆژ`,
    weeks: n => (n === 1 ? "هەفتەیەک" : `${n} هەفتە`),
  },
  kmr: {
    near: ["duh", "îro", "sibe"],
    ago: "berî {}",
    ahead: "piştî {}",
    days: n => `${n} rojan`,
    weeks: n => (n === 1 ? "hefteyekê" : `${n} hefteyan`),
  },
  en: {
    near: ["yesterday", "today", "tomorrow"],
    ago: "{} ago",
    ahead: "in {}",
    days: n => `${n} days`,
    weeks: n => (n === 1 ? "1 week" : `${n} weeks`),
  },
};

/**
 * How a day is spoken of on another: yesterday, in 3 days, 2 weeks ago. Latin digits; weeks are whole ones.
 * @param fromIso  the day of speaking, `YYYY-MM-DD`.
 * @param toIso  the day spoken of.
 * @returns null from 30 days on, either way: then the date itself says more.
 * @throws RangeError if either is no date.
 * @see CLDR 48, relative times of `ar` and `ku`
 */
export function relativeDate(lang: Lang, fromIso: string, toIso: string): string | null {
  const days = dayNumber(toIso) - dayNumber(fromIso);
  const distance = Math.abs(days);
  if (distance >= 30) return null;
  const phrases = RELATIVE[lang];
  const near = phrases.near[days + 1];
  if (near !== undefined) return near;
  const count = distance < 7 ? phrases.days(distance) : phrases.weeks(Math.floor(distance / 7));
  return (days < 0 ? phrases.ago : phrases.ahead).replace("{}", count);
}
