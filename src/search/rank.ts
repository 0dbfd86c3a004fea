/** Which results come first, and where the list continues. Pure. */

/** What one scan found, newest first. */
export interface Scan {
  readonly weight: number;
  readonly positions: readonly number[];
}

/** How much more the newest result is worth than the oldest: less than the step from stem to word. */
const NEWNESS = 5;

/**
 * Positions, best first: by the weight of the weightiest scan that found them, and a little for being newer.
 * @returns each once.
 */
export function rank(scans: readonly Scan[]): number[] {
  const scores = new Map<number, number>();
  for (const { weight, positions } of scans) {
    for (const position of positions) scores.set(position, Math.max(scores.get(position) ?? 0, weight));
  }
  const byAge = [...scores.keys()].sort((one, other) => other - one);
  byAge.forEach((position, place) => {
    scores.set(position, (scores.get(position) ?? 0) + NEWNESS * (1 - place / byAge.length));
  });
  return byAge.sort((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0) || other - one);
}

/** Where a list of results continues: so many after the first of those before a position. */
export interface SearchCursor {
  readonly before: number;
  readonly offset: number;
  /** After the best, the rest follows newest first; these of it were among the best. Null while the best last. */
  readonly shown: readonly number[] | null;
}

/**
 * Further down the same ranking; when that is at its end, what is older than the end of the widest scan.
 * @param cursor where this page began. @param offset behind this page.
 * @param end the last position of the widest scan; null when it reached the end of the index.
 */
export function nextCursor(
  ranked: readonly number[],
  offset: number,
  { before, shown }: Pick<SearchCursor, "before" | "shown">,
  end: number | null,
): SearchCursor | null {
  if (offset < ranked.length) return { before, offset, shown };
  if (end === null) return null;
  return { before: end, offset: 0, shown: [...(shown ?? []), ...ranked].filter(position => position < end) };
}

/** A cursor in an address: a position, how many after it, and those that were shown. */
export const CURSOR = /^(-?\d{1,16})\.(\d{1,4})(\.[0-9a-z_-]{0,2000})?$/;

export function cursorText({ before, offset, shown }: SearchCursor): string {
  const positions = shown === null ? [] : [shown.map(position => position.toString(36)).join("_")];
  return [before, offset, ...positions].join(".");
}

/** The inverse of `cursorText`. @returns null for text that is not one. */
export function readCursor(text: string | undefined): SearchCursor | null {
  const [, before, offset, shown] = CURSOR.exec(text ?? "") ?? [];
  if (before === undefined || offset === undefined) return null;
  const positions = shown
    ?.slice(1)
    .split("_")
    .filter(one => one !== "")
    .map(one => Number.parseInt(one, 36));
  return { before: Number(before), offset: Number(offset), shown: positions ?? null };
}
