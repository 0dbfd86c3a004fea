import { crossKey } from "../fold";
import {
  ENGLISH_MONTHS,
  GREGORIAN_MONTHS,
  KURMANJI_MONTHS,
  LEVANT_MONTHS,
  OTHER_MONTH_NAMES,
  SORANI_MONTHS,
} from "./months";
import { WEEKDAYS } from "./weekdays";

// Both Kurdish languages write the month of a date with an ending: mijdara, mijdarê, تشرینی دووەمی.
const SPELLINGS = [
  LEVANT_MONTHS,
  // As they are spoken, without the article of the number: تشرين ثاني.
  LEVANT_MONTHS.map(name => name.replace(" ال", " ")),
  GREGORIAN_MONTHS,
  ENGLISH_MONTHS,
  ...["", "."].map(sign => ENGLISH_MONTHS.map(name => name.slice(0, 3) + sign)),
  KURMANJI_MONTHS,
  KURMANJI_MONTHS.map(name => `${name}a`),
  KURMANJI_MONTHS.map(name => `${name}ê`),
  SORANI_MONTHS,
  SORANI_MONTHS.map(name => `${name}ی`),
];

/** The cross key of every month name that we read, in all languages at once, to 1 to 12. */
export const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...SPELLINGS.flatMap(names => names.map((name, index): [string, number] => [crossKey(name), index + 1])),
  ...OTHER_MONTH_NAMES.map(([month, name]): [string, number] => [crossKey(name), month]),
]);

/** The cross key of every weekday to its number, 0 for Sunday. */
export const WEEKDAY_NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.values(WEEKDAYS).flatMap(names => names.map((name, day): [string, number] => [crossKey(name), day])),
);
