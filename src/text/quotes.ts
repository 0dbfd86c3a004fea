const OPENED_BY: Readonly<Record<string, string>> = { "”": "“", "»": "«" };

/**
 * Whether every “ and « of a paragraph is closed in it, in place: equal numbers the wrong way round do not pair.
 * Straight quotes and apostrophes say nothing about sides and are not looked at. Linear.
 */
export function quotesPair(paragraph: string): boolean {
  const open: string[] = [];
  for (const [mark] of paragraph.matchAll(/[“”«»]/g)) {
    const opener = OPENED_BY[mark];
    if (opener === undefined) open.push(mark);
    else if (open.pop() !== opener) return false;
  }
  return open.length === 0;
}

/** So much of somebody's words is shown to name them, in UTF-16 units. */
const EXCERPT = 70;

/** The first words of a text between quotation marks, on one line. */
export function inQuotes(text: string): string {
  const words = text.replaceAll(/\s+/g, " ").trim();
  return `“${words.length > EXCERPT ? `${words.slice(0, EXCERPT - 1).toWellFormed()}…` : words}”`;
}
