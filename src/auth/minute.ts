/** How often something happened in a minute that began with its first time, by whom: in the memory of one isolate. Pure. */

const MINUTE_MS = 60_000;
/** With more than these the count begins anew. */
const MOST_REMEMBERED = 1_000;

export interface Minute {
  /** epoch ms. */
  readonly since: number;
  count: number;
}

export type Minutes = Map<string, Minute>;

/** Counts once more. @param now epoch ms. @returns how often it was in the minute that runs, this one included. */
export function countOne(minutes: Minutes, key: string, now: number): number {
  const running = runningMinute(minutes, key, now);
  if (running !== null) return ++running.count;
  if (minutes.size >= MOST_REMEMBERED) minutes.clear();
  minutes.set(key, { since: now, count: 1 });
  return 1;
}

/** @returns null where nothing has happened within a minute. */
export function runningMinute(minutes: Minutes, key: string, now: number): Minute | null {
  const known = minutes.get(key);
  if (known === undefined || now < known.since || msLeft(known, now) <= 0) return null;
  return known;
}

export const msLeft = ({ since }: Minute, now: number) => since + MINUTE_MS - now;
