// Grapheme clusters are the same in every language we publish, and the root rules are in every runtime.
const BY_GRAPHEME = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The first graphemes of a text, at most `limit`, without reading further than one past them. */
export function firstGraphemes(text: string, limit: number): string[] {
  const found: string[] = [];
  for (const { segment } of BY_GRAPHEME.segment(text)) {
    if (found.length >= limit) break;
    found.push(segment);
  }
  return found;
}

/** The start of the grapheme that holds a position, both in UTF-16 code units. */
export function graphemeStart(text: string, position: number): number {
  return BY_GRAPHEME.segment(text).containing(position)?.index ?? position;
}
