/** What the clock has already done, as it was read: it saves trying again what is done, and decides nothing. Pure. */
import { addDays, dayNumber } from "../text/dates/civil-date";
import type { Lang } from "../text/languages";
import type { Observance } from "./observance";
import { type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";

export interface Claimed {
  readonly observanceId: number;
  readonly localDate: string;
  readonly lang: string;
}

export interface Claims {
  readonly has: (observanceId: number, localDate: string, lang: Lang) => boolean;
  /** Another date that was claimed for the same falling, before somebody moved it. Null when there is none. */
  readonly otherDate: (observance: Observance, dates: OccurrenceDates, lang: Lang) => string | null;
}

/** Within these days, an observance that returns yearly cannot fall twice, in any calendar. */
const SAME_FALLING_DAYS = 30;

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
    otherDate: (observance, dates, lang) =>
      of(observance.id, lang).find(date => isSameFalling(observance, dates, date)) ?? null,
  };
}

/** How far back claims are read for what fell since a date: all that may have been made for the same fallings. */
export function claimsFrom(oldest: string): string {
  const [year, month] = [`${oldest.slice(0, 4)}-01-01`, addDays(oldest, -SAME_FALLING_DAYS)];
  return year < month ? year : month;
}

/** Near it; or, of a day that returns yearly, in its year, unless the day falls on that date as well. */
function isSameFalling(
  observance: Observance,
  { localDate, year, hijri }: OccurrenceDates,
  claimed: string,
): boolean {
  if (claimed === localDate) return false;
  if (Math.abs(dayNumber(claimed) - dayNumber(localDate)) <= SAME_FALLING_DAYS) return true;
  const isItsYear = hijri === null && Number(claimed.slice(0, 4)) === year;
  return isItsYear && occurrencesBetween(observance, claimed, claimed).length === 0;
}
