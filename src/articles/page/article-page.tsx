/** An article as its readers see it. */
import { withSizes } from "../../media/sizes";
import type { Settings } from "../../settings/settings";
import { excerpt } from "../../text/excerpt";
import type { Lang } from "../../text/languages";
import { frontPages, type InLanguage, sanitized } from "../../view/components";
import { FeedLinks, JsonLd, OpenGraph, PageLinks } from "../../view/head";
import { Layout } from "../../view/layout";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { type Article, paragraphs, permalink } from "../article";
import { Corrections, OtherYears, References, Tags } from "./article-foot";
import { Heading } from "./article-head";
import { newsArticleLd } from "./structured-data";

/** What search engines show of a description, in graphemes. */
const DESCRIBED = 140;

interface ArticlePageProps {
  article: Article;
  settings: Settings;
  origin: string;
  hasImages: boolean;
}

/**
 * The whole page. An article without a date has no address yet: its page names none.
 * @param origin  scheme and host, for absolute addresses.
 * @param hasImages  whether pictures are to be had in smaller sizes.
 */
export function ArticlePage(props: ArticlePageProps) {
  const { article, settings, hasImages } = props;
  const { lang } = article;
  const path = pathOf(article);
  const versions = inLanguages(article, settings.languages);
  const isTranslated = versions.length > 1;
  return (
    <Layout
      lang={lang}
      styles={article.bodyFormat === "html" ? "richArticle" : "article"}
      title={article.title}
      description={excerpt(article.lead, DESCRIBED)}
      settings={settings}
      path={path}
      languages={isTranslated ? versions : frontPages(settings.languages)}
      languagesLabel={isTranslated ? messages[lang].articleLanguages : messages[lang].siteLanguages}
      head={<ArticleHead {...props} path={path} versions={versions} />}
    >
      <article>
        <Heading article={article} settings={settings} />
        <div class="body">
          {article.bodyFormat === "html"
            ? sanitized(hasImages ? withSizes(article.body) : article.body)
            : paragraphs(article).map(paragraph => <p>{paragraph}</p>)}
        </div>
        <Corrections article={article} settings={settings} />
        <Tags article={article} />
        <OtherYears article={article} settings={settings} />
        <References article={article} settings={settings} />
        {path !== null && <OtherForms id={article.id} lang={lang} />}
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

/** For machines: its address, its other forms, what it is. Nothing for an article that has no address yet. */
function ArticleHead(props: ArticlePageProps & { path: string | null; versions: readonly InLanguage[] }) {
  const { article, settings, origin, path, versions } = props;
  const { lang, publishedOn, title } = article;
  if (path === null || publishedOn === null) return null;
  const described = newsArticleLd({ ...article, publishedOn }, settings, origin);
  return (
    <>
      <PageLinks origin={origin} path={path} inLanguages={versions} defaultPath={versions[0]?.path ?? path} />
      <FeedLinks list={`/${lang}/`} />
      <OpenGraph lang={lang} type="article" title={title} />
      <JsonLd described={[described]} />
    </>
  );
}

/** For those who keep, quote or send it on. */
function OtherForms({ id, lang }: { id: number; lang: Lang }) {
  return (
    <footer>
      <a href={`/s/${id}`}>{listMessages[lang].shortLink}</a>
      {" · "}
      <a href={`/s/${id}.md`}>{messages[lang].plainText}</a>
    </footer>
  );
}
