/** A revision: what an article was, and the hash that chains it to the one before. Pure, but for the hash. */
import * as z from "zod";
import type { revisions } from "../db/schema";
import { told } from "../http/responses";
import { sha256 } from "../text/hash";
import { LANGS } from "../text/languages";
import { instantOrNull } from "./article";
import { articleStatus } from "./article-json";
import type { PlacedDraft, Reference } from "./draft";
import { plainFields, plainFieldsOf, plainJson, plainResponse } from "./fields";
import type { LifecycleState } from "./lifecycle-state";

const day = z.string().nullable();
const dates = z.object({ publishedOn: day, publishedTime: day, publishAt: z.number().nullable() });

/**
 * What of a revision has no column of its own. `asked` are the dates that the editor gave, which its content hash
 * covers; the others are those that it got.
 */
export const particularsShape = z.object({
  ...dates.shape,
  ...plainFields.shape,
  lang: z.enum(LANGS),
  slug: z.string(),
  tags: z.array(z.string()),
  authors: z.array(z.string()),
  sectionId: z.number().nullable(),
  asked: dates,
});
export type Particulars = z.output<typeof particularsShape>;

type Dates = z.output<typeof dates>;
const datesOf = ({ publishedOn, publishedTime, publishAt }: Dates): Dates => ({
  publishedOn,
  publishedTime,
  publishAt,
});

/** @param draft as its content hash covers it. @param slug the one that the article has from now on. */
export const particularsOf = (draft: PlacedDraft, standing: LifecycleState, slug: string): Particulars => ({
  ...datesOf(standing),
  ...plainFieldsOf(draft, { unpublishAt: standing.unpublishAt }),
  lang: draft.lang,
  slug,
  tags: draft.tags.map(tag => tag.name),
  authors: draft.authors.map(author => author.name),
  sectionId: draft.sectionId,
  asked: datesOf(draft),
});

type Columns = Omit<typeof revisions.$inferSelect, "articleId" | "seeAlso" | "warnings" | "particulars">;

export interface Revision extends Readonly<Columns>, Readonly<Particulars> {
  readonly seeAlso: readonly Reference[];
}

/** What a chain hash covers beside the content, by the names of the API. */
export const CHAINED_FIELDS = [
  ...["status", "order", "slug", "unpublish_at", "at", "token", "reason", "correction"],
] as const;

type Chained = Pick<Revision, "at" | "tokenId" | "reason" | "correction" | "slug" | "unpublishAt"> &
  Readonly<Dates> & { readonly status: string };

/**
 * Each hash covers the one before it, so that the past cannot be changed unseen.
 * @param previous the chain hash before it; null for the first. @param content its content hash.
 */
export async function chainHash(previous: string | null, content: string, made: Chained): Promise<string> {
  const { status, at, tokenId, reason, correction, slug } = made;
  const { publishedOn, publishedTime, publishAt, unpublishAt } = made;
  const facts = [at, tokenId, reason, correction, slug, publishedOn, publishedTime, publishAt, unpublishAt];
  return await sha256(`${previous ?? ""}\n${content}\n${status}\n${JSON.stringify(facts)}`);
}

/** What two revisions can differ in, but for the text. */
export const comparedResponse = {
  title: z.string(),
  status: articleStatus,
  slug: z.string(),
  published_on: told.day.nullable(),
  published_time: told.time.nullable(),
  publish_at: told.instant.nullable(),
  ...plainResponse,
  tags: z.array(z.string()),
  authors: z.array(z.string()),
  section_id: told.id.nullable(),
  body_format: z.enum(["text", "html"]),
  see_also: z.array(z.strictObject({ title: z.string(), excerpt: z.string().nullable() })),
  correction: z.string().nullable(),
};

/** An instant that only stands in for a date without a time is left out. */
export const comparedJson = (revision: Revision): z.input<z.ZodObject<typeof comparedResponse>> => ({
  title: revision.title,
  status: revision.status,
  slug: revision.slug,
  published_on: revision.publishedOn,
  published_time: revision.publishedTime,
  publish_at:
    revision.publishedTime !== null || revision.status === "scheduled"
      ? instantOrNull(revision.publishAt)
      : null,
  ...plainJson(revision),
  body_format: revision.bodyFormat,
  tags: revision.tags,
  authors: revision.authors,
  section_id: revision.sectionId,
  see_also: revision.seeAlso.map(({ title, excerpt }) => ({ title, excerpt })),
  correction: revision.correction,
});

/** The names of what differs; `body` for the text. */
export function fieldsChanged(before: Revision, after: Revision): string[] {
  const old = new Map<string, unknown>(Object.entries(comparedJson(before)));
  const fields = Object.entries(comparedJson(after))
    .filter(([field, value]) => JSON.stringify(old.get(field)) !== JSON.stringify(value))
    .map(([field]) => field);
  return before.body === after.body ? fields : [...fields, "body"];
}
