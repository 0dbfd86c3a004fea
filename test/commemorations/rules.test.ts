/** When a day falls: against tables of others, Intl, a second Easter algorithm, and laws that hold for every year. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import shipped from "../../packs/observances.json";
import { entryOf, packSchema } from "../../src/commemorations/packs/pack";
import {
  easter,
  FIRST_HIJRI_YEAR,
  FIRST_PROVISIONAL_YEAR,
  gregorianOfHijri,
  LAST_HIJRI_YEAR,
} from "../../src/commemorations/rules/calendars";
import {
  type OccurrenceDates,
  occurrencesBetween,
  occurrencesOfYear,
  type Recurrence,
} from "../../src/commemorations/rules/occurrence-dates";
import { type Rule, ruleSchema, WEEKDAY_CODES } from "../../src/commemorations/rules/rule";
import { addDays, dayNumber, isRealDate, weekday } from "../../src/text/dates/civil-date";
import vectors from "../fixtures/text-vectors.json";
import { anyRule } from "./arbitraries";

const YEARS = Array.from({ length: 71 }, (_, place) => 1990 + place);

function day(rule: unknown, more: Partial<Recurrence> = {}): Recurrence {
  const bare = { history: [], overrides: {}, adjustments: {}, firstYear: null };
  return { rule: ruleSchema.parse(rule), ...bare, ...more };
}
const dates = (of: Recurrence, year: number) => occurrencesOfYear(of, year).map(found => found.localDate);
const date = (rule: unknown, year: number) => dates(day(rule), year)[0] ?? null;

describe("a fixed day", () => {
  it.each(vectors.leapDay as [string, number, string | null][])(
    "29 February under %s in %i is %s",
    (leap_day, year, expected) => {
      expect(date({ type: "fixed", month: 2, day: 29, leap_day }, year)).toBe(expected);
    },
  );

  it("says which policy applied, and only where the year lacks the day", () => {
    const leapDay = day({ type: "fixed", month: 2, day: 29 });
    expect(occurrencesOfYear(leapDay, 2027)[0]?.leapDay).toBe("feb28");
    expect(occurrencesOfYear(leapDay, 2028)[0]?.leapDay).toBeNull();
    expect(dates(leapDay, 2100)).toEqual(["2100-02-28"]);
    expect(dates(leapDay, 2000)).toEqual(["2000-02-29"]);
  });

  it("every five years from 2010 falls in 2025 and 2030, and neither between nor before", () => {
    const rule = { type: "fixed", month: 10, day: 20, every_years: 5, anchor_year: 2010 };
    const found = YEARS.filter(year => date(rule, year) !== null);
    expect(found).toEqual([2010, 2015, 2020, 2025, 2030, 2035, 2040, 2045, 2050, 2055, 2060]);
    expect(ruleSchema.safeParse({ type: "fixed", month: 10, day: 20, every_years: 5 }).success).toBe(false);
  });

  it("an impossible day is refused: 31 April, 30 February", () => {
    for (const [month, dayOfMonth] of [
      [4, 31],
      [2, 30],
    ])
      expect(ruleSchema.safeParse({ type: "fixed", month, day: dayOfMonth }).success).toBe(false);
  });
});

describe("weekdays, 1990 to 2060", () => {
  const inMonth = (year: number, month: number, code: string) => {
    const found: string[] = [];
    for (
      let one = `${year}-${String(month).padStart(2, "0")}-01`;
      Number(one.slice(5, 7)) === month;
      one = addDays(one, 1)
    )
      if (WEEKDAY_CODES[weekday(one)] === code) found.push(one);
    return found;
  };

  it("the nth and the last weekday of every month are those that a calendar counts", () => {
    for (const year of YEARS)
      for (let month = 1; month <= 12; month++)
        for (const code of ["SU", "TH", "SA"] as const) {
          const all = inMonth(year, month, code);
          for (const n of [1, 2, 3, 4, 5])
            expect(date({ type: "nth-weekday", month, n, weekday: code }, year)).toBe(all[n - 1] ?? null);
          expect(date({ type: "nth-weekday", month, n: -1, weekday: code }, year)).toBe(all.at(-1));
        }
  });

  it("the first Wednesday on or after 14 April is the Yazidi New Year", () => {
    const rule = { type: "first-weekday-on-or-after", month: 4, day: 14, weekday: "WE" };
    expect([2020, 2025, 2026].map(year => date(rule, year))).toEqual([
      "2020-04-15",
      "2025-04-16",
      "2026-04-15",
    ]);
    for (const year of YEARS) {
      const found = date(rule, year) ?? "";
      expect(weekday(found)).toBe(3);
      expect(found >= `${year}-04-14` && found <= `${year}-04-20`).toBe(true);
    }
  });

  it("the week of 11 November begins on its Monday and holds the day", () => {
    for (const year of YEARS) {
      const [week] = occurrencesOfYear(
        day({ type: "week-of", month: 11, day: 11, week_start: "MO", days: 7 }),
        year,
      );
      expect(weekday(week?.localDate ?? "")).toBe(1);
      expect((week?.localDate ?? "") <= `${year}-11-11` && `${year}-11-11` <= (week?.lastDate ?? "")).toBe(
        true,
      );
    }
  });

  it("a week that begins in the year before is found in that year, counted as its own", () => {
    const newYearsWeek = day({ type: "week-of", month: 1, day: 1, week_start: "MO" });
    expect(occurrencesBetween(newYearsWeek, "2026-12-01", "2026-12-31")).toMatchObject([
      { localDate: "2026-12-28", lastDate: "2027-01-03", year: 2027 },
    ]);
  });

  it("a span goes on for its days: 25 November to 10 December", () => {
    const [span] = occurrencesOfYear(day({ type: "span", month: 11, day: 25, days: 16 }), 2026);
    expect(span).toMatchObject({ localDate: "2026-11-25", lastDate: "2026-12-10" });
  });
});

describe("Easter", () => {
  it.each(vectors.easter as [number, string, string][])("in %i is %s and %s", (year, west, east) => {
    expect([easter("gregorian", year), easter("julian", year)]).toEqual([west, east]);
  });

  it("agrees with the tables of the church, golden number and epact, from 1900 to 2199", () => {
    for (let year = 1900; year <= 2199; year++) {
      expect([year, easter("gregorian", year)]).toEqual([year, paschalSunday(year, "gregorian")]);
      expect([year, easter("julian", year)]).toEqual([year, paschalSunday(year, "julian")]);
    }
  });

  it("an offset moves it by days: the Eastern Good Friday of 2026 is 10 April", () => {
    expect(date({ type: "easter", calendar: "julian", offset: -2 }, 2026)).toBe("2026-04-10");
  });
});

/**
 * The other algorithm: find the paschal full moon by golden number and epact, then the Sunday after it.
 * @see Claus Tøndering, Calendar FAQ, section 2.13.3; it shares no step with the one under test.
 */
function paschalSunday(year: number, calendar: "gregorian" | "julian"): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  let moon: number;
  let jump: number;
  if (calendar === "julian") {
    moon = (19 * golden + 15) % 30;
    jump = (year + Math.floor(year / 4) + moon) % 7;
  } else {
    const correction =
      (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
    moon =
      correction -
      Math.floor(correction / 28) *
        (1 -
          Math.floor(correction / 28) * Math.floor(29 / (correction + 1)) * Math.floor((21 - golden) / 11));
    jump = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  }
  const shift = moon - jump;
  const month = 3 + Math.floor((shift + 40) / 44);
  const dayOfMonth = shift + 28 - 31 * Math.floor(month / 4);
  const own = `${year}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
  return calendar === "julian" ? addDays(own, julianLag(year)) : own;
}

/** Days by which the Julian calendar is behind, by its own leap years since they parted in the third century. */
function julianLag(year: number): number {
  let lag = 0;
  for (let century = 300; century <= year; century += 100) if (century % 400 !== 0) lag += 1;
  return lag;
}

describe("the Hijri table", () => {
  const umalqura = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
    timeZone: "UTC",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const readByIntl = (iso: string) => {
    const parts = new Map(umalqura.formatToParts(Date.parse(iso)).map(part => [part.type, part.value]));
    return [Number(parts.get("year")), Number(parts.get("month")), Number(parts.get("day"))];
  };

  it("agrees with Intl on every day of 1420 to 1450", () => {
    let wrong = 0;
    let days = 0;
    for (let year = 1420; year <= 1450; year++)
      for (let month = 1; month <= 12; month++)
        for (let dayOfMonth = 1; dayOfMonth <= 30; dayOfMonth++) {
          const found = gregorianOfHijri(year, month, dayOfMonth);
          if (found === null) continue;
          days += 1;
          if (readByIntl(found).join() !== [year, month, dayOfMonth].join()) wrong += 1;
        }
    expect([wrong, days]).toEqual([0, dayNumber("2029-05-14") - dayNumber("1999-04-17")]);
  });

  it.each(vectors.hijri.months as [number, string, string][])(
    "%i begins on %s, with those months",
    (year, first, months) => {
      expect(gregorianOfHijri(year, 1, 1)).toBe(first);
      const long = Array.from({ length: 12 }, (_, place) =>
        gregorianOfHijri(year, place + 1, 30) === null ? "0" : "1",
      );
      expect(long.join("")).toBe(months);
    },
  );

  it("is one day after another to its end, and yields nothing outside it", () => {
    expect(gregorianOfHijri(FIRST_HIJRI_YEAR - 1, 12, 29)).toBeNull();
    expect(gregorianOfHijri(LAST_HIJRI_YEAR + 1, 1, 1)).toBeNull();
    for (let year = FIRST_HIJRI_YEAR; year < LAST_HIJRI_YEAR; year++) {
      const last = gregorianOfHijri(year, 12, 30) ?? gregorianOfHijri(year, 12, 29) ?? "";
      expect(gregorianOfHijri(year + 1, 1, 1)).toBe(addDays(last, 1));
    }
    expect(dates(day({ type: "hijri", month: 1, day: 1 }), 1998)).toEqual([]);
    expect(dates(day({ type: "hijri", month: 1, day: 1 }), 2080)).toEqual([]);
  });

  it("a Hijri day can fall twice in a year of ours: the New Year of 1429 and of 1430 in 2008", () => {
    const newYear = day({ type: "hijri", month: 1, day: 1 });
    expect(dates(newYear, 2008)).toEqual(["2008-01-10", "2008-12-29"]);
    expect(occurrencesOfYear(newYear, 2008).map(found => found.year)).toEqual([1429, 1430]);
  });

  it("moved by a day it is confirmed: Eid al-Fitr 1446 in Syria was 31 March 2025", () => {
    const eid = (adjustments: Recurrence["adjustments"]) =>
      occurrencesOfYear(day({ type: "hijri", month: 10, day: 1, days: 3 }, { adjustments }), 2025)[0];
    expect(eid({})).toMatchObject({
      localDate: "2025-03-30",
      lastDate: "2025-04-01",
      hijri: { isConfirmed: false },
    });
    expect(eid({ "1446": 1 })).toMatchObject({
      localDate: "2025-03-31",
      hijri: { isConfirmed: true, adjust: 1 },
    });
    expect(eid({ "1446": 0 })).toMatchObject({
      localDate: "2025-03-30",
      hijri: { isConfirmed: true, adjust: 0 },
    });
  });

  it("moved over the turn of the year it falls once, in the year that it was moved to", () => {
    const fallsLate = day({ type: "hijri", month: 1, day: 3 }, { adjustments: { "1430": 1 } });
    const moved = occurrencesBetween(fallsLate, "2008-12-01", "2009-01-31").map(found => found.localDate);
    expect(gregorianOfHijri(1430, 1, 3)).toBe("2008-12-31");
    expect(moved).toEqual(["2009-01-01"]);
  });

  it("years from 1451 on are provisional", () => {
    const eid = day({ type: "hijri", month: 10, day: 1 });
    const marks = occurrencesBetween(eid, "2028-01-01", "2031-12-31").map(({ hijri }) => [
      hijri?.year,
      hijri?.isProvisional,
    ]);
    expect(FIRST_PROVISIONAL_YEAR).toBe(1451);
    expect(marks).toEqual([
      [1449, false],
      [1450, false],
      [1451, true],
      [1452, true],
    ]);
  });
});

describe("history, overrides, first year", () => {
  const chemicalWarfare = day(
    { type: "fixed", month: 11, day: 30 },
    {
      history: [
        { from: 2006, to: 2015, rule: ruleSchema.parse({ type: "fixed", month: 4, day: 29 }) },
        { from: 2016, rule: ruleSchema.parse({ type: "fixed", month: 11, day: 30 }) },
      ],
      overrides: { "2018": "2018-11-26", "2019": "2019-11-29", "2022": "2022-11-30" },
      firstYear: 2016,
    },
  );

  it("the day of remembrance was 29 April to 2015, and was held on 26 November in 2018", () => {
    const found = [2005, 2006, 2015, 2016, 2018, 2019, 2022, 2026].map(
      year => dates(chemicalWarfare, year)[0] ?? null,
    );
    expect(found).toEqual([
      null,
      "2006-04-29",
      "2015-04-29",
      "2016-11-30",
      "2018-11-26",
      "2019-11-29",
      "2022-11-30",
      "2026-11-30",
    ]);
  });

  it("says what decided", () => {
    expect(occurrencesOfYear(chemicalWarfare, 2018)[0]?.basis).toBe("override");
    expect(occurrencesOfYear(chemicalWarfare, 2026)[0]?.basis).toBe("history");
  });

  it("without a history, nothing falls before the first year", () => {
    const since2016 = day({ type: "fixed", month: 4, day: 29 }, { firstYear: 2016 });
    expect([dates(since2016, 2015), dates(since2016, 2016)]).toEqual([[], ["2016-04-29"]]);
  });

  it("a table falls only in the years that it lists", () => {
    const vesak = day({ type: "table", dates: { "2026": "2026-05-01" } });
    expect([dates(vesak, 2026), dates(vesak, 2027)]).toEqual([["2026-05-01"], []]);
  });
});

describe("the pack that ships", () => {
  const pack = packSchema.parse(shipped);
  const entry = (id: string) => {
    const found = pack.observances.find(one => one.id === id);
    if (found === undefined) throw new Error(`${id} is not in the pack`);
    const { fields } = entryOf(found);
    return { ...fields, adjustments: {} };
  };

  it.each(vectors.recurrence as [string, number, string | [string, string] | null][])(
    "%s in %i falls on %s",
    (id, year, expected) => {
      const [found] = occurrencesOfYear(entry(id), year);
      const span = Array.isArray(expected) ? expected : [expected, expected];
      expect([found?.localDate ?? null, found?.lastDate ?? null]).toEqual(span);
    },
  );

  it("each of its 296 days yields real dates in each year from 1990 to 2060, the same however often it is asked", () => {
    let occurrences = 0;
    for (const { id } of pack.observances)
      for (const year of YEARS) {
        const found = dates(entry(id), year);
        occurrences += found.length;
        expect(dates(entry(id), year)).toEqual(found);
        for (const one of found) expect(isRealDate(dayParts(one))).toBe(true);
      }
    // Most days fall once a year since they were first held.
    expect(occurrences).toBeGreaterThan(13_000);
    expect(occurrences).toBeLessThan(296 * 71);
  });
});

const dayParts = (iso: string) => ({
  year: Number(iso.slice(0, 4)),
  month: Number(iso.slice(5, 7)),
  day: Number(iso.slice(8, 10)),
});

describe("laws of every rule, 1990 to 2060", () => {
  const key = ({ localDate }: OccurrenceDates) => localDate;

  it("a range is the sum of its parts, each local date once, in order", () => {
    fc.assert(
      fc.property(
        anyRule,
        fc.integer({ min: 0, max: 25_000 }),
        fc.integer({ min: 1, max: 1_500 }),
        (rule, start, length) => {
          const of = day(rule);
          const from = addDays("1990-01-01", start);
          const middle = addDays(from, Math.floor(length / 2));
          const to = addDays(from, length);
          const whole = occurrencesBetween(of, from, to).map(key);
          const parts = [
            ...occurrencesBetween(of, from, middle),
            ...occurrencesBetween(of, addDays(middle, 1), to),
          ].map(key);
          expect(parts).toEqual(whole);
          expect([...new Set(whole)].toSorted()).toEqual(whole);
        },
      ),
    );
  });

  it("no two occurrences lie within 300 days of one another, so that one within 30 is the same, moved", () => {
    fc.assert(
      fc.property(anyRule, (rule: Rule) => {
        const all = occurrencesBetween(day(rule), "1990-01-01", "2060-12-31").map(one =>
          dayNumber(one.localDate),
        );
        for (const [place, one] of all.entries())
          if (place > 0) expect(one - (all[place - 1] ?? 0)).toBeGreaterThan(300);
      }),
    );
  });

  it("the last day is not before the first, and both are real days", () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom(...YEARS), (rule, year) => {
        for (const { localDate, lastDate } of occurrencesOfYear(day(rule), year))
          expect(dayNumber(lastDate)).toBeGreaterThanOrEqual(dayNumber(localDate));
      }),
    );
  });
});
