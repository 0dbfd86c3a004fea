/** Which facts a change to an article touches, and which facts its page shows: the two must meet. */
import { articleTag, dayTag, groupTag, listTag, siteTag, tagTag, titleTag } from "../editions/tags";
import { titleKey } from "../text/fold";
import type { Lang } from "../text/languages";
import { slugKey } from "../text/slug";
import type { Article } from "./article";

/** What of an article, before or after a change, decides where it is shown. */
export interface Shown {
  readonly lang: Lang;
  readonly groupId: number;
  readonly title: string;
  readonly publishedOn: string | null;
  readonly tags: readonly { readonly slug: string }[];
}

/** The facts that appear, change or vanish with a released article, but for its own page. */
export function factsOf(shown: Shown): string[] {
  return [
    listTag(shown.lang),
    groupTag(shown.groupId),
    titleTag(shown.lang, titleKey(shown.title)),
    ...(shown.publishedOn === null ? [] : [dayTag(shown.lang, shown.publishedOn)]),
    ...shown.tags.map(tag => tagTag(shown.lang, slugKey(tag.slug))),
  ];
}

/** The facts that an article's own page shows. */
export function factsShownBy(article: Article): string[] {
  return [
    siteTag,
    articleTag(article.id),
    groupTag(article.groupId),
    ...article.seeAlso.map(reference => titleTag(article.lang, reference.titleKey)),
    ...article.seeAlso.flatMap(reference =>
      reference.article === null ? [] : [articleTag(reference.article.id)],
    ),
  ];
}
