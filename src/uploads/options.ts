/** What an editor says beside the file: the query parameters of an upload. */
import * as z from "zod";
import { exactInstant, isoDay, noteToReaders } from "../http/fields";
import { LANGS } from "../text/languages";

export const uploadOptions = z.strictObject({
  /** The language of the text; it is never guessed. */
  lang: z.enum(LANGS),
  status: z.enum(["draft", "published"]).optional(),
  /** An instant with an offset, RFC 3339: decides over the date in the text. */
  publish_at: exactInstant.optional(),
  /** A local date, over the one in the text. */
  published_on: isoDay.optional(),
  /** Names, parted by commas of any script. */
  tags: z.string().max(2_000).optional(),
  /** The byline: names, parted by commas of any script; left out, that of the article at its address stays. */
  authors: z.string().max(2_000).optional(),
  /** A section's slug or name; empty for none; left out, that of the article at its address stays. */
  section: z.string().max(200).optional(),
  /** What this revision corrects, for readers. */
  correction: noteToReaders.optional(),
  /** The id of an article that this one translates. */
  translation_of: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "is not an article's id; give a whole number")
    .transform(Number)
    .optional(),
});

export type UploadOptions = z.infer<typeof uploadOptions>;
