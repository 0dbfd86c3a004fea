/** Occurrences as the clock plans them, with their instants. Pure. The tick and the preview both read them. */
import { tagHash } from "../cache/ledger";
import { addDays } from "../text/dates/civil-date";
import { instantOf, localDate } from "../text/dates/time-zone";
import { type Observance, yearsAt } from "./observance";
import { nextOccurrence, type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";

/** How far back the clock looks for a day that it missed, in days. */
export const LOOK_BACK_DAYS = 30;
/** The earliest that a draft or a reminder is there, in days before its day. */
export const LOOK_AHEAD_DAYS = 30;

export interface PlannedOccurrence {
  readonly observance: Observance;
  readonly dates: OccurrenceDates;
  /** The instant at which its article appears, epoch ms. */
  readonly dueAt: number;
  /** The instant at which the clock acts: the same, or some days before it for a draft or a reminder. */
  readonly actAt: number;
  /** Whether clocks in its zone skip that wall time on its day, or show it twice. */
  readonly wallTime: "exact" | "gap" | "repeated";
}

/** The local day in a zone at one instant: remembered, since reading a zone's clock is slow. */
export type Today = (zone: string) => string;

export function todayAt(at: number): Today {
  const known = new Map<string, string>();
  return zone => {
    const day = known.get(zone) ?? localDate(at, zone);
    known.set(zone, day);
    return day;
  };
}

/**
 * The occurrences from one local date to another, both inclusive; never one before `since`.
 * @returns oldest first.
 */
export function planBetween(observance: Observance, from: string, to: string): PlannedOccurrence[] {
  const first = from < observance.since ? observance.since : from;
  if (first > to) return [];
  return occurrencesBetween(observance, first, to).map(dates => planned(observance, dates));
}

/**
 * What has come due and may not have been acted on, oldest first: occurrences of the last 30 local days, and those
 * ahead whose draft or reminder is due.
 * @param at  epoch ms.
 */
export function comeDue(observance: Observance, at: number, today: Today = todayAt(at)): PlannedOccurrence[] {
  const day = today(observance.zone);
  const until = addDays(day, aheadOf(observance));
  return planBetween(observance, addDays(day, -LOOK_BACK_DAYS), until).filter(one => one.actAt <= at);
}

/** The next occurrence after an instant. @param at epoch ms. @returns null when none comes within twelve years. */
export function nextPlanned(observance: Observance, at: number): PlannedOccurrence | null {
  const today = localDate(at, observance.zone);
  for (const from of [today, addDays(today, 1)]) {
    const dates = nextOccurrence(observance, from);
    const next = dates && planned(observance, dates);
    if (next !== null && next.dueAt > at) return next;
  }
  return null;
}

/** Whether its local day has passed: then it is not published late, but becomes a draft marked missed. */
export function isMissed({ observance, dates }: PlannedOccurrence, today: Today): boolean {
  return dates.localDate < today(observance.zone);
}

function planned(observance: Observance, dates: OccurrenceDates): PlannedOccurrence {
  const { zone, localTime } = observance;
  const { ms: dueAt, kind: wallTime } = instantOf(dates.localDate, localTime, zone);
  const ahead = aheadOf(observance);
  const actAt = ahead === 0 ? dueAt : instantOf(addDays(dates.localDate, -ahead), localTime, zone).ms;
  return { observance, dates, dueAt, actAt, wallTime };
}

const aheadOf = ({ mode, daysAhead }: Observance) => (mode === "draft" || mode === "remind" ? daysAhead : 0);

/** The translation group of an occurrence's articles: above 2^48, where no random group lies. */
export function occurrenceGroup(observanceId: number, localDate: string): number {
  return (
    2 ** 48 +
    tagHash(`${observanceId}/${localDate}`) * 2 ** 16 +
    (tagHash(`${localDate}/${observanceId}`) >>> 16)
  );
}

/**
 * How the date of a commemoration was found and where it comes from, who approved it, and from which version it was
 * made: for readers who ask and editors who check.
 */
export function provenanceOf({ observance, dates, wallTime }: PlannedOccurrence) {
  return {
    key: observance.key,
    pack: observance.pack,
    source: observance.source,
    date_status: observance.dateStatus,
    rule: observance.rule,
    basis: dates.basis,
    leap_day: dates.leapDay,
    hijri: dates.hijri,
    years: yearsAt(observance, dates),
    wall_time: wallTime,
    version: observance.version,
    approver: observance.approval?.approver ?? null,
  };
}
export type Provenance = ReturnType<typeof provenanceOf>;
