/** The schedule of attempts, and what a busy receiver may ask for. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { askedPause, MOST_ATTEMPTS, nextAttempt } from "../../src/notifications/retry";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const failed = { at: 0, askedMs: null, chance: 0 };

it("ten attempts lie over a little more than three days, and then it is given up", () => {
  const pauses = Array.from({ length: 10 }, (_, place) => nextAttempt({ ...failed, attempts: place + 1 }));
  expect(pauses).toEqual([
    ...[1, 5, 30].map(minutes => minutes * MINUTE_MS),
    ...[2, 5, 10, 14, 20, 24].map(hours => hours * HOUR_MS),
    null,
  ]);
  expect(MOST_ATTEMPTS).toBe(10);
});

it("what failed together comes back apart, and nobody sooner than by the schedule", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.option(fc.integer({ min: 0, max: 10 * 24 * HOUR_MS }), { nil: null }),
      (attempts, chance, askedMs) => {
        const plain = nextAttempt({ ...failed, attempts }) ?? 0;
        const next = nextAttempt({ at: 0, attempts, chance, askedMs }) ?? -1;
        expect(next).toBeGreaterThanOrEqual(plain);
        expect(next).toBeGreaterThanOrEqual(Math.min(askedMs ?? 0, 24 * HOUR_MS));
        expect(next).toBeLessThanOrEqual(Math.max(plain * 1.1 + 1, Math.min(askedMs ?? 0, 24 * HOUR_MS)));
      },
    ),
  );
});

it("a pause is asked for in seconds or as a date; anything else is nothing", () => {
  const now = Date.parse("2026-11-23T07:00:00Z");
  expect(askedPause("120", now)).toBe(120_000);
  expect(askedPause("Mon, 23 Nov 2026 08:00:00 GMT", now)).toBe(HOUR_MS);
  expect(askedPause("Sun, 22 Nov 2026 08:00:00 GMT", now)).toBe(0);
  for (const header of [null, "", "soon", "-1", "1e9", "99999999999"])
    expect(askedPause(header, now)).toBeNull();
});
