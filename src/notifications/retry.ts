/**
 * When a delivery that failed is tried again, and when nobody tries any more. Pure.
 * @see Standard Webhooks, "Deliverability and reliability": its schedule, but for the ticks, which come each minute.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The pause after each attempt that failed: in all a little over three days. */
const PAUSES_MS: readonly number[] = [
  ...[MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS],
  ...[2, 5, 10, 14, 20, 24].map(hours => hours * HOUR_MS),
];

/** After so many attempts a delivery is given up. */
export const MOST_ATTEMPTS = PAUSES_MS.length + 1;

/** A receiver that failed at each of so many attempts, over so long a time, is paused. */
export const HOPELESS_FAILURES = 2 * MOST_ATTEMPTS;
export const HOPELESS_MS = 5 * DAY_MS;

/** Nobody is made to wait longer than this by what a receiver asks for, in ms. */
const LONGEST_ASKED_MS = DAY_MS;

/** Pauses are longer by up to this part, so that what failed together does not come back together. */
const JITTER = 0.1;

export interface Failed {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** When it failed, epoch ms. */
  readonly at: number;
  /** What the receiver asked for, in ms; null for nothing. */
  readonly askedMs: number | null;
  /** From 0 to 1. */
  readonly chance: number;
}

/** @returns when to try again, epoch ms; null when it is given up. */
export function nextAttempt({ attempts, at, askedMs, chance }: Failed): number | null {
  const pause = PAUSES_MS[attempts - 1];
  if (pause === undefined) return null;
  const asked = Math.min(askedMs ?? 0, LONGEST_ASKED_MS);
  return at + Math.max(Math.round(pause * (1 + JITTER * chance)), asked);
}

/**
 * What a busy receiver asks for.
 * @param header of `Retry-After`, seconds or a date. @param now epoch ms. @returns ms; null for nothing readable.
 * @see RFC 9110 section 10.2.3
 */
export function askedPause(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND_MS;
  const date = /^[A-Z][a-z]{2},/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
