import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, isTimeZone, localDate, localTime } from "../../src/text/dates/time-zone";
import { VECTORS } from "./vectors";

const ZONES = [
  "Asia/Damascus",
  "Asia/Beirut",
  "Africa/Cairo",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "UTC",
];
const kindOf = (why: string) =>
  why.startsWith("gap") ? "gap" : why.startsWith("repeated") ? "repeated" : "exact";

describe("wall time to instant", () => {
  it.each(VECTORS.zones)("%s %s %s is %s: %s", (zone, date, time, instant, why) => {
    expect(instantOf(date, time, zone)).toEqual({ ms: Date.parse(instant), kind: kindOf(why) });
  });

  it("the instant shows the wall time it was made from, or the first one after a gap", () => {
    const days = fc
      .integer({ min: 0, max: 47_481 })
      .map(n => new Date(n * 86_400_000).toISOString().slice(0, 10));
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(days, minutes, fc.constantFrom(...ZONES), (date, minute, zone) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        const { ms, kind } = instantOf(date, time, zone);
        const shown = `${localDate(ms, zone)} ${localTime(ms, zone)}`;
        if (kind === "gap") expect(shown > `${date} ${time}`).toBe(true);
        else expect(shown).toBe(`${date} ${time}`);
      }),
      { numRuns: 400 },
    );
  });

  it("seconds count, also beside a change of offset", () => {
    expect(instantOf("2026-03-29", "01:59:59", "Europe/Berlin").ms).toBe(Date.parse("2026-03-29T00:59:59Z"));
    expect(instantOf("2026-03-29", "02:00:01", "Europe/Berlin")).toEqual({
      ms: Date.parse("2026-03-29T01:00:00Z"),
      kind: "gap",
    });
  });

  it("a day that a zone skipped whole gives the first instant of the next", () => {
    const { ms, kind } = instantOf("2011-12-30", "12:00", "Pacific/Apia");
    expect([kind, localDate(ms, "Pacific/Apia"), localTime(ms, "Pacific/Apia")]).toEqual([
      "gap",
      "2011-12-31",
      "00:00",
    ]);
  });

  it("RangeError for a date, a time or a zone that does not exist", () => {
    expect(() => instantOf("2021-02-29", "08:00", "Asia/Damascus")).toThrow(RangeError);
    expect(() => instantOf("2021-02-28", "24:00", "Asia/Damascus")).toThrow(RangeError);
    expect(() => instantOf("2021-02-28", "8:00", "Asia/Damascus")).toThrow(RangeError);
    expect(() => instantOf("2021-02-28", "08:00", "Asia/Nowhere")).toThrow(RangeError);
  });
});

describe("instant to wall time", () => {
  it("the newsroom's date is ahead of UTC in the evening", () => {
    const ms = Date.parse("2022-11-29T21:30:00Z");
    expect(localDate(ms, "Asia/Damascus")).toBe("2022-11-30");
    expect(localTime(ms, "Asia/Damascus")).toBe("00:30");
  });

  it("an instant before 1970 is read as well, cut to the minute", () => {
    const ms = Date.parse("1946-04-17T06:00:59Z");
    expect([localDate(ms, "Asia/Damascus"), localTime(ms, "Asia/Damascus")]).toEqual(["1946-04-17", "08:00"]);
  });

  it("a zone is known by its IANA name only", () => {
    expect(["Asia/Damascus", "Europe/Berlin", "UTC"].every(isTimeZone)).toBe(true);
    expect(["", "Damascus", "Asia/Nowhere", "+99:00"].some(isTimeZone)).toBe(false);
  });
});
