/** What is wrong with what an editor or a pack wishes of an observance, from its first day on. Pure. */
import type { Issue } from "../http/problem";
import type { ObservanceWish } from "./observance";
import { observanceFaults } from "./observance-faults";
import { comeDue, nextPlanned } from "./plan";
import { type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";

/** How many years ahead a template is tried out. */
const YEARS_TRIED = 60;

/** Everything that is wrong with it, tried out on every year that it will meet for a long time. @param at epoch ms */
export function wishFaults(wish: ObservanceWish, since: string, at: number): Issue[] {
  const keyFault =
    "'key' is missing: give it a permanent name of ASCII letters, digits, dots and hyphens, such as kurd.halabja.";
  const faults: Issue[] = wish.key === "" ? [{ code: "missing", field: "key", message: keyFault }] : [];
  return [...faults, ...observanceFaults(wish, fallingsAhead(wish, since, at))];
}

/** From the one on which the clock first acts: today's, if it falls today and its hour is past. */
function fallingsAhead(wish: ObservanceWish, since: string, at: number): OccurrenceDates[] {
  const timed = { ...wish, id: 0, version: 0, since, revisedAt: at };
  const first = (comeDue(timed, at)[0] ?? nextPlanned(timed, at))?.dates.localDate;
  if (first === undefined) return [];
  return occurrencesBetween(wish, first, `${Number(first.slice(0, 4)) + YEARS_TRIED}-12-31`);
}
