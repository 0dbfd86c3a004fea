/** Which of the found come first. Pure. */

/** What one walk found, newest first. */
export interface Walk {
  readonly weight: number;
  readonly positions: readonly number[];
}

/** What the newest of all found is worth beyond the oldest: less than the step from stem to word. */
const NEWNESS = 5;

/**
 * Positions, best first: by the weight of the dearest walk that found them, and a little for being newer.
 * @returns each once.
 */
export function rank(walks: readonly Walk[]): number[] {
  const scores = new Map<number, number>();
  for (const { weight, positions } of walks) {
    for (const position of positions) scores.set(position, Math.max(scores.get(position) ?? 0, weight));
  }
  const byAge = [...scores.keys()].sort((one, other) => other - one);
  byAge.forEach((position, place) => {
    scores.set(position, (scores.get(position) ?? 0) + NEWNESS * (1 - place / byAge.length));
  });
  return byAge.sort((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0) || other - one);
}
