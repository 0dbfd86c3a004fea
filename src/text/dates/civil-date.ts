/** A day of the Gregorian calendar, carried back before 1582. Month 1 to 12, day 1 to 31, year 1 to 9999. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** `YYYY-MM-DD`. Checks nothing: see {@link isRealDate}. */
export function isoDate(date: CivilDate): string {
  return `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`;
}

/** Reads exactly `YYYY-MM-DD` in ASCII digits; null for anything else and for days that do not exist. */
export function parseIsoDate(s: string): CivilDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(s)) return null;
  const date = { year: Number(s.slice(0, 4)), month: Number(s.slice(5, 7)), day: Number(s.slice(8, 10)) };
  return isRealDate(date) ? date : null;
}

/** Whether the calendar has such a day, in the years 1 to 9999. */
export function isRealDate({ year, month, day }: CivilDate): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysInMonth(year, month);
}

/** 28 to 31. @throws RangeError for a month outside 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  const length = MONTH_LENGTHS[month - 1];
  if (length === undefined) throw new RangeError(`There is no month ${month}.`);
  return month === 2 && isLeapYear(year) ? 29 : length;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The date `n` days later, earlier if negative. @throws RangeError outside the years 1 to 9999 or if `iso` is no date. */
export function addDays(iso: string, n: number): string {
  return isoOfDayNumber(dayNumber(iso) + n);
}

/** 0 is Sunday, 6 is Saturday. @throws RangeError if `iso` is no date. */
export function weekday(iso: string): number {
  // Day 0, 1 January 1970, was a Thursday.
  return (((dayNumber(iso) + 4) % 7) + 7) % 7;
}

/**
 * Days since 1970-01-01, negative before it.
 * @throws RangeError if `iso` is no date.
 * @see Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil: years begin in March, so
 * that the leap day comes last.
 */
export function dayNumber(iso: string): number {
  const date = parseIsoDate(iso);
  if (date === null) throw new RangeError(`"${iso}" is not a date of the form YYYY-MM-DD.`);
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((date.month + 9) % 12) + 2) / 5) + date.day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of {@link dayNumber}. @throws RangeError outside the years 1 to 9999. @see the same, civil_from_days. */
export function isoOfDayNumber(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const date = { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
  if (!isRealDate(date)) throw new RangeError(`Day number ${days} is outside the years 1 to 9999.`);
  return isoDate(date);
}

function padded(n: number, width: number): string {
  return String(n).padStart(width, "0");
}
