/** A function that replaces single letters by a table; letters that the table lacks stay. */
export function letterReplacer(table: Readonly<Record<string, string>>): (text: string) => string {
  const listed = new RegExp(`[${Object.keys(table).join("")}]`, "gu");
  return text => text.replace(listed, letter => table[letter] ?? letter);
}

/** Arabic-Indic and Persian digits (U+0660, U+06F0) become ASCII. NFKC brings in the wide and the ornate ones. */
export function toLatinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, digit => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** ASCII digits become Arabic-Indic ones (U+0660 to U+0669). */
export function toArabicIndicDigits(text: string): string {
  return text.replace(/[0-9]/g, digit => String.fromCodePoint(0x660 + Number(digit)));
}

/**
 * Lower case without a Turkish rule. The root locale would make İ an i with a second dot over it, which no
 * reader types; here it is i, and ı never arises.
 */
export function toRootLowerCase(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase();
}
