/** An article as its readers see it. */
import type { Settings } from "../settings/settings";
import { excerpt } from "../text/excerpt";
import { toIri } from "../text/iri";
import type { Lang } from "../text/languages";
import { frontPages, type InLanguage } from "../view/language-switch";
import { Layout } from "../view/layout";
import { listMessages } from "../view/list-messages";
import { messages } from "../view/messages";
import { PageLinks } from "../view/page-links";
import { type Article, paragraphs, permalink } from "./article";
import { Corrections, OtherYears, References, Tags } from "./article-foot";
import { Heading } from "./article-head";

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
      settings={settings}
      path={path}
      languages={isTranslated ? versions : frontPages(settings.languages)}
      languagesLabel={isTranslated ? messages[lang].articleLanguages : messages[lang].siteLanguages}
      head={path !== null && <Addresses path={path} versions={versions} origin={props.origin} />}
    >
      <article>
        <Heading article={article} settings={settings} />
        <div class="body">
          {paragraphs(article).map(paragraph => (
            <p>{paragraph}</p>
          ))}
        </div>
        <Corrections article={article} settings={settings} />
        <Tags article={article} />
        <OtherYears article={article} settings={settings} />
        <References article={article} settings={settings} />
        {path !== null && <OtherForms id={article.id} lang={lang} path={path} />}
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
      <link rel="alternate" type="application/json" href={`${toIri(path)}.json`} />
      <link rel="alternate" type="text/markdown" href={`${toIri(path)}.md`} />
    </>
  );
}

/** For those who keep, quote or send it on. */
function OtherForms({ id, lang, path }: { id: number; lang: Lang; path: string }) {
  return (
    <footer>
      <a href={`/s/${id}`}>{listMessages[lang].shortLink}</a>
      {" · "}
      <a href={`${toIri(path)}.md`} type="text/markdown">
        {messages[lang].plainText}
      </a>
    </footer>
  );
}
