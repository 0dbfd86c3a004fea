/** A revision as the archive of a whole site carries it: to the letter, with its hashes, so that its chain still holds. Pure. */
import * as z from "zod";
import { exactInstant } from "../../http/fields";
import type { Lang } from "../../text/languages";
import { textOf } from "./archived";
import { currentShape } from "./current-revision";

export const carriedShape = currentShape.extend({
  at: exactInstant,
  title: z.string().min(1).max(1_000),
  body_format: z.enum(["text", "html"]),
  body: z.string(),
  see_also: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(1_000),
        excerpt: z.string().max(2_000).nullable(),
        article: z.int().positive().nullable(),
      }),
    )
    .max(50),
  warnings: z.array(z.strictObject({ code: z.string().max(100), message: z.string().max(2_000) })).max(100),
});
export type CarriedRevision = z.output<typeof carriedShape>;

/**
 * The same, with its text as this site would take it: an archive may have been anywhere. What that changes no longer
 * fits its hash, and the article's chain says so.
 * @throws ProblemError `invalid` when nothing is left of the text.
 */
export function cleaned(revision: CarriedRevision, lang: Lang): CarriedRevision {
  return { ...revision, body: textOf({ ...revision, lang }).body };
}
