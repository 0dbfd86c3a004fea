/** The SQL of a card: what a list shows of an article, as JSON. Lists that read `articles` make it, `listings` keep it. */
import { sql } from "drizzle-orm";
import * as z from "zod";
import { entryShape } from "../settings/contents";
import { LANGS } from "../text/languages";

/** Of the row of `articles` at hand. */
export const card = sql<string>`json_object('id', articles.id, 'lang', articles.lang, 'title', articles.title, 'lead', articles.lead,
    'slug', articles.slug, 'publishedOn', articles.published_on, 'publishAt', articles.publish_at, 'unpublishAt', articles.unpublish_at,
    'sectionId', articles.section_id,    'isCommemoration', articles.observance_id IS NOT NULL, 'tags', json(articles.tags), 'authors', json(articles.authors))`;

const flag = z.union([z.boolean(), z.int().transform(one => one === 1)]);

const names = z.array(z.object({ slug: z.string(), name: z.string() }));

export const cardShape = z.object({
  id: z.int(),
  lang: z.enum(LANGS),
  title: z.string(),
  lead: z.string(),
  slug: z.string(),
  publishedOn: z.iso.date(),
  /** epoch ms */
  publishAt: z.int(),
  /** When readers see it no more, epoch ms; null for no end. */
  unpublishAt: z.int().nullable().default(null),
  sectionId: z.int().nullable(),
  isCommemoration: flag,
  tags: names.default([]),
  /** The byline. */
  authors: names.default([]),
});

/** An article as a list shows it. */
export type Card = z.infer<typeof cardShape>;

/** A card with what `include` asks for; what was not asked for, or is not there, is left out. */
export const includedCardShape = cardShape.extend({
  text: z.object({ bodyFormat: z.enum(["text", "html"]), body: z.string().nullish() }).optional(),
  section: entryShape.optional(),
  translations: z
    .array(
      z.object({
        id: z.int(),
        lang: z.enum(LANGS),
        title: z.string(),
        slug: z.string(),
        publishedOn: z.string(),
        unpublishAt: z.int().nullable(),
      }),
    )
    .optional(),
});
export type IncludedCard = z.infer<typeof includedCardShape>;

/** @param json an array of cards. One that cannot be read is left out: it must not take the list down with it. */
export function readCards(json: string): Card[] {
  return z
    .array(z.unknown())
    .parse(JSON.parse(json))
    .flatMap(one => cardShape.safeParse(one).data ?? []);
}
