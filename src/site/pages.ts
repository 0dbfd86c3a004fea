/** A page without a date: about, contact. Types and rules; pure. */
import * as z from "zod";
import type { standingPages } from "../db/schema";
import { standingPath } from "../settings/contents";
import { cleanLine, cleanParagraphs } from "../text/clean";
import { LANGS } from "../text/languages";
import { slugify } from "../text/slug";
import { addressFrom, newResourceFields } from "./resource";

export interface StandingPage extends Readonly<typeof standingPages.$inferSelect> {
  /** Keys of the addresses that it had. */
  readonly formerly: readonly string[];
}

const line = z
  .string()
  .overwrite(cleanLine)
  .refine(text => slugify(text) !== "" && text.length <= 200, "must have 1 to 200 letters");

/** A new one, as an editor sends it. */
export const pageInput = z.strictObject({
  lang: z.enum(LANGS),
  title: line,
  body: z
    .string()
    .overwrite(text => cleanParagraphs(text).join("\n"))
    .refine(text => text !== "" && text.length <= 200_000, "must have 1 to 200000 letters")
    .describe("Paragraphs, one a line."),
  slug: line
    .optional()
    .describe(
      "An address other than the title's; of a page that is there, another one: the old one redirects for ever.",
    ),
  ...newResourceFields("page"),
});

/** The whole of one that exists. */
export const pageReplacement = pageInput.omit({ id: true, formerly: true });
export type PageReplacement = z.output<typeof pageReplacement>;

/** @returns the row of what an editor sent. */
export function newPage({ lang, title, body, slug, position }: PageReplacement) {
  return { lang, title, ...addressFrom(slug ?? title), bodyFormat: "text", body, position } as const;
}

/** Its JSON for everybody. @param origin scheme and host. */
export function publicPage(page: StandingPage, origin: string) {
  return {
    id: page.id,
    group: page.groupId,
    lang: page.lang,
    title: page.title,
    slug: page.slug,
    url: origin + standingPath(page),
    body_text: page.body.split("\n").join("\n\n"),
    position: page.position,
    formerly: page.formerly,
    revised_at: new Date(page.revisedAt).toISOString(),
  };
}
