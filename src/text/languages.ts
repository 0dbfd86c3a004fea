/** The languages of Dhikra, by the id used in addresses, in D1 and in packs of observances (docs/text.md, "Languages"). */
export const LANGS = ["ar", "ckb", "kmr", "en"] as const;
export type Lang = (typeof LANGS)[number];

/** What search engines read: two letters and, for Kurdish, the script. They ignore `ckb` and `kmr`. */
export const HREFLANG: Record<Lang, string> = { ar: "ar", ckb: "ku-Arab", kmr: "ku-Latn", en: "en" };

/** Each language's short name in itself, for the switch between translations. */
export const LANGUAGE_NAMES: Record<Lang, string> = {
  ar: "العربية",
  ckb: "سۆرانی",
  kmr: "Kurmancî",
  en: "English",
};

/** Whether a string from outside is one of our language ids. Exact: no case folding, no `ku`, no region. */
export function isLang(s: string): s is Lang {
  return LANGS.some(lang => lang === s);
}

/** Between names in a row, in the language's own script. */
export function commaIn(lang: Lang): string {
  return directionOf(lang) === "rtl" ? "، " : ", ";
}

/** The direction in which a language is written, as for the `dir` attribute. */
export function directionOf(lang: Lang): "rtl" | "ltr" {
  return lang === "ar" || lang === "ckb" ? "rtl" : "ltr";
}

/** What browsers call our languages. `ku` alone is Kurmanji to most of them. */
const BROWSER_TAGS: readonly (readonly [prefix: string, lang: Lang])[] = [
  ["ckb", "ckb"],
  ["ku-arab", "ckb"],
  ["ku-iq", "ckb"],
  ["ku-ir", "ckb"],
  ["kmr", "kmr"],
  ["ku", "kmr"],
  ["ar", "ar"],
  ["en", "en"],
];

/**
 * The language for a reader who has not chosen one.
 * @param acceptLanguage the header, of any length; only its first 20 ranges are read.
 * @param offered the site's languages; the first if none fits.
 * @see RFC 9110 section 12.5.4, RFC 4647 section 3.4 (lookup)
 */
export function chooseLanguage(acceptLanguage: string, offered: readonly Lang[]): Lang {
  const ranges = acceptLanguage.slice(0, 1_000).split(",").slice(0, 20).map(readRange);
  const wanted = ranges.filter(range => range.weight > 0).sort((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    const lang = BROWSER_TAGS.find(([prefix]) => tag === prefix || tag.startsWith(`${prefix}-`))?.[1];
    if (lang !== undefined && offered.includes(lang)) return lang;
  }
  return offered[0] ?? "ar";
}

function readRange(range: string): { tag: string; weight: number } {
  const [tag, ...parameters] = range.trim().toLowerCase().split(";");
  const weight = parameters
    .map(parameter => /^\s*q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1])
    .find(Boolean);
  return { tag: tag ?? "", weight: weight === undefined ? 1 : Number(weight) };
}
