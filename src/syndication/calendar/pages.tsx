/** Readers' calendars, as the cache knows them. */
import type { Page } from "../../cache/read-through";
import { type CalendarRows, calendarRows } from "../../commemorations/day-queries";
import { icalendar } from "../../commemorations/ical";
import { isNameConfirmed } from "../../commemorations/observance";
import type { Db } from "../../db/client";
import { encoded } from "../../http/encoded";
import { ProblemError } from "../../http/problem";
import { addDays } from "../../text/dates/civil-date";
import { localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { htmlDocument } from "../../view/document";
import { calendarFacts, calendarOf, comingYear, PAST_DAYS, subscribed } from "./calendar";
import { CalendarPage } from "./calendar-page";

/** Posts of whatever a calendar may show, in any zone. */
const rowsSince = (db: Db, lang: Lang, pack: string | null) => (now: number) =>
  calendarRows(db, lang, pack, addDays(localDate(now, "UTC"), -PAST_DAYS - 1));

export function calendarPage(db: Db, lang: Lang, origin: string): Page<CalendarRows> {
  return {
    key: `calendar:html:${lang}`,
    cache: "kv",
    query: rowsSince(db, lang, null),
    compose: async (rows, now) => {
      const entries = comingYear(rows, lang, now);
      const { settings } = rows;
      const page = (
        <CalendarPage
          lang={lang}
          settings={settings}
          entries={entries}
          packs={packsIn(rows, lang)}
          origin={origin}
        />
      );
      return { status: 200, ...(await htmlDocument(lang, page)), ...calendarFacts(rows, lang, entries, now) };
    },
  };
}

/** @param pack null for all days of the language; of a pack without any there is no calendar. */
export function calendarFile(db: Db, lang: Lang, pack: string | null, origin: string): Page<CalendarRows> {
  return {
    key: `calendar:ics:${lang}:${pack ?? ""}`,
    cache: "kv",
    query: rowsSince(db, lang, pack),
    compose: (rows, now) => {
      if (pack !== null && packsIn(rows, lang).length === 0) throw new ProblemError({ code: "not-found" });
      const entries = subscribed(rows, lang, now);
      // Its stamp is the day's, so that the same content has the same bytes.
      const stamp = Date.parse(localDate(now, rows.settings.zone));
      const text = icalendar(calendarOf(rows, lang, pack, entries, origin), stamp);
      return {
        status: 200,
        ...encoded({ type: "text/calendar", lang, text }),
        ...calendarFacts(rows, lang, entries, now),
      };
    },
  };
}

function packsIn({ days }: CalendarRows, lang: Lang): string[] {
  const named = days.filter(day => isNameConfirmed(day, lang));
  return [...new Set(named.flatMap(day => day.pack ?? []))].toSorted();
}
