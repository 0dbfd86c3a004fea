/** The shapes in which articles are told to programs. */

import * as z from "zod";
import { told, warningSchema } from "../http/responses";
import { toldSection } from "../settings/responses";
import { STATUSES } from "./article";

const named = z
  .strictObject({ slug: z.string(), name: z.string() })
  .meta({ id: "Name", description: "A tag, or an author of the byline, with its part of an address." });

export const toldStatus = z.enum(STATUSES);

const translation = z
  .strictObject({ id: told.id, lang: told.lang, title: z.string(), url: told.url })
  .meta({ id: "Translation" });

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

const body = {
  body_text: z.string().meta({ description: "Paragraphs, with an empty line between them." }),
  body_format: z.enum(["text", "html"]),
  body_html: z.string().meta({ description: "Sanitised: may be shown as it is." }),
};

export const toldArticle = z
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
    unpublish_at: told.instant
      .nullable()
      .meta({ description: "From when readers see it no more; null for no end." }),
    status: toldStatus,
    revision: z.int().min(1),
    revised_at: told.instant,
    tags: z.array(named),
    authors: z.array(named),
    section_id: told.id.nullable(),
    ...body,
    see_also: z.array(reference),
    translations: z.array(translation),
    corrections: z.array(z.strictObject({ at: told.instant, note: z.string() })),
    is_commemoration: z.boolean(),
    is_automatic: z.boolean().meta({ description: "Whether the clock published it by itself." }),
    commemorates: occasion.nullable(),
    section: toldSection.nullable().optional().meta({ description: "With `include=section`." }),
  })
  .meta({ id: "Article" });

/** A day that a text names, for an editor to make something of. */
const proposal = z.looseObject({ phrase: z.string(), start: z.int(), end: z.int(), kind: z.string() });

const links = z
  .strictObject({
    api: told.url,
    html: told.url.optional(),
    json: told.url.optional(),
    markdown: told.url.optional(),
    front: told.url.optional(),
  })
  .meta({ id: "Links", description: "Where to look at it now; pages only while readers may see it." });

const sibling = translation
  .extend({ url: told.url.nullable(), status: toldStatus })
  .meta({ id: "EditorsTranslation", description: "A translation, whether or not readers see it." });

export const toldEditorsArticle = toldArticle
  .extend({
    translations: z.array(sibling),
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
    links,
  })
  .meta({ id: "EditorsArticle", description: "An article, with what only editors are told." });

/** As PUT takes it. */
export const toldDraft = z
  .strictObject({
    lang: told.lang,
    title: z.string(),
    body: z.string(),
    body_format: z.enum(["text", "html"]),
    slug: z.string(),
    published_on: told.day.nullable(),
    published_time: told.time.nullable(),
    unpublish_at: told.instant.nullable(),
    tags: z.array(z.string()),
    section: z.string().nullable(),
  })
  .meta({ id: "Draft", description: "What an editor can change of an article, as PUT takes it." });

/** With `fields`: those of them that were asked for. */
export const toldArticleInPart = toldEditorsArticle
  .extend({ translations: z.array(z.union([translation, sibling])) })
  .partial()
  .meta({ id: "ArticleInPart" });

export const toldSummary = z
  .strictObject({
    id: told.id,
    lang: told.lang,
    title: z.string(),
    lead: z.string(),
    url: told.url,
    published_on: told.day,
    section_id: told.id.nullable(),
    is_commemoration: z.boolean(),
    // What `include` asks for.
    tags: z.array(named).optional(),
    authors: z.array(named).optional(),
    section: toldSection.nullable().optional(),
    translations: z.array(translation).optional(),
    body_text: body.body_text.nullable().optional(),
    body_format: body.body_format.nullable().optional(),
    body_html: body.body_html.nullable().optional(),
  })
  .meta({
    id: "ArticleSummary",
    description:
      "An article in a list; the optional fields come with `include`. A text of more than 200,000 bytes is null: read the article.",
  });

export const toldKept = z
  .strictObject({
    id: told.id,
    lang: told.lang,
    title: z.string(),
    status: toldStatus,
    revision: z.int(),
    published_on: told.day.nullable(),
    publish_at: told.instant.nullable(),
    unpublish_at: told.instant.nullable(),
  })
  .meta({ id: "KeptArticle", description: "An article that readers do not see, in an editor's list." });

/** With `fields`: of either of the two those that were asked for. */
export const toldSummaryInPart = toldSummary
  .extend(toldKept.shape)
  .partial()
  .meta({ id: "ArticleSummaryInPart" });
