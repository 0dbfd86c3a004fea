/** Which language a reader is led to who has not chosen one. Pure. */
import type { Lang } from "./languages";

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
 * @param acceptLanguage the header, of any length; only its first 20 ranges are read.
 * @param offered the site's languages; the first is the answer when none fits.
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
