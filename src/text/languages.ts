/** The languages of the house, by the id that stands in addresses, in D1 and in the observances (guide, section 1). */
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

/** What stands between names, in a language's own script. */
export function commaIn(lang: Lang): string {
  return directionOf(lang) === "rtl" ? "، " : ", ";
}

/** The direction in which a language is written, as for the `dir` attribute. */
export function directionOf(lang: Lang): "rtl" | "ltr" {
  return lang === "ar" || lang === "ckb" ? "rtl" : "ltr";
}
