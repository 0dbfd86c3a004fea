/** Which facts a change to an article touches, and which facts its page shows: the two must meet. */
import {
  articleTag,
  authorTag,
  commemorationsTag,
  daysTag,
  groupTag,
  listTag,
  observanceTag,
  onThisDayTag,
  sectionTag,
  siteTag,
  tagTag,
  titleTag,
} from "../cache/tags";
import { titleKey } from "../text/fold";
import type { Lang } from "../text/languages";
import { slugKey } from "../text/slug";
import { type Article, linksOf } from "./article";

/** What of an article, before or after a change, decides where it is shown. */
export interface Shown {
  readonly lang: Lang;
  readonly groupId: number;
  readonly title: string;
  readonly publishedOn: string | null;
  readonly tags: readonly { readonly slug: string }[];
  readonly authors: readonly { readonly slug: string }[];
  readonly sectionId: number | null;
  readonly observanceId: number | null;
}

/** The facts that appear, change or vanish with a released article, but for its own page. */
export function factsOf(shown: Shown): string[] {
  return [
    listTag(shown.lang),
    groupTag(shown.groupId),
    titleTag(shown.lang, titleKey(shown.title)),
    ...(shown.publishedOn === null ? [] : daysOf(shown.lang, shown.publishedOn)),
    ...shown.tags.map(tag => tagTag(shown.lang, slugKey(tag.slug))),
    ...shown.authors.map(author => authorTag(shown.lang, slugKey(author.slug))),
    ...(shown.sectionId === null ? [] : [sectionTag(shown.sectionId)]),
    ...(shown.observanceId === null
      ? []
      : [commemorationsTag(shown.lang), observanceTag(shown.lang, shown.observanceId)]),
  ];
}

function daysOf(lang: Lang, day: string): string[] {
  return [...[4, 7, 10].map(length => daysTag(lang, day.slice(0, length))), onThisDayTag(lang, day.slice(5))];
}

/** The facts that an article's own page shows. */
export function factsShownBy(article: Article): string[] {
  return [
    siteTag,
    articleTag(article.id),
    groupTag(article.groupId),
    ...(article.observanceId === null ? [] : [observanceTag(article.lang, article.observanceId)]),
    ...article.seeAlso.map(reference => titleTag(article.lang, reference.titleKey)),
    ...linksOf(article).map(link => articleTag(link.id)),
    // One that is hidden now comes back with its article.
    ...article.namedIds.map(articleTag),
  ];
}
