/** An article as everyone sees it: its types, its addresses and its public forms. Pure. */
import type { Lang } from "../text/languages";
import { directionOf } from "../text/languages";

export type StoredStatus = "draft" | "scheduled" | "published" | "retracted";

export interface Tag {
  readonly slug: string;
  readonly name: string;
}

/** Where an article stands: enough to link to it. */
export interface ArticleLink {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  readonly slug: string;
  readonly publishedOn: string;
}

/** A reference at the foot of an article; `article` is null until one of that title is published. */
export interface SeeAlso {
  readonly title: string;
  readonly titleKey: string;
  /** As cut by the site it came from: shown as a quotation, never as our summary. */
  readonly excerpt: string | null;
  readonly article: ArticleLink | null;
}

/** What a revision corrected, as readers are told. */
export interface Correction {
  /** epoch ms */
  readonly at: number;
  readonly note: string;
}

/** The commemorations of the same observance before and after this one. */
export interface Years {
  readonly previous: ArticleLink | null;
  readonly next: ArticleLink | null;
}

/** Which day a commemoration is for, and where its date comes from. */
export interface Occasion {
  /** The observance's permanent name. */
  readonly key: string;
  /** Local date of the observance, which need not be the article's. */
  readonly localDate: string;
  /** Which anniversary or edition it is; null when nothing is counted. */
  readonly years: number | null;
  /** Where the date comes from, as the newsroom or its pack says; empty when nobody said. */
  readonly source: string;
}

export interface Article {
  readonly id: number;
  readonly groupId: number;
  readonly lang: Lang;
  readonly status: StoredStatus;
  /** epoch ms; null unless released. */
  readonly publishAt: number | null;
  /** Local date `YYYY-MM-DD`; null for a draft without one. */
  readonly publishedOn: string | null;
  /** Local wall time `HH:MM`, if one was given. */
  readonly publishedTime: string | null;
  readonly slug: string;
  readonly title: string;
  /** The first paragraph, cut where lists would cut it. */
  readonly lead: string;
  readonly bodyFormat: "text" | "html";
  readonly body: string;
  readonly tags: readonly Tag[];
  /** The byline. */
  readonly authors: readonly Tag[];
  readonly sectionId: number | null;
  /** The observance that it commemorates, if it is a commemoration. */
  readonly observanceId: number | null;
  /** Null for what is no commemoration, or is one of an editor's own. */
  readonly occasion: Occasion | null;
  /** Whether the clock published it by itself. */
  readonly isAutomatic: boolean;
  readonly revision: number;
  readonly revisedAt: number;
  readonly retractionNote: string | null;
  /** Whether it was retracted because a law demands it. */
  readonly isWithheld: boolean;
  /** Oldest first. */
  readonly corrections: readonly Correction[];
  readonly years: Years;
  readonly contentHash: string;
  readonly chainHash: string;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly translations: readonly ArticleLink[];
  readonly seeAlso: readonly SeeAlso[];
  /** The next instant at which a translation or a referenced article appears, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

/** Where readers find it: `/{lang}/{yyyy}/{mm}/{dd}/{slug}`, percent-encoded as UTF-8. */
export function permalink(article: { lang: Lang; publishedOn: string; slug: string }): string {
  return `/${article.lang}/${article.publishedOn.replaceAll("-", "/")}/${encodeURIComponent(article.slug)}`;
}

/** The one condition for "published", as a claim about an article in hand. @param now epoch ms */
export function isPublished(article: Pick<Article, "publishAt">, now: number): boolean {
  return article.publishAt !== null && article.publishAt <= now;
}

/** What a reader or editor is told: an article whose instant has not come is scheduled, whatever the clock has done. */
export function statusAt(article: Pick<Article, "status" | "publishAt">, now: number): StoredStatus {
  if (article.publishAt === null) return article.status;
  return isPublished(article, now) ? "published" : "scheduled";
}

/** The paragraphs of a body of plain text, to the letter. */
export function paragraphs(article: Pick<Article, "body">): string[] {
  return article.body.split("\n").filter(line => line !== "");
}

/** The text as HTML that a page, a feed or a program may show as it is: what an author typed is escaped. */
export function bodyHtml(article: Pick<Article, "body" | "bodyFormat">): string {
  return paragraphs(article)
    .map(paragraph => `<p>${escapeText(paragraph)}</p>`)
    .join("\n");
}

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
    lead: paragraphs(article)[0] ?? article.lead,
    slug: article.slug,
    url: publishedOn === null ? null : origin + permalink({ ...article, publishedOn }),
    published_on: publishedOn,
    published_at:
      article.publishedTime === null || article.publishAt === null ? null : instant(article.publishAt),
    status: statusAt(article, now),
    revision: article.revision,
    revised_at: instant(article.revisedAt),
    tags: article.tags.map(({ slug, name }) => ({ slug, name })),
    authors: article.authors.map(({ slug, name }) => ({ slug, name })),
    section_id: article.sectionId,
    body_text: paragraphs(article).join("\n\n"),
    body_html: bodyHtml(article),
    see_also: article.seeAlso.map(reference => ({
      title: reference.title,
      excerpt: reference.excerpt,
      article: reference.article && { id: reference.article.id, url: origin + permalink(reference.article) },
    })),
    translations: article.translations.map(translation => ({
      id: translation.id,
      lang: translation.lang,
      title: translation.title,
      url: origin + permalink(translation),
    })),
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

/** Every other article that it links to, but for translations. */
export function linksOf({ seeAlso, years }: Pick<Article, "seeAlso" | "years">): ArticleLink[] {
  const linked = [...seeAlso.map(reference => reference.article), years.previous, years.next];
  return linked.filter(link => link !== null);
}

/** RFC 3339 in UTC. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** For text between tags. @see HTML Living Standard, escapingString */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\u00a0", "&nbsp;");
}
