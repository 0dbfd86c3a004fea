import { type CivilDate, parseIsoDate, weekday } from "./civil-date";
import type { Lang } from "./languages";
import { toArabicIndicDigits } from "./letters";
import {
  ENGLISH_MONTHS,
  GREGORIAN_MONTHS,
  KURMANJI_MONTHS,
  LEVANT_MONTHS,
  type MonthNames,
  SORANI_MONTHS,
} from "./months";
import { WEEKDAYS } from "./weekdays";

/** تشرين الثاني or نوفمبر. */
export type MonthStyle = "levant" | "gregorian";
export type DigitStyle = "latin" | "arabic-indic";

const COMMA: Readonly<Record<Lang, string>> = { ar: "،", ckb: "،", kmr: ",", en: "," };

/**
 * A date in words. Tables of ours, because workerd answers in English for both Kurdish languages.
 * @param iso  `YYYY-MM-DD`.
 * @param options  `weekday` puts its name in front; `months` counts for `ar` only, `digits` for `ar` and `ckb`.
 * @returns what `parseDateLine` reads back, for years of four digits.
 * @throws RangeError if `iso` is no date.
 * @see guide text-and-calendars, section 10; CLDR 48.
 */
export function formatDate(
  lang: Lang,
  iso: string,
  options: { weekday?: boolean; months?: MonthStyle; digits?: DigitStyle } = {},
): string {
  const date = parseIsoDate(iso);
  if (date === null) throw new RangeError(`"${iso}" is not a date of the form YYYY-MM-DD.`);
  const day = dayMonthYear(lang, date, options.months ?? "levant");
  const full = options.weekday ? `${WEEKDAYS[lang][weekday(iso)]}${COMMA[lang]} ${day}` : day;
  const isArabicScript = lang === "ar" || lang === "ckb";
  return isArabicScript && options.digits === "arabic-indic" ? toArabicIndicDigits(full) : full;
}

function dayMonthYear(lang: Lang, { year, month, day }: CivilDate, style: MonthStyle): string {
  const name = (names: MonthNames) => names[month - 1] ?? "";
  switch (lang) {
    case "ar":
      return `${day} ${name(style === "gregorian" ? GREGORIAN_MONTHS : LEVANT_MONTHS)} ${year}`;
    case "ckb":
      return `${day}ی ${name(SORANI_MONTHS)}ی ${year}`;
    case "kmr":
      return `${day}ê ${name(KURMANJI_MONTHS)}a ${year}an`;
    case "en":
      return `${day} ${name(ENGLISH_MONTHS)} ${year}`;
  }
}
