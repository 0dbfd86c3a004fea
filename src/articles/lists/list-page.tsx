/** The page of a list: a section, a tag, an author, the days of an archive, a day of all years, the commemorations. */
import { newsroomName, type Settings } from "../../settings/settings";
import { addDays } from "../../text/dates/civil-date";
import { type DateStyle, formatMonth, formatMonthDay, formatYear } from "../../text/dates/format";
import type { Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { calendarMessages } from "../../view/calendar-messages";
import { frontPages, type InLanguage } from "../../view/components";
import { Layout } from "../../view/layout";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { cursorOf, type ListOf, listPath } from "../list";
import type { Card } from "../listing-queries";
import { sectionPages } from "./front-page";
import { AboutAuthor, authorPages, crumbsOf, ListHead, listTitle } from "./list-head";
import type { List } from "./queries";
import { Stories } from "./story";

interface ListPageProps {
  of: ListOf;
  list: List;
  /** Whether this is a later page of the list. */
  isLater: boolean;
  origin: string;
}

export function ListPage(props: ListPageProps) {
  const { of, list, origin } = props;
  const { settings } = list;
  const { lang } = of;
  const words = listMessages[lang];
  const path = listPath(of, list.named);
  const title = listTitle(of, list);
  const languages = languagesOf(of, list);
  return (
    <Layout
      lang={lang}
      styles="list"
      title={title}
      description={`${title} — ${settings.description[lang] ?? newsroomName(settings, lang)}`}
      settings={settings}
      path={path}
      languages={languages.length > 1 ? languages : frontPages(settings.languages)}
      languagesLabel={messages[lang].siteLanguages}
      head={<ListHead of={of} list={list} title={title} languages={languages} origin={origin} />}
    >
      <Crumbs label={words.path} links={crumbsOf(of, settings)} />
      {of.kind !== "commemorations" && (
        <p class="small">
          <b>{kindOf(of)}</b>
        </p>
      )}
      <h1>
        <bdi>{title}</bdi>
      </h1>
      {of.kind === "author" && !props.isLater && <AboutAuthor person={list.named?.person} />}
      {list.days.length > 0 && <Named lang={lang} names={list.days} />}
      {of.kind === "days" && <Months lang={lang} year={of.days} months={list.months} style={settings} />}
      {of.kind === "commemorations" && (
        <p class="small">
          <a href={`/${lang}/calendar/`}>{calendarMessages[lang].title}</a>
        </p>
      )}
      {list.articles.length === 0 && <p>{words.nothingHere}</p>}
      {of.kind === "on" ? (
        <ByYear cards={list.articles} settings={settings} lang={lang} />
      ) : (
        <Stories
          cards={list.articles}
          settings={settings}
          Heading="h2"
          withoutSection={of.kind === "section"}
        />
      )}
      <Turn list={list} path={path} isLater={props.isLater} lang={lang} />
      {of.kind === "on" && <DaysAround lang={lang} monthDay={of.monthDay} style={settings} />}
    </Layout>
  );
}

function kindOf(of: ListOf): string {
  const words = listMessages[of.lang];
  const kinds = {
    section: words.section,
    tag: words.tag,
    author: words.author,
    days: words.archive,
    on: words.onThisDay,
    commemorations: words.commemorations,
    front: words.latest,
  };
  return kinds[of.kind];
}

/** The same list in each language; empty where the others have none of it. */
function languagesOf(of: ListOf, { settings, named }: List): readonly InLanguage[] {
  if (of.kind === "section") return sectionPages(settings, named?.id ?? 0);
  if (of.kind === "author") return authorPages(named);
  if (of.kind !== "on" && of.kind !== "commemorations") return [];
  return settings.languages.map(lang => ({ lang, path: listPath({ ...of, lang }) }));
}

function Named({ lang, names }: { lang: Lang; names: readonly string[] }) {
  return (
    <div class="days">
      <p class="small">{listMessages[lang].thisDayIs}</p>
      <ul>
        {names.map(name => (
          <li>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ByYear({ cards, settings, lang }: { cards: readonly Card[]; settings: Settings; lang: Lang }) {
  const years = [...new Set(cards.map(card => card.publishedOn.slice(0, 4)))];
  return (
    <>
      {years.map(year => (
        <section aria-labelledby={`y${year}`}>
          <h2 class="year" id={`y${year}`}>
            {formatYear(lang, year, settings)}
          </h2>
          <Stories
            cards={cards.filter(card => card.publishedOn.startsWith(year))}
            settings={settings}
            Heading="h3"
          />
        </section>
      ))}
    </>
  );
}

/** On to what is older, and back to the beginning. */
function Turn(props: { list: List; path: string; isLater: boolean; lang: Lang }) {
  const { list, path, isLater, lang } = props;
  if (list.next === null && !isLater) return null;
  const words = listMessages[lang];
  return (
    <nav class="turn" aria-label={words.archive}>
      <ul>
        {isLater && (
          <li>
            <a href={toIri(path)}>{words.newest}</a>
          </li>
        )}
        {list.next !== null && (
          <li>
            <a href={`${toIri(path)}?before=${cursorOf(list.next)}`} rel="next">
              {words.older}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

export interface Link {
  readonly label: string;
  /** Percent-encoded. */
  readonly href: string;
}

export function Crumbs({ label, links }: { label: string; links: readonly Link[] }) {
  if (links.length === 0) return null;
  return <Ways kind="path" label={label} links={links} />;
}

/** @param months those that hold anything, `MM`. */
export function Months(props: { lang: Lang; year: string; months: readonly string[]; style: DateStyle }) {
  const { lang, year, style } = props;
  if (props.months.length === 0) return null;
  const links = props.months.map(month => ({
    label: formatMonth(lang, `${year}-${month}`, style),
    href: listPath({ kind: "days", lang, days: `${year}-${month}` }),
  }));
  return <Ways kind="months" label={listMessages[lang].archive} links={links} />;
}

/** A leap year, so that 29 February has its place. */
const YEAR_OF_ALL_DAYS = "2024";

export function DaysAround({ lang, monthDay, style }: { lang: Lang; monthDay: string; style: DateStyle }) {
  const words = listMessages[lang];
  const links = [
    { step: -1, label: words.dayBefore },
    { step: 1, label: words.dayAfter },
  ].map(({ step, label }) => {
    const day = addDays(`${YEAR_OF_ALL_DAYS}-${monthDay}`, step).slice(5);
    return {
      label: `${label}: ${formatMonthDay(lang, day, style)}`,
      href: listPath({ kind: "on", lang, monthDay: day }),
    };
  });
  return <Ways kind="turn" label={words.onThisDay} links={links} />;
}

function Ways({ kind, label, links }: { kind: string; label: string; links: readonly Link[] }) {
  return (
    <nav class={kind} aria-label={label}>
      <ul>
        {links.map(link => (
          <li>
            <a href={toIri(link.href)}>{link.label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
