/** What the clock has already done, as it was read: it saves trying again what is done, and decides nothing. Pure. */
import type { Lang } from "../text/languages";

export interface Claimed {
  readonly observanceId: number;
  readonly localDate: string;
  readonly lang: string;
}

export interface Claims {
  readonly has: (observanceId: number, localDate: string, lang: Lang) => boolean;
  /** Another date within a month that was claimed: the same falling, before somebody moved it. Null when there is none. */
  readonly otherDate: (observanceId: number, localDate: string, lang: Lang) => string | null;
}

/** Within these days, an observance that returns yearly cannot fall twice, in any calendar. */
const SAME_FALLING_DAYS = 30;
const DAY_MS = 86_400_000;

export function claimsOf(rows: readonly Claimed[]): Claims {
  const dates = new Map<string, string[]>();
  const key = (observanceId: number, lang: string) => `${observanceId}/${lang}`;
  for (const { observanceId, localDate, lang } of rows) {
    const own = dates.get(key(observanceId, lang)) ?? [];
    own.push(localDate);
    dates.set(key(observanceId, lang), own);
  }
  const of = (observanceId: number, lang: Lang) => dates.get(key(observanceId, lang)) ?? [];
  return {
    has: (observanceId, localDate, lang) => of(observanceId, lang).includes(localDate),
    otherDate: (observanceId, localDate, lang) =>
      of(observanceId, lang).find(
        date => date !== localDate && daysApart(date, localDate) <= SAME_FALLING_DAYS,
      ) ?? null,
  };
}

function daysApart(one: string, other: string): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / DAY_MS;
}
