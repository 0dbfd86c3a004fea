import { phraseKey } from "./date-phrases";
import { ENGLISH_MONTHS, GREGORIAN_MONTHS, KURMANJI_MONTHS, LEVANT_MONTHS, SORANI_MONTHS } from "./months";
import { kurmanjiForms, OTHER_MONTH_NAMES, soraniForms, UNREAD_MONTH_NAMES } from "./other-months";
import { WEEKDAYS } from "./weekdays";

// Both Kurdish languages write the month of a date with an ending: mijdara, mijdarê, تشرینی دووەمی.
const SPELLINGS: readonly (readonly string[][])[] = [
  LEVANT_MONTHS.map(name => [name, name.replace(" ال", " ")]),
  GREGORIAN_MONTHS.map(name => [name]),
  ENGLISH_MONTHS.map(name => [name, name.slice(0, 3), `${name.slice(0, 3)}.`]),
  KURMANJI_MONTHS.map(kurmanjiForms),
  SORANI_MONTHS.map(soraniForms),
];

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...SPELLINGS.flatMap(months =>
    months.flatMap((names, index) => names.map((name): [string, number] => [phraseKey(name), index + 1])),
  ),
  ...OTHER_MONTH_NAMES.map(([month, name]): [string, number] => [phraseKey(name), month]),
]);

const UNREAD_MONTHS: ReadonlySet<string> = new Set(UNREAD_MONTH_NAMES.map(phraseKey));

const WEEKDAY_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...Object.values(WEEKDAYS).flatMap(numbered),
  ...numbered(WEEKDAYS.kmr.map(name => `${name}ê`)),
  ...numbered(WEEKDAYS.kmr.map(name => name.replace(/î$/, "iyê"))),
  ...numbered(WEEKDAYS.ckb.map(name => name.replace("مم", "م"))),
  ...["", "."].flatMap(sign => numbered(WEEKDAYS.en.map(name => name.slice(0, 3) + sign))),
  ...["în", "înê"].map((name): [string, number] => [phraseKey(name), 5]),
]);

function numbered(names: readonly string[]): [string, number][] {
  return names.map((name, day) => [phraseKey(name), day]);
}

/** 1 to 12 for a month's name in any of our languages, with or without its accents and endings. */
export const monthNumber = (name: string): number | undefined => MONTH_NUMBERS.get(phraseKey(name));

/** Whether a month of that name is of another calendar, or nobody can say which it is. */
export const isUnreadMonth = (name: string): boolean => UNREAD_MONTHS.has(phraseKey(name));

/** 0 for Sunday to 6 for a weekday's name. */
export const weekdayNumber = (name: string): number | undefined => WEEKDAY_NUMBERS.get(phraseKey(name));
