/** Articles of lists in JSON: those that readers see, and those that only editors see. Each schema with its function. Pure. */
import * as z from "zod";
import { told } from "../http/responses";
import { publicSection } from "../settings/contents";
import { toldSection } from "../settings/responses";
import { type Article, instantOrNull, permalink, statusAt } from "./article";
import {
  articleStatus,
  bodyJson,
  bodyResponse,
  nameResponse,
  translationJson,
  translationResponse,
} from "./article-json";
import type { Card, IncludedCard } from "./listing-queries";

/** What `include` adds to the summaries of a list. */
export const INCLUDED = ["authors", "body", "section", "tags", "translations"] as const;
export type Included = (typeof INCLUDED)[number];

/** Those fields of a summary. */
const included = z
  .strictObject({
    tags: z.array(nameResponse),
    authors: z.array(nameResponse),
    section: toldSection.nullable(),
    translations: z.array(translationResponse),
    body_text: bodyResponse.body_text.nullable(),
    body_format: bodyResponse.body_format.nullable(),
    body_html: bodyResponse.body_html.nullable(),
  })
  .partial();

const summary = z.strictObject({
  id: told.id,
  lang: told.lang,
  title: z.string(),
  lead: z.string(),
  url: told.url,
  published_on: told.day,
  section_id: told.id.nullable(),
  is_commemoration: z.boolean(),
});

export const summaryResponse = summary.extend(included.shape).meta({
  id: "ArticleSummary",
  description:
    "An article in a list; the optional fields come with `include`. A text of more than 200,000 bytes is null: read the article.",
});

/** @param origin scheme and host, for its absolute address. */
export const summaryJson = (card: Card, origin: string): z.input<typeof summary> => ({
  id: card.id,
  lang: card.lang,
  title: card.title,
  lead: card.lead,
  url: origin + permalink(card),
  published_on: card.publishedOn,
  section_id: card.sectionId,
  is_commemoration: card.isCommemoration,
});

/** @param asked each once, in the order of `INCLUDED`: that of the fields. */
export function includedJson(
  card: IncludedCard,
  asked: readonly Included[],
  origin: string,
): z.input<typeof included> {
  const { authors, section, tags, translations = [] } = card;
  const fields: Record<Included, () => z.input<typeof included>> = {
    authors: () => ({ authors }),
    body: () => includedBody(card),
    section: () => ({ section: section === undefined ? null : publicSection(section, origin) }),
    tags: () => ({ tags }),
    translations: () => ({ translations: translations.map(one => translationJson(one, origin)) }),
  };
  return Object.assign({}, ...asked.map(what => fields[what]()));
}

/** A text that is too long for a list is read at its own address. */
function includedBody({ text }: IncludedCard) {
  if (text?.body == null) return { body_text: null, body_format: null, body_html: null };
  return bodyJson({ body: text.body, bodyFormat: text.bodyFormat });
}

export const unpublishedResponse = z
  .strictObject({
    id: told.id,
    lang: told.lang,
    title: z.string(),
    status: articleStatus,
    revision: z.int(),
    published_on: told.day.nullable(),
    publish_at: told.instant.nullable(),
    unpublish_at: told.instant.nullable(),
  })
  .meta({ id: "KeptArticle", description: "An article that readers do not see, in an editor's list." });

/** An article as an editor's list shows it. */
export type Unpublished = Pick<
  Article,
  "id" | "lang" | "title" | "status" | "revision" | "publishedOn" | "publishAt" | "unpublishAt"
>;

/** @param now epoch ms */
export const unpublishedJson = (one: Unpublished, now: number): z.input<typeof unpublishedResponse> => ({
  id: one.id,
  lang: one.lang,
  title: one.title,
  status: statusAt(one, now),
  revision: one.revision,
  published_on: one.publishedOn,
  publish_at: instantOrNull(one.publishAt),
  unpublish_at: instantOrNull(one.unpublishAt),
});

/** With `fields`: of either of the two those that were asked for. */
export const partialSummaryResponse = summaryResponse
  .extend(unpublishedResponse.shape)
  .partial()
  .meta({ id: "ArticleSummaryInPart" });

/** The names of all that a list may have of an article without `include`. */
export const summaryFields = summary.extend(unpublishedResponse.shape).keyof().options;
