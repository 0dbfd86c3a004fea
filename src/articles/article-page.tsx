/** An article as its readers see it. */
import { newsroomName, type Settings } from "../settings/settings";
import { formatDate } from "../text/date-format";
import { excerpt } from "../text/excerpt";
import { directionOf, type Lang } from "../text/languages";
import { localDate } from "../text/time-zone";
import { frontPages, type InLanguage } from "../view/language-switch";
import { Layout } from "../view/layout";
import { messages } from "../view/messages";
import { PageLinks } from "../view/page-links";
import { sanitised } from "../view/sanitised";
import { type Article, paragraphs, permalink, type SeeAlso } from "./article";

/**
 * The whole page. An article without a date has no address yet: its page names none.
 * @param origin  scheme and host, for absolute addresses.
 */
export function ArticlePage(props: { article: Article; settings: Settings; origin: string }) {
  const { article, settings } = props;
  const { lang } = article;
  const path = pathOf(article);
  const versions = inLanguages(article, settings.languages);
  const isTranslated = versions.length > 1;
  return (
    <Layout
      lang={lang}
      look="article"
      title={article.title}
      description={excerpt(article.lead)}
      newsroom={newsroomName(settings, lang)}
      languages={isTranslated ? versions : frontPages(settings.languages)}
      languagesLabel={isTranslated ? messages[lang].articleLanguages : messages[lang].siteLanguages}
      head={path !== null && <Addresses path={path} versions={versions} origin={props.origin} />}
    >
      <article>
        <Heading article={article} settings={settings} />
        <div class="body">
          {article.bodyFormat === "html"
            ? sanitised(article.body)
            : paragraphs(article).map(paragraph => <p>{paragraph}</p>)}
        </div>
        <Tags article={article} />
        <References article={article} settings={settings} />
        {path !== null && (
          <footer>
            <a href={`${path}.md`} type="text/markdown">
              {messages[lang].plainText}
            </a>
          </footer>
        )}
      </article>
    </Layout>
  );
}

function pathOf({ publishedOn, lang, slug }: Article): string | null {
  return publishedOn === null ? null : permalink({ lang, publishedOn, slug });
}

/** The article and its translations, in the site's order of languages; those that it does not offer come last. */
function inLanguages(article: Article, languages: readonly Lang[]): readonly InLanguage[] {
  const path = pathOf(article);
  const own = path === null ? [] : [{ lang: article.lang, path }];
  const translations = article.translations.map(link => ({ lang: link.lang, path: permalink(link) }));
  const placeOf = ({ lang }: InLanguage) =>
    languages.includes(lang) ? languages.indexOf(lang) : languages.length;
  return [...own, ...translations].toSorted((one, other) => placeOf(one) - placeOf(other));
}

function Addresses(props: { path: string; versions: readonly InLanguage[]; origin: string }) {
  const { path, versions, origin } = props;
  return (
    <>
      <PageLinks origin={origin} path={path} inLanguages={versions} defaultPath={versions[0]?.path ?? path} />
      <link rel="alternate" type="application/json" href={`${path}.json`} />
      <link rel="alternate" type="text/markdown" href={`${path}.md`} />
    </>
  );
}

function Heading({ article, settings }: { article: Article; settings: Settings }) {
  const { publishedOn, lang } = article;
  const words = messages[lang];
  const updatedOn = updateShown(article, settings.zone);
  return (
    <header>
      <p class="small">
        {publishedOn !== null && <Day lang={lang} date={publishedOn} settings={settings} withWeekday />}
        {updatedOn !== null && (
          <>
            {" · "}
            <span>
              {words.updatedOn} <Day lang={lang} date={updatedOn} settings={settings} />
            </span>
          </>
        )}
      </p>
      <h1>{article.title}</h1>
      {article.observanceId !== null && (
        <p class="small">
          <b>{words.commemoration}</b>
          {article.isAutomatic && ` · ${words.publishedAutomatically}`}
        </p>
      )}
    </header>
  );
}

/** The local date of the last revision; null for a first one, or one made before readers saw any. */
function updateShown({ revision, revisedAt, publishedOn }: Article, zone: string): string | null {
  if (revision <= 1 || publishedOn === null) return null;
  const revisedOn = localDate(revisedAt, zone);
  return revisedOn < publishedOn ? null : revisedOn;
}

function Day(props: { lang: Lang; date: string; settings: Settings; withWeekday?: boolean }) {
  const { months, digits } = props.settings;
  return (
    <time datetime={props.date}>
      {formatDate(props.lang, props.date, { weekday: props.withWeekday === true, months, digits })}
    </time>
  );
}

function Tags({ article }: { article: Article }) {
  if (article.tags.length === 0) return null;
  return (
    <ul class="small tags" aria-label={messages[article.lang].tags}>
      {article.tags.map(tag => (
        <li>
          <bdi>{tag.name}</bdi>
        </li>
      ))}
    </ul>
  );
}

function References({ article, settings }: { article: Article; settings: Settings }) {
  if (article.seeAlso.length === 0) return null;
  return (
    <aside class="also" aria-labelledby="also">
      <h2 id="also">{messages[article.lang].seeAlso}</h2>
      <ul>
        {article.seeAlso.map(reference => (
          <li>
            <Reference reference={reference} settings={settings} />
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** A link once there is an article to lead to; until then the words of the site that the reference came from. */
function Reference({ reference, settings }: { reference: SeeAlso; settings: Settings }) {
  const { article, title, excerpt: quotation } = reference;
  if (article !== null)
    return (
      <div lang={article.lang} dir={directionOf(article.lang)}>
        <a href={permalink(article)}>{article.title}</a>
        <p class="small">
          <Day lang={article.lang} date={article.publishedOn} settings={settings} />
        </p>
      </div>
    );
  return (
    <>
      <p dir="auto">{title}</p>
      {quotation !== null && <blockquote dir="auto">{quotation}</blockquote>}
    </>
  );
}
