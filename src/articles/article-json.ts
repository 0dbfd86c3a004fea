/** One article in JSON: for readers, for editors, and as PUT takes it. Each schema with the function that it types. Pure. */

import * as z from "zod";
import { STATUSES } from "../db/schema";
import { told, warningSchema } from "../http/responses";
import { publicSection } from "../settings/contents";
import { toldSection } from "../settings/responses";
import type { Settings } from "../settings/settings";
import type { DateProposal } from "../text/dates/proposals";
import { directionOf } from "../text/languages";
import {
  type Article,
  type ArticleLink,
  bodyHtml,
  firstParagraph,
  instant,
  instantOrNull,
  paragraphs,
  permalink,
  type Sibling,
  statusAt,
} from "./article";
import { plainJson, plainResponse } from "./fields";
import { sectionOf } from "./list";

/** A tag, or an author of the byline. */
export const nameResponse = z
  .strictObject({ slug: z.string(), name: z.string() })
  .meta({ id: "Name", description: "A tag, or an author of the byline, with its part of an address." });

export const articleStatus = z.enum(STATUSES);

export const translationResponse = z
  .strictObject({ id: told.id, lang: told.lang, title: z.string(), url: told.url })
  .meta({ id: "Translation" });

export const translationJson = (
  one: Pick<ArticleLink, "id" | "lang" | "title" | "slug" | "publishedOn">,
  origin: string,
): z.input<typeof translationResponse> => ({
  id: one.id,
  lang: one.lang,
  title: one.title,
  url: origin + permalink(one),
});

const reference = z
  .strictObject({
    title: z.string(),
    excerpt: z.string().nullable(),
    article: z.strictObject({ id: told.id, url: told.url }).nullable(),
  })
  .meta({ id: "Reference", description: "`article` is null until one of that title is published." });

const occasion = z
  .strictObject({
    observance: z.string(),
    local_date: told.day,
    years: z.int().nullable(),
    date_source: z.string(),
  })
  .meta({ id: "Occasion", description: "The day that a commemoration is for." });

export const bodyResponse = {
  body_text: z.string().meta({ description: "Paragraphs, with an empty line between them." }),
  body_format: z.enum(["text", "html"]),
  body_html: z.string().meta({ description: "Sanitized: may be shown as it is." }),
};

export const bodyJson = (article: Pick<Article, "body" | "bodyFormat">) => ({
  body_text: paragraphs(article).join("\n\n"),
  body_format: article.bodyFormat,
  body_html: bodyHtml(article),
});

export const articleResponse = z
  .strictObject({
    id: told.id,
    lang: told.lang,
    dir: told.dir,
    title: z.string(),
    lead: z.string().meta({ description: "The first paragraph." }),
    slug: z.string(),
    url: told.url.nullable().meta({ description: "Null for a draft without a date." }),
    published_on: told.day.nullable().meta({ description: "The date that it carries." }),
    published_at: told.instant.nullable().meta({ description: "Null when only a date was given." }),
    ...plainResponse,
    status: articleStatus,
    revision: z.int().min(1),
    revised_at: told.instant,
    tags: z.array(nameResponse),
    authors: z.array(nameResponse),
    section_id: told.id.nullable(),
    ...bodyResponse,
    see_also: z.array(reference),
    translations: z.array(translationResponse),
    corrections: z.array(z.strictObject({ at: told.instant, note: z.string() })),
    is_commemoration: z.boolean(),
    is_automatic: z.boolean().meta({ description: "Whether the clock published it by itself." }),
    commemorates: occasion.nullable(),
    section: toldSection.nullable().optional().meta({ description: "With `include=section`." }),
  })
  .meta({ id: "Article" });

/**
 * What anybody may know of an article.
 * @param origin scheme and host, for absolute addresses.
 * @param now epoch ms.
 */
export function articleJson(
  article: Article,
  origin: string,
  now: number,
): Omit<z.input<typeof articleResponse>, "section"> {
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
    published_at: article.publishedTime === null ? null : instantOrNull(article.publishAt),
    ...plainJson(article),
    status: statusAt(article, now),
    revision: article.revision,
    revised_at: instant(article.revisedAt),
    tags: article.tags.map(({ slug, name }) => ({ slug, name })),
    authors: article.authors.map(({ slug, name }) => ({ slug, name })),
    section_id: article.sectionId,
    ...bodyJson(article),
    see_also: article.seeAlso.map(one => ({
      title: one.title,
      excerpt: one.excerpt,
      article: one.article && { id: one.article.id, url: origin + permalink(one.article) },
    })),
    translations: article.translations.map(one => translationJson(one, origin)),
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

/** Its section, as `include=section` adds it. */
export function sectionJson({ sectionId }: Pick<Article, "sectionId">, settings: Settings, origin: string) {
  const section = sectionOf(settings.contents.sections, sectionId);
  return section && publicSection(section, origin);
}

const editorsTranslation = translationResponse
  .extend({ url: told.url.nullable(), status: articleStatus })
  .meta({ id: "EditorsTranslation", description: "A translation, whether or not readers see it." });

/** A day that a text names, for an editor to make something of. */
const proposal = z.looseObject({ phrase: z.string(), start: z.int(), end: z.int(), kind: z.string() });

const linksResponse = z
  .strictObject({
    api: told.url,
    html: told.url.optional(),
    json: told.url.optional(),
    markdown: told.url.optional(),
    front: told.url.optional(),
  })
  .meta({ id: "Links", description: "Where to look at it now; pages only while readers may see it." });

export const editorsArticleResponse = articleResponse
  .extend({
    translations: z.array(editorsTranslation),
    edition: told.edition,
    outcome: z.enum([
      ...(["created", "revised", "unchanged", "replayed", "restored", "read"] as const),
      ...(["published", "scheduled", "retracted", "review-asked", "review-ended"] as const),
      ...(["trashed", "untrashed", "linked", "unlinked"] as const),
    ]),
    warnings: z.array(warningSchema),
    published_time: told.time.nullable().meta({
      description: "The hour that it carries, in the newsroom's zone; that of a draft waits with it.",
    }),
    publish_at: told.instant.nullable(),
    retraction_note: z.string().nullable(),
    source_id: z.string().nullable(),
    proposals: z.array(proposal).optional().meta({ description: "Days that an uploaded text names." }),
    links: linksResponse,
  })
  .meta({ id: "EditorsArticle", description: "An article, with what only editors get." });

type EditorsArticleJson = z.input<typeof editorsArticleResponse>;
export type Outcome = EditorsArticleJson["outcome"];

/** What an editor gets beside the article itself. */
export interface Beside {
  readonly edition: number;
  readonly outcome: Outcome;
  /** Left out where it was not asked for. */
  readonly section?: EditorsArticleJson["section"];
  /** Days that its text names. Nothing is done with them. */
  readonly proposals?: readonly DateProposal[];
}

/** An article for editors: its links carry the edition, so that who follows one reads their own write. @param now epoch ms */
export function editorsArticleJson(
  article: Article,
  { edition, outcome, section, proposals }: Beside,
  origin: string,
  now: number,
): EditorsArticleJson {
  return {
    ...articleJson(article, origin, now),
    translations: article.siblings.map(one => editorsTranslationJson(one, origin, now)),
    ...(section === undefined ? {} : { section }),
    edition,
    outcome,
    warnings: [...article.warnings],
    ...editorialJson(article, now),
    retraction_note: article.retractionNote,
    source_id: article.sourceId,
    ...(proposals === undefined ? {} : { proposals: proposals.map(one => ({ ...one })) }),
    links: linksJson(article, edition, origin, now),
  };
}

/** The hour and the instant that an editor gave. An instant that only stands in for a date without a time is left out. */
export const editorialJson = (article: Article, now: number) => ({
  published_time: article.publishedTime,
  publish_at:
    article.publishedTime !== null || statusAt(article, now) === "scheduled"
      ? instantOrNull(article.publishAt)
      : null,
});

/** Drafts too: one may hold the place where another is to come. */
const editorsTranslationJson = (
  { publishedOn, ...one }: Sibling,
  origin: string,
  now: number,
): z.input<typeof editorsTranslation> => ({
  ...{ id: one.id, lang: one.lang, title: one.title, status: statusAt(one, now) },
  url: publishedOn === null ? null : origin + permalink({ ...one, publishedOn }),
});

function linksJson(
  article: Article,
  edition: number,
  origin: string,
  now: number,
): z.input<typeof linksResponse> {
  const at = `?edition=${edition}`;
  const api = `${origin}/api/articles/${article.id}${at}`;
  const { publishedOn } = article;
  if (publishedOn === null || statusAt(article, now) !== "published") return { api };
  const page = origin + permalink({ ...article, publishedOn });
  return {
    api,
    html: page + at,
    json: `${page}.json${at}`,
    markdown: `${page}.md${at}`,
    front: `${origin}/${article.lang}/${at}`,
  };
}

/** With `fields`: those of them that were asked for. */
export const partialArticleResponse = editorsArticleResponse
  .extend({ translations: z.array(z.union([translationResponse, editorsTranslation])) })
  .partial()
  .meta({ id: "ArticleInPart" });

export const draftResponse = z
  .strictObject({
    lang: told.lang,
    title: z.string(),
    body: z.string(),
    body_format: z.enum(["text", "html"]),
    slug: z.string(),
    published_on: told.day.nullable(),
    published_time: told.time.nullable(),
    ...plainResponse,
    tags: z.array(z.string()),
    section: z.string().nullable(),
  })
  .meta({ id: "Draft", description: "What an editor can change of an article, as PUT takes it." });

/**
 * An article as PUT takes it: to be read, changed in one place and sent back. What stays when it is left out, and
 * cannot be said again without changing something, is left out: status, byline, references.
 */
export const draftJson = (article: Article, { contents }: Settings): z.input<typeof draftResponse> => ({
  lang: article.lang,
  title: article.title,
  body: article.body,
  body_format: article.bodyFormat,
  slug: article.slug,
  published_on: article.publishedOn,
  published_time: article.publishedTime,
  ...plainJson(article),
  tags: article.tags.map(({ name }) => name),
  section: sectionOf(contents.sections, article.sectionId)?.slug ?? null,
});
