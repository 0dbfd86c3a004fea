/** What makes an occurrence's commemoration unnecessary: the clock's earlier work, or an editor's own article. Pure. */
import { addDays, dayNumber } from "../text/dates/civil-date";
import { titleKey } from "../text/fold";
import type { Lang } from "../text/languages";
import type { Observance } from "./observance";
import { occurrenceGroup } from "./occurrence";
import { type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";

/** The key of an occurrence's row. */
export interface OccurrenceKey {
  readonly observanceId: number;
  readonly localDate: string;
  readonly lang: string;
}

/** What was claimed when it was read. It saves vain attempts; the unique key decides. */
export interface Claims {
  readonly has: (observanceId: number, localDate: string, lang: Lang) => boolean;
  /** Another date that was claimed for the same occurrence, before it was moved; null when there is none. */
  readonly otherDate: (observance: Observance, dates: OccurrenceDates, lang: Lang) => string | null;
}

/** No observance has two occurrences within so many days, in any calendar. */
const SAME_OCCURRENCE_DAYS = 30;

export function claimsOf(rows: readonly OccurrenceKey[]): Claims {
  const claimed = Map.groupBy(rows, ({ observanceId, lang }) => `${observanceId}/${lang}`);
  const datesOf = (observanceId: number, lang: Lang) =>
    (claimed.get(`${observanceId}/${lang}`) ?? []).map(row => row.localDate);
  return {
    has: (observanceId, localDate, lang) => datesOf(observanceId, lang).includes(localDate),
    otherDate: (observance, dates, lang) =>
      datesOf(observance.id, lang).find(date => isSameOccurrence(observance, dates, date)) ?? null,
  };
}

/** How far back claims are read for occurrences since a date: all that may be of the same occurrences. */
export function claimsFrom(oldest: string): string {
  const [year, month] = [`${oldest.slice(0, 4)}-01-01`, addDays(oldest, -SAME_OCCURRENCE_DAYS)];
  return year < month ? year : month;
}

/** Near it; or, for a Gregorian rule, in its year, unless the observance falls on that date as well. */
function isSameOccurrence(
  observance: Observance,
  { localDate, year, hijri }: OccurrenceDates,
  claimed: string,
): boolean {
  if (claimed === localDate) return false;
  if (Math.abs(dayNumber(claimed) - dayNumber(localDate)) <= SAME_OCCURRENCE_DAYS) return true;
  const isItsYear = hijri === null && Number(claimed.slice(0, 4)) === year;
  return isItsYear && occurrencesBetween(observance, claimed, claimed).length === 0;
}

/** An editor's article that readers see, or will see. */
export interface Coverage {
  readonly articleId: number;
  readonly lang: string;
  readonly titleKey: string;
  /** Local date `YYYY-MM-DD`. */
  readonly publishedOn: string;
  /** The observance that it commemorates, if it is linked to one. */
  readonly observanceId: number | null;
  /** Its translation group. */
  readonly groupId: number;
}

/**
 * An editor's article that takes the commemoration's place: a translation of it; or, within one local day of the day,
 * one that is linked to the observance or has one of its names in the title.
 * @param written the newsroom's articles around the day, without those that the clock made.
 */
export function coverageOf(
  written: readonly Coverage[],
  observance: Observance,
  localDate: string,
  lang: Lang,
): Coverage | null {
  const days = [addDays(localDate, -1), localDate, addDays(localDate, 1)];
  const names = [observance.names[lang] ?? "", ...(observance.aliases[lang] ?? [])]
    .map(titleKey)
    .filter(key => key !== "");
  const group = occurrenceGroup(observance.id, localDate);
  const isAboutIt = (article: Coverage) =>
    article.observanceId === observance.id ||
    (article.observanceId === null && names.some(name => ` ${article.titleKey} `.includes(` ${name} `)));
  const isNear = ({ publishedOn }: Coverage) => days.includes(publishedOn);
  const covers = (one: Coverage) => one.groupId === group || (isNear(one) && isAboutIt(one));
  return written.find(one => one.lang === lang && covers(one)) ?? null;
}
