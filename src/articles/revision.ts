/** A revision: what an article was. Pure. */
import * as z from "zod";
import { LANGS } from "../text/languages";
import type { PlacedDraft, Reference } from "./draft";
import type { LifecycleState } from "./lifecycle-state";

const day = z.string().nullable();
const dates = z.object({ publishedOn: day, publishedTime: day, publishAt: z.number().nullable() });

/**
 * What of a revision stands in no column of its own. `asked` are the dates that the editor gave, which its content
 * hash covers; the others are those that it got. All of it is missing in revisions older than the column.
 */
export const particularsShape = z
  .object({
    ...dates.shape,
    unpublishAt: z.number().nullable(),
    lang: z.enum(LANGS),
    slug: z.string(),
    tags: z.array(z.string()),
    authors: z.array(z.string()),
    sectionId: z.number().nullable(),
    asked: dates,
  })
  .partial();
export type Particulars = z.output<typeof particularsShape>;

export function readParticulars(json: string): Particulars {
  return particularsShape.parse(JSON.parse(json));
}

type Dates = z.output<typeof dates>;
const datesOf = ({ publishedOn, publishedTime, publishAt }: Dates): Dates => ({
  publishedOn,
  publishedTime,
  publishAt,
});

/** @param draft as its content hash covers it. @param slug the one that the article has from now on. */
export function particularsOf(draft: PlacedDraft, standing: LifecycleState, slug: string): Particulars {
  return {
    ...datesOf(standing),
    unpublishAt: standing.unpublishAt,
    lang: draft.lang,
    slug,
    tags: draft.tags.map(tag => tag.name),
    authors: draft.authors.map(author => author.name),
    sectionId: draft.sectionId,
    asked: datesOf(draft),
  };
}

export interface Revision {
  readonly number: number;
  /** epoch ms */
  readonly at: number;
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly reason: string;
  readonly status: string;
  readonly title: string;
  readonly bodyFormat: "text" | "html";
  readonly body: string;
  readonly seeAlso: readonly Reference[];
  readonly correction: string | null;
  readonly particulars: Particulars;
  readonly contentHash: string;
  readonly chainHash: string;
}

/** What two revisions can differ in, by the names that the API gives it. What neither knows is left out. */
export function fieldsOfRevision({ particulars, ...revision }: Revision): Record<string, unknown> {
  const { publishAt, publishedTime, unpublishAt } = particulars;
  // The instant of a date without a time only stands in for one: it is told to nobody.
  const isTimed = publishedTime != null || revision.status === "scheduled";
  return {
    title: revision.title,
    status: revision.status,
    slug: particulars.slug,
    published_on: particulars.publishedOn,
    published_time: particulars.publishedTime,
    publish_at:
      typeof publishAt === "number" ? (isTimed ? new Date(publishAt).toISOString() : null) : publishAt,
    unpublish_at: typeof unpublishAt === "number" ? new Date(unpublishAt).toISOString() : unpublishAt,
    body_format: revision.bodyFormat,
    tags: particulars.tags,
    authors: particulars.authors,
    section_id: particulars.sectionId,
    see_also: revision.seeAlso.map(({ title, excerpt }) => ({ title, excerpt })),
    correction: revision.correction,
  };
}

/** The names of what differs; `body` for the text. A field that one of the two does not know is not compared. */
export function fieldsChanged(before: Revision, after: Revision): string[] {
  const [old, now] = [fieldsOfRevision(before), fieldsOfRevision(after)];
  const fields = Object.keys(now).filter(
    field =>
      old[field] !== undefined &&
      now[field] !== undefined &&
      JSON.stringify(old[field]) !== JSON.stringify(now[field]),
  );
  return before.body === after.body ? fields : [...fields, "body"];
}
