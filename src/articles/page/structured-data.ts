/** An article as search engines read it. Pure. @see https://developers.google.com/search/docs/appearance/structured-data/article */
import type { NewsArticle } from "schema-dts";
import { newsroomName, type Settings } from "../../settings/settings";
import { isolateIfMixed } from "../../text/bidi";
import { directionOf } from "../../text/languages";
import { iri } from "../../view/head";
import { type Article, instant } from "../article";
import { listPath, sectionOf } from "../list";

/**
 * What is elsewhere in the page's head, such as the description, is not repeated.
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
  } as const;
  const section = sectionOf(settings.contents.sections, article.sectionId);
  const authors = article.authors.map(({ slug, name }) => ({
    "@type": "Person" as const,
    name: isolateIfMixed(name, dir),
    url: iri(origin, listPath({ kind: "author", lang, slug })),
  }));
  return {
    "@type": "NewsArticle",
    headline: isolateIfMixed(article.title, dir),
    inLanguage: lang,
    // A date without a time stays one: no midnight is invented.
    datePublished: publishedTime === null || publishAt === null ? publishedOn : instant(publishAt),
    ...(revision > 1 && { dateModified: instant(revisedAt) }),
    ...(article.unpublishAt !== null && { expires: instant(article.unpublishAt) }),
    ...(authors.length > 0 && { author: authors }),
    ...(section !== null && { articleSection: section.name }),
    publisher: newsroom,
  };
}
