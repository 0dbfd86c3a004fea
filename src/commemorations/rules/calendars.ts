/**
 * Easter by both reckonings, and the Umm al-Qura calendar, 1420 to 1500 AH, from a table of month lengths that ships
 * with the code: the ICU of a runtime changes with its version. Pure.
 * @see docs/text.md, "Hijri and Easter"; scripts/hijri-months.mjs makes the table.
 */
import { addDays, dayNumber, isoDate, isoOfDayNumber } from "../../text/dates/civil-date";
import table from "./hijri-months.json";

/**
 * Easter Sunday as a Gregorian date, `YYYY-MM-DD`.
 * @param calendar  `gregorian` for the Western churches, `julian` for the Eastern ones.
 * @param year  1583 to 9998.
 * @see Jean Meeus, Astronomical Algorithms, chapter 8: the anonymous Gregorian algorithm and the Julian one.
 */
export function easter(calendar: "gregorian" | "julian", year: number): string {
  return calendar === "gregorian" ? western(year) : eastern(year);
}

function western(year: number): string {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return isoDate({ year, month, day: (h + l - 7 * m + 33 * month + 19) % 32 });
}

function eastern(year: number): string {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  const julian = isoDate({ year, month, day: ((d + e + 114) % 31) + 1 });
  // The same day in the Gregorian calendar. Easter is never a leap day, so it is moved by the calendars' difference.
  return addDays(julian, Math.floor(year / 100) - Math.floor(year / 400) - 2);
}

/** From this year on the table is computed ahead of the published calendar: provisional. */
export const FIRST_PROVISIONAL_YEAR = 1451;
export const FIRST_HIJRI_YEAR = table.firstYear;
export const LAST_HIJRI_YEAR = table.firstYear + table.years.length - 1;

const firstDay = dayNumber(table.firstDay);

/**
 * A day of the table as a Gregorian date, `YYYY-MM-DD`.
 * @returns null outside the table, and for a 30th that the month lacks that year.
 */
export function gregorianOfHijri(year: number, month: number, day: number): string | null {
  const months = table.years[year - table.firstYear];
  const length = months?.[month - 1] === "1" ? 30 : 29;
  if (months === undefined || month < 1 || month > 12 || day < 1 || day > length) return null;
  const before = table.years.slice(0, year - table.firstYear).join("") + months.slice(0, month - 1);
  return isoOfDayNumber(firstDay + daysOf(before) + day - 1);
}

/** The Hijri years, at most three, that may have a day in a Gregorian year, even if it is moved by one day. */
export function hijriYearsOf(gregorianYear: number): number[] {
  // A Hijri year is 354.37 days; 1 Muharram 1420 lies in 1999.
  const near = FIRST_HIJRI_YEAR + Math.floor(((gregorianYear - 1999) * 365.2425) / 354.367);
  return [near - 1, near, near + 1].filter(year => year >= FIRST_HIJRI_YEAR && year <= LAST_HIJRI_YEAR);
}

/** @param months  each as 1 for thirty days or 0 for twenty-nine. */
function daysOf(months: string): number {
  return 29 * months.length + months.replaceAll("0", "").length;
}
