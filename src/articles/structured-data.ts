/** An article as search engines read it. Pure. @see https://developers.google.com/search/docs/appearance/structured-data/article */
import type { NewsArticle } from "schema-dts";
import { newsroomName, type Settings } from "../settings/settings";
import { isolateIfMixed } from "../text/bidi";
import { directionOf } from "../text/languages";
import { iri } from "../view/structured-data";
import { type Article, instant, permalink } from "./article";

/**
 * What stands elsewhere in the page's head, such as the description, is not said again.
 * @param article with a date: one without has no address yet.
 */
export function newsArticleLd(
  article: Article & { readonly publishedOn: string },
  settings: Settings,
  origin: string,
): NewsArticle {
  const { lang, publishedOn, publishedTime, publishAt, revision, revisedAt } = article;
  const dir = directionOf(lang);
  const newsroom = {
    "@type": "NewsMediaOrganization",
    name: isolateIfMixed(newsroomName(settings, lang), dir),
    url: `${origin}/${lang}/`,
  } as const;
  const authors = article.authors.map(({ name, slug }) => ({
    "@type": "Person" as const,
    name: isolateIfMixed(name, dir),
    url: `${origin}/${lang}/author/${slug}/`,
  }));
  return {
    "@type": "NewsArticle",
    headline: isolateIfMixed(article.title, dir),
    mainEntityOfPage: iri(origin, permalink(article)),
    inLanguage: lang,
    // A date without a time stays one: no midnight is invented.
    datePublished: publishedTime === null || publishAt === null ? publishedOn : instant(publishAt),
    ...(revision > 1 && { dateModified: instant(revisedAt) }),
    ...(authors.length > 0 && { author: authors }),
    publisher: newsroom,
  };
}
