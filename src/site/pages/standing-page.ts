/** A page that stands outside time: about, contact. Types and rules; pure. */
import * as z from "zod";
import { carriedFields } from "../../settings/contents";
import { cleanLine, cleanParagraphs } from "../../text/clean";
import { LANGS, type Lang } from "../../text/languages";
import { slugify, slugKey } from "../../text/slug";

const line = z
  .string()
  .overwrite(cleanLine)
  .refine(text => slugify(text) !== "" && text.length <= 200, "must have 1 to 200 letters");

/** The JSON form in which an editor sends one. */
export const standingPageShape = z.strictObject({
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
  position: z.int().min(0).max(999).default(0).describe("Where it stands among the others, smallest first."),
  translation_of: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe("The id of the page in another language that this one translates."),
  ...carriedFields,
});
export type SentNewStandingPage = z.output<typeof standingPageShape>;

/** The whole of one that is there. */
export const rewrittenPageShape = standingPageShape.omit({ id: true, formerly: true });
export type SentStandingPage = z.output<typeof rewrittenPageShape>;

export interface NewStandingPage {
  /** Left out, the next. */
  readonly id?: number;
  readonly lang: Lang;
  readonly title: string;
  readonly slug: string;
  readonly key: string;
  readonly bodyFormat: "text" | "html";
  readonly body: string;
  readonly position: number;
}

export interface StandingPage extends Omit<NewStandingPage, "key" | "id"> {
  readonly id: number;
  readonly groupId: number;
  /** epoch ms */
  readonly revisedAt: number;
  /** Raised by each change. */
  readonly revision: number;
  /** Keys of the addresses that it had. */
  readonly formerly: readonly string[];
}

/** What an editor sent, as a page. */
export function newStandingPage({ lang, title, body, slug, position }: SentStandingPage): NewStandingPage {
  const own = slugify(slug ?? title);
  return { lang, title, slug: own, key: slugKey(own), bodyFormat: "text", body, position };
}
