/**
 * iCalendar, written by hand: the library that folds lines correctly knows no LANGUAGE.
 * Pure. @see RFC 5545; docs/decisions/0010
 */
import type { Lang } from "../text/languages";

/** A day or several, or an instant. */
export type When =
  | {
      readonly kind: "days";
      /** `YYYY-MM-DD`, the end not included. */
      readonly from: string;
      readonly until: string;
    }
  | {
      readonly kind: "instant";
      /** epoch ms */
      readonly at: number;
    };

export interface CalendarEvent {
  /** Always the same for one occurrence. */
  readonly uid: string;
  /** Rises with each change. */
  readonly sequence: number;
  readonly when: When;
  readonly lang: Lang;
  readonly summary: string;
  readonly description: string | null;
  /** Absolute. */
  readonly url: string | null;
  readonly status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
  readonly categories: readonly string[];
}

export interface Calendar {
  readonly name: string;
  readonly lang: Lang;
  readonly events: readonly CalendarEvent[];
}

/** @param stamp  when it was written, epoch ms. @returns the whole calendar, its lines folded, in CRLF. */
export function icalendar({ name, lang, events }: Calendar, stamp: number): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//Dhikra//Commemorations//${lang.toUpperCase()}`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    `NAME;LANGUAGE=${lang}:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    "X-PUBLISHED-TTL:PT12H",
    ...events.flatMap(event => eventLines(event, stamp)),
    "END:VCALENDAR",
  ];
  return lines.map(line => `${folded(line)}\r\n`).join("");
}

function eventLines(event: CalendarEvent, stamp: number): string[] {
  const language = `;LANGUAGE=${event.lang}`;
  return [
    "BEGIN:VEVENT",
    `UID:${event.uid}`,
    `DTSTAMP:${utc(stamp)}`,
    `SEQUENCE:${event.sequence}`,
    ...whenLines(event.when),
    `SUMMARY${language}:${escaped(event.summary)}`,
    ...(event.description === null ? [] : [`DESCRIPTION${language}:${escaped(event.description)}`]),
    ...(event.url === null ? [] : [`URL:${event.url}`]),
    ...(event.categories.length === 0 ? [] : [`CATEGORIES:${event.categories.map(escaped).join(",")}`]),
    `STATUS:${event.status}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function whenLines(when: When): string[] {
  if (when.kind === "instant") return [`DTSTART:${utc(when.at)}`];
  return [`DTSTART;VALUE=DATE:${compact(when.from)}`, `DTEND;VALUE=DATE:${compact(when.until)}`];
}

const compact = (day: string) => day.replaceAll("-", "");

const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** TEXT of section 3.3.11, which has no control characters. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0009\u000B-\u001F\u007F]/g, "")
    .replaceAll(/[\\;,]/g, sign => `\\${sign}`)
    .replaceAll("\n", "\\n");
}

const LINE_OCTETS = 75;

/** Lines of at most 75 octets, with the space before a continued one; no character is split. @see section 3.1 */
function folded(line: string): string {
  let whole = "";
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > LINE_OCTETS) {
      whole += "\r\n ";
      octets = 1;
    }
    whole += character;
    octets += size;
  }
  return whole;
}

/** In UTF-8. */
function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
