/** An article as programs are told of it. Pure. */
import { directionOf } from "../text/languages";
import {
  type Article,
  type ArticleLink,
  bodyHtml,
  firstParagraph,
  instant,
  paragraphs,
  permalink,
  statusAt,
} from "./article";

/**
 * The public JSON of an article.
 * @param origin scheme and host, for absolute addresses.
 * @param now epoch ms.
 */
export function publicArticle(article: Article, origin: string, now: number) {
  const { publishedOn } = article;
  return {
    id: article.id,
    lang: article.lang,
    dir: directionOf(article.lang),
    title: article.title,
    lead: firstParagraph(article) || article.lead,
    slug: article.slug,
    url: publishedOn === null ? null : origin + permalink({ ...article, publishedOn }),
    published_on: publishedOn,
    published_at:
      article.publishedTime === null || article.publishAt === null ? null : instant(article.publishAt),
    unpublish_at: article.unpublishAt === null ? null : instant(article.unpublishAt),
    status: statusAt(article, now),
    revision: article.revision,
    revised_at: instant(article.revisedAt),
    tags: article.tags.map(({ slug, name }) => ({ slug, name })),
    authors: article.authors.map(({ slug, name }) => ({ slug, name })),
    section_id: article.sectionId,
    body_text: paragraphs(article).join("\n\n"),
    body_format: article.bodyFormat,
    body_html: bodyHtml(article),
    see_also: article.seeAlso.map(reference => ({
      title: reference.title,
      excerpt: reference.excerpt,
      article: reference.article && { id: reference.article.id, url: origin + permalink(reference.article) },
    })),
    translations: article.translations.map(one => publicTranslation(one, origin)),
    corrections: article.corrections.map(({ at, note }) => ({ at: instant(at), note })),
    is_commemoration: article.observanceId !== null,
    is_automatic: article.isAutomatic,
    commemorates: article.occasion && {
      observance: article.occasion.key,
      local_date: article.occasion.localDate,
      years: article.occasion.years,
      date_source: article.occasion.source,
    },
  };
}

/** A translation, as it is told beside an article. */
export const publicTranslation = (
  one: Pick<ArticleLink, "id" | "lang" | "title" | "slug" | "publishedOn">,
  origin: string,
) => ({ id: one.id, lang: one.lang, title: one.title, url: origin + permalink(one) });
