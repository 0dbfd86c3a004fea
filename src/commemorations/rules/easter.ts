/** When Easter falls, by both reckonings. Pure. */
import { addDays, isoDate } from "../../text/dates/civil-date";

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
  // The day's number in the Julian calendar; Easter never meets a leap day, so the same name shifted is right.
  return addDays(julian, Math.floor(year / 100) - Math.floor(year / 400) - 2);
}
