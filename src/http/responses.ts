/** Pieces of answers that several rooms tell, in one shape each. */
import * as z from "zod";
import { LANGS } from "../text/languages";

export const told = {
  id: z.int().min(1),
  lang: z.enum(LANGS),
  dir: z.enum(["rtl", "ltr"]),
  /** RFC 3339, in UTC. */
  instant: z.iso.datetime(),
  /** A local date. */
  day: z.iso.date(),
  url: z.url(),
  /** A wall time. */
  time: z.string().regex(/^\d\d:\d\d$/),
  edition: z
    .int()
    .min(0)
    .meta({ description: "The edition that made it so: a read with `?edition=` this shows it." }),
  nextCursor: z.string().nullable().meta({ description: "For `cursor`; null at the end of the list." }),
};

export const toldPerLanguage = <T extends z.ZodType>(shape: T) => z.partialRecord(z.enum(LANGS), shape);

export const issueSchema = z
  .strictObject({
    code: z.string(),
    field: z.string().meta({ description: "A field's path, a query parameter, or `body`." }),
    message: z.string(),
    line: z.int().optional().meta({ description: "Counted from 1, in a text." }),
    offset: z.int().optional().meta({ description: "Counted from 0, in the bytes of a file." }),
  })
  .meta({ id: "Issue", description: "One thing that is wrong with what was sent." });

export const warningSchema = z
  .strictObject({ code: z.string(), message: z.string() })
  .meta({ id: "Warning", description: "Something that an editor should know of what was done." });
