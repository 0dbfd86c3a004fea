/** Rules of every kind, at random. */
import fc from "fast-check";
import { type Rule, ruleSchema, WEEKDAY_CODES } from "../../src/commemorations/rules/rule";

const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 31 });
const weekday = fc.constantFrom(...WEEKDAY_CODES);
const leap_day = fc.constantFrom("feb28", "mar1", "leap-only");

const kinds = [
  fc.record({ type: fc.constant("fixed"), month, day, leap_day }),
  fc.record({ type: fc.constant("nth-weekday"), month, n: fc.constantFrom(1, 2, 3, 4, 5, -1), weekday }),
  fc.record({ type: fc.constant("first-weekday-on-or-after"), month, day, weekday, leap_day }),
  fc.record({
    type: fc.constant("week-of"),
    month,
    day,
    week_start: weekday,
    days: fc.integer({ min: 1, max: 7 }),
    leap_day,
  }),
  fc.record({ type: fc.constant("span"), month, day, days: fc.integer({ min: 1, max: 60 }), leap_day }),
  fc.record({
    type: fc.constant("easter"),
    calendar: fc.constantFrom("gregorian", "julian"),
    offset: fc.integer({ min: -80, max: 230 }),
  }),
  fc.record({ type: fc.constant("hijri"), month, day: fc.integer({ min: 1, max: 30 }) }),
];

/** Whatever the door lets in: 31 April is drawn, and drawn again. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .oneof(...kinds)
  .filter(drawn => ruleSchema.safeParse(drawn).success)
  .map(drawn => ruleSchema.parse(drawn));
