/**
 * The Umm al-Qura calendar, 1420 to 1500 AH, from a table of month lengths that ships with the code: never from the
 * ICU of the runtime, whose version is not ours. Pure.
 * @see guide text-and-calendars, section 12; scripts/hijri-months.mjs makes the table.
 */
import { dayNumber, isoOfDayNumber } from "../../text/dates/civil-date";
import table from "./hijri-months.json";

/** From this year on the table is computed ahead of what will be published, and says so. */
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

/** The Hijri years that may have a day in a Gregorian year, also when it is moved by one; three at most. */
export function hijriYearsOf(gregorianYear: number): number[] {
  // A Hijri year is 354.37 days; 1 Muharram 1420 lies in 1999.
  const near = FIRST_HIJRI_YEAR + Math.floor(((gregorianYear - 1999) * 365.2425) / 354.367);
  return [near - 1, near, near + 1].filter(year => year >= FIRST_HIJRI_YEAR && year <= LAST_HIJRI_YEAR);
}

/** The days of months written as 1 for thirty and 0 for twenty-nine. */
function daysOf(months: string): number {
  return 29 * months.length + months.replaceAll("0", "").length;
}
