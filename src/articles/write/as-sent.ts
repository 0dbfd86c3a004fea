/** An article as PUT takes it: to be read, changed in one place, and sent back. Pure. */
import type { Settings } from "../../settings/settings";
import { type Article, instant } from "../article";
import { sectionOf } from "../list";

/**
 * What stays when it is left out, and cannot be said again without changing something, is left out: its status, its
 * byline as it was printed, its references.
 */
export function asSent(article: Article, { contents }: Settings) {
  const { lang, title, body, bodyFormat, slug, publishedOn, publishedTime, unpublishAt, tags } = article;
  return {
    lang,
    title,
    body,
    body_format: bodyFormat,
    slug,
    published_on: publishedOn,
    published_time: publishedTime,
    unpublish_at: unpublishAt === null ? null : instant(unpublishAt),
    tags: tags.map(({ name }) => name),
    section: sectionOf(contents.sections, article.sectionId)?.slug ?? null,
  };
}
