/** Readers' calendars as pages of the cache: the coming twelve months by month, and iCalendar files to subscribe to. */
import { permalink } from "../../articles/article";
import { listPath } from "../../articles/list";
import type { Page } from "../../cache/read-through";
import { type CalendarRows, calendarRows } from "../../commemorations/calendar-queries";
import { icalendar } from "../../commemorations/icalendar";
import { isNameConfirmed } from "../../commemorations/observance";
import type { Db } from "../../db/client";
import { encoded } from "../../http/encoded";
import { ProblemError } from "../../http/problem";
import type { Settings } from "../../settings/settings";
import { addDays } from "../../text/dates/civil-date";
import { formatDate, formatMonth } from "../../text/dates/format";
import { localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { calendarMessages } from "../../view/calendar-messages";
import type { InLanguage } from "../../view/components";
import { htmlDocument } from "../../view/document";
import { PageLinks } from "../../view/head";
import { Layout } from "../../view/layout";
import { messages } from "../../view/messages";
import {
  calendarFacts,
  calendarOf,
  comingYear,
  type Entry,
  isTentative,
  PAST_DAYS,
  subscribed,
} from "./calendar";

/** The posts that a calendar may show, in any zone. */
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

interface Shown {
  lang: Lang;
  settings: Settings;
  entries: readonly Entry[];
  /** The packs of which the language has a calendar of its own. */
  packs: readonly string[];
  origin: string;
}

const calendarPath = (lang: Lang) => `/${lang}/calendar/`;

/** @param props.entries oldest first. */
function CalendarPage({ lang, settings, entries, packs, origin }: Shown) {
  const words = calendarMessages[lang];
  const pages: InLanguage[] = settings.languages.map(one => ({ lang: one, path: calendarPath(one) }));
  const defaultPath = pages[0]?.path ?? calendarPath(lang);
  const head = (
    <>
      <PageLinks origin={origin} path={calendarPath(lang)} inLanguages={pages} defaultPath={defaultPath} />
      <link rel="alternate" type="text/calendar" href={`/${lang}/calendar.ics`} title={words.title} />
    </>
  );
  return (
    <Layout
      lang={lang}
      styles="calendar"
      title={words.title}
      description={words.description}
      settings={settings}
      path={calendarPath(lang)}
      languages={pages}
      languagesLabel={messages[lang].siteLanguages}
      head={head}
    >
      <h1>{words.title}</h1>
      {entries.length === 0 && <p>{words.none}</p>}
      <Months lang={lang} settings={settings} entries={entries} />
      <Feeds lang={lang} packs={packs} />
    </Layout>
  );
}

function Months({ lang, settings, entries }: Pick<Shown, "lang" | "settings" | "entries">) {
  const months = [...new Set(entries.map(({ dates }) => dates.localDate.slice(0, 7)))];
  return (
    <>
      {months.map(month => (
        <section>
          <h2>{formatMonth(lang, month, settings)}</h2>
          <ul class="days">
            {entries
              .filter(({ dates }) => dates.localDate.startsWith(month))
              .map(entry => (
                <li>
                  <Line lang={lang} settings={settings} entry={entry} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** The name leads to the day in all years; below it is this year's article. */
function Line({ lang, settings, entry }: { lang: Lang; settings: Settings; entry: Entry }) {
  const { months, digits } = settings;
  const { name, dates, post } = entry;
  const { localDate, lastDate } = dates;
  return (
    <>
      <p class="small">
        <time datetime={localDate}>{formatDate(lang, localDate, { weekday: true, months, digits })}</time>
        {lastDate !== localDate && (
          <>
            {` ${calendarMessages[lang].until} `}
            <time datetime={lastDate}>{formatDate(lang, lastDate, { months, digits })}</time>
          </>
        )}
        {isTentative(entry) && ` · ${calendarMessages[lang].tentative}`}
      </p>
      <h3>
        <a href={listPath({ kind: "on", lang, monthDay: localDate.slice(5) })}>{name}</a>
      </h3>
      {post !== null && (
        <p>
          <a href={toIri(permalink(post))}>{post.title}</a>
        </p>
      )}
    </>
  );
}

function Feeds({ lang, packs }: Pick<Shown, "lang" | "packs">) {
  const words = calendarMessages[lang];
  return (
    <section aria-labelledby="feeds">
      <h2 id="feeds">{words.subscribe}</h2>
      <ul class="small feeds">
        <li>
          <a href={`/${lang}/calendar.ics`} type="text/calendar">
            {words.all}
          </a>
        </li>
        {packs.map(pack => (
          <li>
            <a href={`/${lang}/calendar/${pack}.ics`} type="text/calendar">
              {words.packs[pack] ?? pack}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
