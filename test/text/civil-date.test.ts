import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayNumber,
  daysInMonth,
  isoDate,
  isoOfDayNumber,
  parseIsoDate,
  weekday,
} from "../../src/text/dates/civil-date";
import { anyDate } from "./arbitraries";

describe("civil dates", () => {
  it("29 November 2021 was a Monday, and 29 February 2024 comes a day after the 28th", () => {
    expect(weekday("2021-11-29")).toBe(1);
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2021-03-01", -1)).toBe("2021-02-28");
  });

  it("null for days that no calendar has and for anything but YYYY-MM-DD", () => {
    const wrong = [
      "2021-02-29",
      "2021-13-01",
      "2021-00-10",
      "2021-01-00",
      "0000-01-01",
      "2021-1-1",
      "٢٠٢١-١١-٢٩",
      "2021-11-29\n",
      "",
    ];
    expect(wrong.map(parseIsoDate)).toEqual(wrong.map(() => null));
    expect(parseIsoDate("2021-11-29")).toEqual({ year: 2021, month: 11, day: 29 });
  });

  it("day numbers and weekdays agree with the runtime's own calendar", () => {
    fc.assert(
      fc.property(anyDate, iso => {
        const ms = Date.parse(`${iso}T00:00:00Z`);
        expect(dayNumber(iso)).toBe(ms / 86_400_000);
        expect(isoOfDayNumber(dayNumber(iso))).toBe(iso);
        expect(weekday(iso)).toBe(new Date(ms).getUTCDay());
      }),
    );
  });

  it("February has 29 days every fourth year, but for centuries that 400 does not divide", () => {
    expect([2023, 2024, 1900, 2000].map(year => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
    expect(() => daysInMonth(2024, 13)).toThrow(RangeError);
  });

  it("a date is written with four digits for the year", () => {
    expect(isoDate({ year: 999, month: 1, day: 2 })).toBe("0999-01-02");
  });

  it("RangeError outside the years 1 to 9999", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
    expect(() => addDays("0001-01-01", -1)).toThrow(RangeError);
    expect(() => addDays("yesterday", 1)).toThrow(RangeError);
  });
});
