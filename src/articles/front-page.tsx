/** A language's front page: the newest article large, then those before it. */
import { newsroomName, type Settings } from "../settings/settings";
import { formatDate } from "../text/date-format";
import { excerpt } from "../text/excerpt";
import type { Lang } from "../text/languages";
import { frontPages } from "../view/language-switch";
import { Layout } from "../view/layout";
import { messages } from "../view/messages";
import { PageLinks } from "../view/page-links";
import { permalink } from "./article";
import type { Card } from "./card-store";
import type { List } from "./list-store";

const FIRST_GRAPHEMES = 320;

/**
 * The whole page. A language in which nothing is published has one too, and it says so.
 * @param origin  scheme and host, for absolute addresses.
 */
export function FrontPage(props: { lang: Lang; list: List; origin: string }) {
  const { lang, origin } = props;
  const { settings, articles } = props.list;
  const motto = settings.description[lang] ?? null;
  const pages = frontPages(settings.languages);
  return (
    <Layout
      lang={lang}
      look="front"
      title={null}
      description={motto}
      newsroom={newsroomName(settings, lang)}
      motto={motto}
      languages={pages}
      languagesLabel={messages[lang].siteLanguages}
      head={<PageLinks origin={origin} path={`/${lang}/`} inLanguages={pages} defaultPath="/" />}
    >
      {articles.length === 0 ? (
        <p>{messages[lang].nothingYet}</p>
      ) : (
        <ul class="stories">
          {articles.map((listed, place) => (
            <li class={place === 0 ? "first" : undefined}>
              <Story
                listed={listed}
                settings={settings}
                graphemes={place === 0 ? FIRST_GRAPHEMES : undefined}
              />
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

/** @param graphemes  how much of the lead is shown, if not the usual. */
function Story(props: { listed: Card; settings: Settings; graphemes: number | undefined }) {
  const { listed, graphemes } = props;
  const { lang, publishedOn } = listed;
  const { months, digits } = props.settings;
  return (
    <article>
      <p class="small">
        {listed.isCommemoration && (
          <>
            <b>{messages[lang].commemoration}</b>
            {" · "}
          </>
        )}
        <time datetime={publishedOn}>{formatDate(lang, publishedOn, { months, digits })}</time>
      </p>
      <h2>
        <a href={permalink(listed)}>{listed.title}</a>
      </h2>
      <p class="lead">{excerpt(listed.lead, graphemes)}</p>
    </article>
  );
}
