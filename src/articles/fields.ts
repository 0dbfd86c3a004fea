/**
 * The plain fields of an article: one value each, which an editor sets, which is null where nobody has, and which goes
 * by one name in every JSON form (article, draft, revision, difference, archive). It is a column of `articles` of the
 * same name, and a member of each revision. All code that handles articles takes them from here.
 *
 * A new one needs a column in `db/schema.ts`, a line in each of the five pieces below, and a place on the page. If it
 * is part of what an article says, `contentHash` in `draft.ts` covers it.
 */
import * as z from "zod";
import { exactInstant } from "../http/fields";
import { told } from "../http/responses";
import { instantOrNull } from "./article";

/** As they are stored. */
export const plainFields = z.object({
  /** From when readers see it no more, epoch ms; null for no end. */
  unpublishAt: z.number().nullable(),
});
export type PlainFields = z.output<typeof plainFields>;

/** As editors send them: in a draft one that is left out stays as it is. */
export const plainRequest = {
  unpublish_at: exactInstant
    .nullable()
    .describe(
      "From when readers see it no more; null for no end; left out, that of the article at its address stays.",
    ),
};
const sentFields = z.object(plainRequest).partial();
export const optionalRequest = sentFields.shape;

/** As responses have them. */
export const plainResponse = {
  unpublish_at: told.instant
    .nullable()
    .meta({ description: "From when readers see it no more; null for no end." }),
};

export const plainJson = (fields: PlainFields): z.input<z.ZodObject<typeof plainResponse>> => ({
  unpublish_at: instantOrNull(fields.unpublishAt),
});

/** Those that were sent. */
export const plainFrom = (sent: z.output<typeof sentFields>): Partial<PlainFields> => ({
  ...endOf(sent.unpublish_at),
});

/** @param sent RFC 3339; null or empty for no end, undefined where nothing was said of it. */
export function endOf(sent: string | null | undefined): Partial<Pick<PlainFields, "unpublishAt">> {
  if (sent === undefined) return {};
  return { unpublishAt: sent === null || sent === "" ? null : Date.parse(sent) };
}

const NOTHING = Object.fromEntries(Object.keys(plainFields.shape).map(name => [name, null]));

/** Those of an article, with what a draft says instead. @param article null for a new one. */
export function plainFieldsOf(article: PlainFields | null, draft: Partial<PlainFields> = {}): PlainFields {
  return plainFields.parse({ ...NOTHING, ...article, ...draft });
}

/** Those that come back with an older text. When an article ends is no matter of its text. */
export function textFieldsOf(revision: PlainFields): Omit<PlainFields, "unpublishAt"> {
  const { unpublishAt: _, ...fields } = plainFieldsOf(revision);
  return fields;
}
