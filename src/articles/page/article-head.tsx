/** What is above an article's text: its section, its title, who wrote it and when. */
import type { Settings } from "../../settings/settings";
import { formatDate } from "../../text/dates/format";
import { localDate } from "../../text/dates/time-zone";
import { commaIn, type Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { calendarMessages } from "../../view/calendar-messages";
import { Isolated } from "../../view/components";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import type { Article } from "../article";
import { listPath, sectionOf } from "../list";
import { SectionLink } from "../lists/story";

export function Heading({ article, settings }: { article: Article; settings: Settings }) {
  const { lang } = article;
  const words = messages[lang];
  return (
    <header>
      <Kicker article={article} settings={settings} />
      <h1>{article.title}</h1>
      {article.observanceId !== null && (
        <p class="small">
          <b>{words.commemoration}</b>
          {article.isAutomatic && ` · ${words.publishedAutomatically}`}
          {article.isAutomatic && <DateSource article={article} />}
        </p>
      )}
      <Byline article={article} />
    </header>
  );
}

/** What an article that nobody wrote owes its readers: on whose word it is of this day. */
function DateSource({ article }: { article: Article }) {
  const source = article.occasion?.source ?? "";
  if (source === "") return null;
  return (
    <>
      {` ${calendarMessages[article.lang].dateSource} `}
      <bdi>{source}</bdi>
    </>
  );
}

/** Section, date, and the date of the last revision. */
function Kicker({ article, settings }: { article: Article; settings: Settings }) {
  const { publishedOn, lang } = article;
  const section = sectionOf(settings.contents.sections, article.sectionId);
  const updatedOn = updateShown(article, settings.zone);
  return (
    <p class="small">
      <SectionLink section={section} lang={lang} />
      {publishedOn !== null && <Day lang={lang} date={publishedOn} settings={settings} withWeekday />}
      {updatedOn !== null && (
        <>
          {" · "}
          <span>
            {messages[lang].updatedOn} <Day lang={lang} date={updatedOn} settings={settings} />
          </span>
        </>
      )}
    </p>
  );
}

function Byline({ article }: { article: Article }) {
  const { lang, authors } = article;
  if (authors.length === 0) return null;
  return (
    <p class="small">
      {listMessages[lang].by}{" "}
      {authors.map(({ slug, name }, place) => (
        <>
          {place > 0 && commaIn(lang)}
          <a href={toIri(listPath({ kind: "author", lang, slug }))}>
            <Isolated lang={lang}>{name}</Isolated>
          </a>
        </>
      ))}
    </p>
  );
}

/** The local date of the last revision; null for a first one, or one made before readers saw any. */
function updateShown({ revision, revisedAt, publishedOn }: Article, zone: string): string | null {
  if (revision <= 1 || publishedOn === null) return null;
  const revisedOn = localDate(revisedAt, zone);
  return revisedOn < publishedOn ? null : revisedOn;
}

export function Day(props: { lang: Lang; date: string; settings: Settings; withWeekday?: boolean }) {
  const { lang, date, settings } = props;
  return (
    <time datetime={date}>
      {formatDate(lang, date, { ...settings, weekday: props.withWeekday === true })}
    </time>
  );
}
