/** A month and its year, as a heading. Pure. */
import type { Settings } from "../../settings/settings";
import { directionOf, type Lang } from "../../text/languages";
import { toArabicIndicDigits } from "../../text/letters";
import {
  ENGLISH_MONTHS,
  GREGORIAN_MONTHS,
  KURMANJI_MONTHS,
  LEVANT_MONTHS,
  SORANI_MONTHS,
} from "../../text/months";

/** @param month `YYYY-MM` */
export function monthHeading(
  lang: Lang,
  month: string,
  settings: Pick<Settings, "months" | "digits">,
): string {
  const arabic = settings.months === "gregorian" ? GREGORIAN_MONTHS : LEVANT_MONTHS;
  const names = { ar: arabic, ckb: SORANI_MONTHS, kmr: KURMANJI_MONTHS, en: ENGLISH_MONTHS }[lang];
  const heading = `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
  const isArabicIndic = settings.digits === "arabic-indic" && directionOf(lang) === "rtl";
  return isArabicIndic ? toArabicIndicDigits(heading) : heading;
}
