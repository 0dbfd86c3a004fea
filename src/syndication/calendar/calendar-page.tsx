/** The calendar page: the days of the coming twelve months, by month. */
import { permalink } from "../../articles/article";
import { listPath } from "../../articles/list";
import type { Settings } from "../../settings/settings";
import { formatDate } from "../../text/dates/date-format";
import { formatMonth } from "../../text/dates/date-parts";
import { toIri } from "../../text/iri";
import type { Lang } from "../../text/languages";
import { calendarMessages } from "../../view/calendar-messages";
import type { InLanguage } from "../../view/language-switch";
import { Layout } from "../../view/layout";
import { messages } from "../../view/messages";
import { PageLinks } from "../../view/page-links";
import { type Entry, isTentative } from "./calendar";

interface Shown {
  lang: Lang;
  settings: Settings;
  entries: readonly Entry[];
  /** The packs of which the language has a calendar of its own. */
  packs: readonly string[];
  origin: string;
}

export const calendarPath = (lang: Lang) => `/${lang}/calendar/`;

/** @param props.entries oldest first. */
export function CalendarPage({ lang, settings, entries, packs, origin }: Shown) {
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
      look="calendar"
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
  const months = [...new Set(entries.map(({ falling }) => falling.localDate.slice(0, 7)))];
  return (
    <>
      {months.map(month => (
        <section>
          <h2>{formatMonth(lang, month, settings)}</h2>
          <ul class="days">
            {entries
              .filter(({ falling }) => falling.localDate.startsWith(month))
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

/** The name leads to the day in all years; under it stands what was published for this one. */
function Line({ lang, settings, entry }: { lang: Lang; settings: Settings; entry: Entry }) {
  const { months, digits } = settings;
  const { name, falling, post } = entry;
  const { localDate, lastDate } = falling;
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
