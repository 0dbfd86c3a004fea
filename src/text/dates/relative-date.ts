import type { Lang } from "../languages";
import { dayNumber } from "./civil-date";

const DAYS_IN_A_WEEK = 7;
const TOO_FAR_DAYS = 30;

/** A count of days or weeks, written: the forms for 1, 2 and n. */
type Counted = (n: number) => string;

interface Phrases {
  /** For −1, 0 and 1. */
  readonly near: readonly [yesterday: string, today: string, tomorrow: string];
  readonly ago: string;
  readonly ahead: string;
  readonly days: Counted;
  readonly weeks: Counted;
}

// After قبل and بعد two is oblique; from 3 to 6 the noun is plural. Kurmanji has both nouns oblique after berî and piştî.
const PHRASES: Readonly<Record<Lang, Phrases>> = {
  ar: {
    near: ["أمس", "اليوم", "غداً"],
    ago: "قبل {}",
    ahead: "بعد {}",
    days: n => (n === 2 ? "يومين" : `${n} أيام`),
    weeks: n => ["أسبوع", "أسبوعين"][n - 1] ?? `${n} أسابيع`,
  },
  ckb: {
    near: ["دوێنێ", "ئەمڕۆ", "سبەی"],
    ago: "پێش {}",
    ahead: "پاش {}",
    days: n => `${n} ڕۆژ`,
    weeks: n => (n === 1 ? "هەفتەیەک" : `${n} هەفتە`),
  },
  kmr: {
    near: ["duh", "îro", "sibe"],
    ago: "berî {}",
    ahead: "piştî {}",
    days: n => `${n} rojan`,
    weeks: n => (n === 1 ? "hefteyekê" : `${n} hefteyan`),
  },
  en: {
    near: ["yesterday", "today", "tomorrow"],
    ago: "{} ago",
    ahead: "in {}",
    days: n => `${n} days`,
    weeks: n => (n === 1 ? "1 week" : `${n} weeks`),
  },
};

/**
 * How a day is spoken of on another: yesterday, in 3 days, 2 weeks ago. Latin digits; weeks are whole ones.
 * @param fromIso  the day of speaking, `YYYY-MM-DD`. @param toIso  the day spoken of.
 * @returns null from 30 days on, either way: then the date itself says more.
 * @throws RangeError if either is no date.
 * @see CLDR 48, relative times of `ar` and `ku`; workerd has none for either Kurdish language.
 */
export function relativeDate(lang: Lang, fromIso: string, toIso: string): string | null {
  const days = dayNumber(toIso) - dayNumber(fromIso);
  const distance = Math.abs(days);
  if (distance >= TOO_FAR_DAYS) return null;
  const phrases = PHRASES[lang];
  const near = phrases.near[days + 1];
  if (near !== undefined) return near;
  const count =
    distance < DAYS_IN_A_WEEK ? phrases.days(distance) : phrases.weeks(Math.floor(distance / DAYS_IN_A_WEEK));
  return (days < 0 ? phrases.ago : phrases.ahead).replace("{}", count);
}
