/** An article in the archive of a site: as it is, with its id. Its schema, how it is made of rows, and the draft it becomes. Pure. */
import * as z from "zod";
import { instant, instantOrNull, isGone, stateAt } from "../../articles/article";
import { type Draft, draftFaults, draftTags } from "../../articles/draft";

import { plainFrom, plainJson, plainRequest } from "../../articles/fields";
import { type articles, RESTORED_STATUSES, type revisions, STATUSES } from "../../db/schema";

import { exactInstant, isoDay, noteToReaders, wallTime } from "../../http/fields";
import { throwIssues } from "../../http/problem";
import { cleanLine } from "../../text/clean";
import { LANGS } from "../../text/languages";
import { slugify } from "../../text/slug";
import {
  archivedCurrentRevision,
  archivedReferences,
  cleanBody,
  currentRevisionShape,
  warningsShape,
} from "./archived-revision";

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
      .describe("Of what is in the trash: what it is when it is taken out."),
    publish_at: exactInstant.nullable(),
    ...plainRequest,
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
      .describe("Oldest first. An import takes them from the revisions that made them."),
    warnings: warningsShape,
    created_at: exactInstant,
    revised_at: exactInstant,
    revision: currentRevisionShape.describe("Its current revision."),
    observance: z.string().nullable().describe("The key of the observance that it commemorates."),
    is_automatic: z.boolean(),
    occurrences: z.array(occurrenceShape).max(20),
  })
  .refine(one => ["scheduled", "published"].includes(one.status) === (one.publish_at !== null), {
    path: ["publish_at"],
    error: "is given exactly for what is scheduled or published",
  })
  .refine(one => one.publish_at === null || one.published_on !== null, {
    path: ["published_on"],
    error: "is missing: what is published carries a date",
  })
  .refine(one => (one.status === "trashed") === (one.restored_status !== null), {
    path: ["restored_status"],
    error: "is given exactly for what is in the trash",
  })
  .refine(one => [one.status, one.restored_status].includes("retracted") === (one.retraction !== null), {
    path: ["retraction"],
    error: "is given exactly for what is retracted, or is again out of the trash",
  });
export type ArchivedArticle = z.output<typeof archivedShape>;

/** What is read of an article for an archive. */
export interface ArchiveRows {
  readonly article: typeof articles.$inferSelect;
  /** Its current one. */
  readonly revision: typeof revisions.$inferSelect;
  /** A slug. */
  readonly section: string | null;
  /** A key. */
  readonly observance: string | null;
  /** JSON array of `{at, note}`, oldest first; `at` epoch ms. */
  readonly corrections: string;
  /** JSON array in the shape of `occurrenceShape`; `claimed_at` epoch ms. */
  readonly occurrences: string;
}

const named = z.array(z.object({ name: z.string() })).transform(all => all.map(({ name }) => name));
const storedInstant = z.number().transform(instant);
const storedCorrections = z.array(z.object({ at: storedInstant, note: z.string() }));
const storedOccurrences = z.array(occurrenceShape.extend({ claimed_at: storedInstant }));

/** @param now epoch ms: what is due by it is published, and what has ended is retracted. */
export function archivedArticle({ article, revision, ...rows }: ArchiveRows, now: number): ArchivedArticle {
  const state = { ...article, ...stateAt(article, now) };
  const isDue = state.publishAt !== null && state.publishAt <= now;
  return {
    group: article.groupId,
    lang: article.lang,
    status: isDue ? "published" : state.status,
    publish_at: instantOrNull(state.publishAt),
    ...plainJson(state),
    published_on: article.publishedOn,
    published_time: article.publishedTime,
    slug: article.slug,
    title: article.title,
    body_format: revision.bodyFormat,
    body: revision.body,
    tags: named.parse(JSON.parse(article.tags)),
    authors: named.parse(JSON.parse(article.authors)),
    see_also: archivedReferences(revision.seeAlso),
    corrections: storedCorrections.parse(JSON.parse(rows.corrections)),
    warnings: warningsShape.parse(JSON.parse(revision.warnings)),
    occurrences: storedOccurrences.parse(JSON.parse(rows.occurrences)),
    section: rows.section,
    source_id: article.sourceId,
    restored_status: article.restoredStatus,
    retraction: isGone(state) ? { note: article.retractionNote, legal: article.isWithheld } : null,
    created_at: instant(article.createdAt),
    revised_at: instant(article.revisedAt),
    revision: archivedCurrentRevision(revision),
    observance: rows.observance,
    is_automatic: article.isAutomatic,
  };
}

/** Its text as a draft, so that what holds for any draft holds for it. @throws ProblemError `invalid` when it is too much. */
export function draftOfArchived(archived: ArchivedArticle): Draft {
  const { correction, source_hash: sourceHash } = archived.revision;
  const draft: Draft = {
    lang: archived.lang,
    title: archived.title,
    ...cleanBody(archived),
    slug: slugify(archived.slug),
    publishedOn: archived.published_on,
    publishedTime: archived.published_time,
    publishAt: archived.publish_at === null ? null : Date.parse(archived.publish_at),
    ...plainFrom(archived),
    status: null,
    tags: draftTags(archived.tags),
    authors: draftTags(archived.authors).map(author => ({ ...author, isPrinted: true })),
    section: archived.section,
    seeAlso: archived.see_also.map(({ article, ...reference }) => ({ ...reference, articleId: article })),
    correction,
    translationOf: null,
    sourceId: archived.source_id,
    sourceHash,
    warnings: archived.warnings,
  };
  throwIssues(draftFaults(draft, true));
  return draft;
}
