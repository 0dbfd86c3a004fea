import type { Lang } from "./languages";

/** Nominative, as a subject; oblique, after a preposition. Only Arabic distinguishes them. */
export type Case = "nom" | "obl";

const ARABIC_UNITS = [
  ...["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة"],
  ...["السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة"],
];
const ARABIC_TENS = ["العشر", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثمان", "التسع"] as const;

/**
 * The ordinal of an anniversary, feminine in Arabic, as after الذكرى.
 * @param n  whole, 1 or more. Arabic has words to 199 and digits from 200 on.
 * @throws RangeError for anything else: there is no anniversary 0.
 * @see docs/text.md, "Ordinals and years"
 */
export function ordinal(lang: Lang, n: number, kase: Case): string {
  mustCount(n);
  switch (lang) {
    case "ar":
      return n < 200 ? arabicWords(n, kase) : `الـ${n}`;
    case "ckb":
      return `${n}هەمین`;
    case "kmr":
      return `${n}’emîn`;
    case "en":
      return `${n}${englishEnding(n)}`;
  }
}

/**
 * "11 years" in the language, with the Arabic form that the number asks for.
 * @param n  whole, 1 or more.
 * @throws RangeError for anything else.
 * @see CLDR 48, the Arabic forms of the unit year
 */
export function yearsPhrase(lang: Lang, n: number, kase: Case): string {
  mustCount(n);
  switch (lang) {
    case "ar":
      return arabicYears(n, kase);
    case "ckb":
      return `${n} ساڵ`;
    case "kmr":
      return `${n} sal`;
    case "en":
      return n === 1 ? "1 year" : `${n} years`;
  }
}

function mustCount(n: number): void {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new RangeError(`${n} is no count of years: it must be 1 or more.`);
}

function arabicWords(n: number, kase: Case): string {
  if (n === 100) return "المئة";
  if (n > 100) return `${arabicWords(n - 100, kase)} بعد المئة`;
  if (n <= 10) return ARABIC_UNITS[n - 1] ?? "";
  // In compounds "first" is الحادية, not الأولى.
  const unit = n % 10 === 1 ? "الحادية" : ARABIC_UNITS[(n % 10) - 1];
  if (n < 20) return `${unit} عشرة`;
  const ten = `${ARABIC_TENS[Math.floor(n / 10) - 2]}${kase === "nom" ? "ون" : "ين"}`;
  return n % 10 === 0 ? ten : `${unit} و${ten}`;
}

function arabicYears(n: number, kase: Case): string {
  if (n === 1) return "سنة";
  if (n === 2) return kase === "nom" ? "سنتان" : "سنتين";
  return n % 100 >= 3 && n % 100 <= 10 ? `${n} سنوات` : `${n} سنة`;
}

function englishEnding(n: number): string {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][n % 10] ?? "th";
}
