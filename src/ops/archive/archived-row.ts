/** From rows of D1 to an article of an archive. Pure. */
import * as z from "zod";
import { standingAt } from "../../articles/article-row";
import { readParticulars } from "../../articles/revision";
import type { articles } from "../../db/schema";
import { LANGS } from "../../text/languages";
import type { Archived } from "./archived";
import { currentShape } from "./current-revision";

const named = z.array(z.object({ name: z.string() })).transform(all => all.map(({ name }) => name));
const iso = z.number().transform(at => new Date(at).toISOString());
/** The references of a revision, as an archive names them. */
export function readReferences(json: string) {
  return z.array(reference).parse(JSON.parse(json));
}

const reference = z
  .object({ title: z.string(), excerpt: z.string().nullable(), articleId: z.int().nullish() })
  .transform(({ title, excerpt, articleId }) => ({ title, excerpt, article: articleId ?? null }));

const row = z.object({
  tags: named,
  authors: named,
  see_also: z.array(reference),
  corrections: z.array(z.object({ at: iso, note: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  occurrences: z.array(
    z.object({
      observance: z.string(),
      local_date: z.string(),
      lang: z.enum(LANGS),
      outcome: z.enum(["published", "drafted", "missed", "held"]),
      claimed_at: iso,
      provenance: z.record(z.string(), z.unknown()),
      offer: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});

const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** What the store reads of an article. */
export interface Found {
  readonly article: typeof articles.$inferSelect;
  readonly body: string;
  readonly bodyFormat: Archived["body_format"];
  readonly seeAlso: string;
  readonly warnings: string;
  readonly section: string | null;
  readonly observance: string | null;
  readonly corrections: string;
  readonly occurrences: string;
  readonly number: number;
  readonly reason: string;
  readonly statusThen: string;
  readonly correction: string | null;
  readonly contentHash: string;
  readonly chainHash: string;
  readonly sourceHash: string | null;
  readonly tokenId: string | null;
  readonly particulars: string;
}

/** @param now epoch ms: what is due by it is published, and what has ended is retracted. */
export function archivedOf({ article, ...found }: Found, now: number): Archived {
  const read = row.parse({
    tags: JSON.parse(article.tags),
    authors: JSON.parse(article.authors),
    see_also: JSON.parse(found.seeAlso),
    corrections: JSON.parse(found.corrections),
    warnings: JSON.parse(found.warnings),
    occurrences: JSON.parse(found.occurrences),
  });
  const { publishAt, unpublishAt, ...standing } = standingAt(article, now);
  const { status } = standing;
  const isGone = status === "retracted" || article.restoredStatus === "retracted";
  const isDue = publishAt !== null && publishAt <= now;
  return {
    group: article.groupId,
    lang: z.enum(LANGS).parse(article.lang),
    status: isDue ? "published" : status,
    publish_at: instant(publishAt),
    unpublish_at: instant(unpublishAt),
    published_on: article.publishedOn,
    published_time: article.publishedTime,
    slug: article.slug,
    title: article.title,
    body_format: found.bodyFormat,
    body: found.body,
    ...read,
    section: found.section,
    source_id: article.sourceId,
    restored_status: article.restoredStatus,
    retraction: isGone ? { note: article.retractionNote, legal: article.isWithheld } : null,
    created_at: new Date(article.createdAt).toISOString(),
    revised_at: new Date(article.revisedAt).toISOString(),
    revision: currentOf(found),
    observance: found.observance,
    is_automatic: article.isAutomatic,
  };
}

function currentOf(found: Omit<Found, "article">): Archived["revision"] {
  return {
    number: found.number,
    reason: found.reason,
    status: currentShape.shape.status.parse(found.statusThen),
    correction: found.correction,
    content_hash: found.contentHash,
    chain_hash: found.chainHash,
    source_hash: found.sourceHash,
    token_id: found.tokenId,
    particulars: readParticulars(found.particulars),
  };
}
