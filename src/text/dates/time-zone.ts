import { dayNumber, isoOfDayNumber } from "./civil-date";

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const WALL_TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Whether the runtime knows the zone, an IANA name such as Asia/Damascus. An offset is not one: it has no summer time. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks in the zone show this date and time.
 * @param wallTime  "HH:MM" or "HH:MM:SS".
 * @returns epoch ms. `gap`: clocks skip that time, and `ms` is the first instant after it. `repeated`: they show
 * it twice, and `ms` is the first.
 * @throws RangeError if the date or the time is not one, or the runtime lacks the zone.
 * @see docs/text.md, "Time zones"
 */
export function instantOf(
  isoDate: string,
  wallTime: string,
  zone: string,
): { ms: number; kind: "exact" | "gap" | "repeated" } {
  const clock = clockOf(zone);
  const wallMs = dayNumber(isoDate) * DAY_MS + timeOfDay(wallTime);
  // No offset is a day long, so these two are on either side of any change near the wall time.
  const before = offsetAt(clock, wallMs - DAY_MS);
  const after = offsetAt(clock, wallMs + DAY_MS);
  const instants = [...new Set([before, after])]
    .filter(offset => offsetAt(clock, wallMs - offset) === offset)
    .map(offset => wallMs - offset);
  if (instants.length > 0)
    return { ms: Math.min(...instants), kind: instants.length > 1 ? "repeated" : "exact" };
  return { ms: changeOfOffset(clock, wallMs - after, wallMs - before), kind: "gap" };
}

/** The date on the zone's calendar at an instant, `YYYY-MM-DD`. @throws RangeError for an unknown zone. */
export function localDate(ms: number, zone: string): string {
  return isoOfDayNumber(Math.floor(wallClock(clockOf(zone), ms) / DAY_MS));
}

/** The time on the zone's clocks at an instant, "HH:MM", seconds cut off. @throws RangeError for an unknown zone. */
export function localTime(ms: number, zone: string): string {
  const wallMs = wallClock(clockOf(zone), ms);
  const minutes = Math.floor((wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS) / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** The first instant with another offset than `before` has, to the second. The change lies in (before, notAfter]. */
function changeOfOffset(clock: Intl.DateTimeFormat, before: number, notAfter: number): number {
  const offset = offsetAt(clock, before);
  let early = before;
  let late = notAfter;
  while (late - early > SECOND_MS) {
    const middle = early + Math.floor((late - early) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetAt(clock, middle) === offset) early = middle;
    else late = middle;
  }
  return late;
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offsetAt(clock: Intl.DateTimeFormat, ms: number): number {
  const wholeSeconds = Math.floor(ms / SECOND_MS) * SECOND_MS;
  return wallClock(clock, wholeSeconds) - wholeSeconds;
}

/** What the zone's clocks show, as the epoch ms at which UTC shows the same. */
function wallClock(clock: Intl.DateTimeFormat, ms: number): number {
  const shown = new Map(clock.formatToParts(ms).map(part => [part.type, part.value]));
  const field = (type: Intl.DateTimeFormatPartTypes) => (shown.get(type) ?? "").padStart(2, "0");
  const date = `${field("year").padStart(4, "0")}-${field("month")}-${field("day")}`;
  const seconds = (Number(field("hour")) * 60 + Number(field("minute"))) * 60 + Number(field("second"));
  return dayNumber(date) * DAY_MS + seconds * SECOND_MS;
}

function timeOfDay(wallTime: string): number {
  const [, hours, minutes, seconds] = WALL_TIME.exec(wallTime) ?? [];
  if (hours === undefined) throw new RangeError(`"${wallTime}" is not a time of the form HH:MM or HH:MM:SS.`);
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * SECOND_MS;
}

/** English digits and the Gregorian calendar in every runtime. @throws RangeError for an unknown zone. */
function clockOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
}
