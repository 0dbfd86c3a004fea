/** An article as the archive of a whole site carries it: as it stands, with its id. Its shape, and what it becomes. Pure. */

import * as z from "zod";
import { type Draft, draftFaults, draftTags } from "../../articles/draft";
import { endOf } from "../../articles/write/draft-shape";
import { keptHere, readRich } from "../../articles/write/rich-body";
import { RESTORED_STATUSES, STATUSES } from "../../db/schema";
import { exactInstant, isoDay, noteToReaders, wallTime } from "../../http/fields";
import { throwIssues } from "../../http/problem";
import { cleanLine, cleanParagraphs } from "../../text/clean";
import { htmlLead } from "../../text/html/plain-text";
import { writeHtml } from "../../text/html/sanitise";
import { LANGS } from "../../text/languages";
import { slugify } from "../../text/slug";
import { currentShape } from "./current-revision";

const line = z
  .string()
  .overwrite(cleanLine)
  .refine(text => slugify(text) !== "", "needs at least one letter or number");
const names = z.array(z.string().max(200)).max(200);

/** A commemoration's claim on its day, to the letter, so that the clock does not make it again. */
const occurrenceShape = z.strictObject({
  observance: z.string(),
  local_date: isoDay,
  lang: z.enum(LANGS),
  outcome: z.enum(["published", "drafted", "missed", "held"]),
  claimed_at: exactInstant,
  provenance: z.record(z.string(), z.unknown()),
  offer: z.record(z.string(), z.unknown()).nullable(),
});

export const archivedShape = z
  .strictObject({
    group: z.int().nonnegative().describe("The number of its translation group."),
    lang: z.enum(LANGS),
    status: z.enum(STATUSES),
    restored_status: z
      .enum(RESTORED_STATUSES)
      .nullable()
      .default(null)
      .describe("Of what is in the trash: what it is when it is taken out."),
    publish_at: exactInstant.nullable(),
    unpublish_at: exactInstant.nullable().default(null),
    published_on: isoDay.nullable(),
    published_time: wallTime.nullable(),
    slug: line,
    title: line,
    body_format: z.enum(["text", "html"]),
    body: z.string(),
    tags: names,
    authors: names,
    section: z.string().max(200).nullable().describe("A section's slug."),
    see_also: z.array(
      z.strictObject({
        title: line,
        excerpt: z.string().max(2_000).nullable(),
        article: z.int().positive().nullable(),
      }),
    ),
    source_id: z.string().min(1).max(200).nullable(),
    retraction: z.strictObject({ note: noteToReaders.nullable(), legal: z.boolean() }).nullable(),
    corrections: z
      .array(z.strictObject({ at: exactInstant, note: noteToReaders }))
      .max(100)
      .describe("Oldest first."),
    warnings: z.array(z.strictObject({ code: z.string().max(100), message: z.string().max(2_000) })).max(100),
    created_at: exactInstant,
    revised_at: exactInstant,
    revision: currentShape
      .nullable()
      .default(null)
      .describe("Which revision it stands at, with its hashes; null in an archive of an older Dhikra."),
    observance: z.string().nullable().describe("The key of the observance that it commemorates."),
    is_automatic: z.boolean(),
    occurrences: z.array(occurrenceShape).max(20),
  })
  .refine(one => ["scheduled", "published"].includes(one.status) === (one.publish_at !== null), {
    path: ["publish_at"],
    error: "stands exactly in what is scheduled or published",
  })
  .refine(one => one.publish_at === null || one.published_on !== null, {
    path: ["published_on"],
    error: "is missing: what is published carries a date",
  })
  .refine(one => (one.status === "trashed") === (one.restored_status !== null), {
    path: ["restored_status"],
    error: "stands exactly in what is in the trash",
  })
  .refine(one => [one.status, one.restored_status].includes("retracted") === (one.retraction !== null), {
    path: ["retraction"],
    error: "stands exactly in what is retracted, or is again out of the trash",
  });
export type Archived = z.output<typeof archivedShape>;

/** Its text as a draft, so that what holds for any draft holds for it. @throws ProblemError `invalid` when it is too much. */
export function draftOfArchived(archived: Archived): Draft {
  const draft: Draft = {
    lang: archived.lang,
    title: archived.title,
    ...textOf(archived),
    slug: slugify(archived.slug),
    publishedOn: archived.published_on,
    publishedTime: archived.published_time,
    publishAt: archived.publish_at === null ? null : Date.parse(archived.publish_at),
    ...endOf(archived.unpublish_at),
    status: null,
    tags: draftTags(archived.tags),
    authors: draftTags(archived.authors).map(author => ({ ...author, isPrinted: true })),
    section: archived.section,
    seeAlso: archived.see_also.map(({ article, ...reference }) => ({ ...reference, articleId: article })),
    correction: null,
    translationOf: null,
    sourceId: archived.source_id,
    sourceHash: null,
    warnings: archived.warnings,
  };
  throwIssues(draftFaults(draft, true));
  return draft;
}

/** What was sanitised once is sanitised again: an archive may have been anywhere. */
export function textOf({
  body_format: format,
  body,
  lang,
}: Pick<Archived, "body_format" | "body" | "lang">): Pick<Draft, "lead" | "bodyFormat" | "body"> {
  const lines = format === "text" ? cleanParagraphs(body) : [];
  const read = format === "html" ? readRich(body, "html", lang, keptHere) : null;
  throwIssues(read?.faults ?? []);
  const html = writeHtml(read?.body?.blocks ?? []);
  const text = format === "text" ? lines.join("\n") : html;
  const message = "'body': has no text that an article may have.";
  if (text === "") throwIssues([{ code: "not-valid", field: "body", message }]);
  return { lead: format === "text" ? (lines[0] ?? "") : htmlLead(html), bodyFormat: format, body: text };
}
