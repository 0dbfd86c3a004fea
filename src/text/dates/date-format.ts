import type { Lang } from "../languages";
import { type CivilDate, parseIsoDate, weekday } from "./civil-date";
import { inDigits, monthName, type Style } from "./date-parts";
import { WEEKDAYS } from "./weekdays";

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
  options: Style & { readonly weekday?: boolean } = {},
): string {
  const date = parseIsoDate(iso);
  if (date === null) throw new RangeError(`"${iso}" is not a date of the form YYYY-MM-DD.`);
  const day = dayMonthYear(lang, date, options);
  const full = options.weekday ? `${WEEKDAYS[lang][weekday(iso)]}${COMMA[lang]} ${day}` : day;
  return inDigits(lang, full, options);
}

function dayMonthYear(lang: Lang, { year, month, day }: CivilDate, style: Style): string {
  const name = monthName(lang, month, style);
  const words = {
    ar: `${day} ${name} ${year}`,
    ckb: `${day}ی ${name}ی ${year}`,
    kmr: `${day}ê ${name}a ${year}an`,
    en: `${day} ${name} ${year}`,
  };
  return words[lang];
}
