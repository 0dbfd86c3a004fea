/** What a revision has beside an article's own text, in an archive. Pure. */

import * as z from "zod";
import { particularsShape } from "../../articles/revision";
import { STATUSES } from "../../db/schema";
import { noteToReaders } from "../../http/fields";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256; give 64 hexadecimal digits");

export const currentShape = z.strictObject({
  number: z.int().positive().max(1_000_000),
  reason: z.string().min(1).max(40),
  /** Where the article stood by it, in the words of its chain. */
  status: z.enum(STATUSES),
  correction: noteToReaders.nullable(),
  content_hash: hash,
  chain_hash: hash,
  source_hash: hash.nullable(),
  token_id: z
    .string()
    .min(1)
    .max(300)
    .nullable()
    .optional()
    .describe("The public half of the token that wrote it, null for the clock; left out by an older Dhikra."),
  particulars: particularsShape,
});
