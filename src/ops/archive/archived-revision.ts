/** A revision in an archive: to the letter, with its hashes, so that its chain still holds. Pure. */
import * as z from "zod";
import type { Draft } from "../../articles/draft";
import { particularsShape } from "../../articles/revision";
import { keptHere, readRich } from "../../articles/write/text-input";
import { type revisions, STATUSES } from "../../db/schema";
import { exactInstant, noteToReaders } from "../../http/fields";
import { throwIssues } from "../../http/problem";
import { cleanParagraphs } from "../../text/clean";
import { htmlLead } from "../../text/html/plain-text";
import { writeHtml } from "../../text/html/sanitize";
import type { Lang } from "../../text/languages";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "is not a SHA-256; give 64 hexadecimal digits");

/** What an archived article says of its current revision; the article itself has the text. */
export const currentRevisionShape = z.strictObject({
  number: z.int().positive().max(1_000_000),
  reason: z.string().min(1).max(40),
  /** The article's state at the time, as the chain hash covers it. */
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
    .describe("The public half of the token that wrote it, null for the clock."),
  particulars: particularsShape,
});
type CurrentRevision = z.output<typeof currentRevisionShape>;

export const warningsShape = z
  .array(z.strictObject({ code: z.string().max(100), message: z.string().max(2_000) }))
  .max(100);

export const archivedRevisionShape = currentRevisionShape.extend({
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
  warnings: warningsShape,
});
export type ArchivedRevision = z.output<typeof archivedRevisionShape>;

type Row = typeof revisions.$inferSelect;

const storedReferences = z.array(
  z
    .object({ title: z.string(), excerpt: z.string().nullable(), articleId: z.int().nullish() })
    .transform(({ title, excerpt, articleId }) => ({ title, excerpt, article: articleId ?? null })),
);

/** References as an archive names them. @param stored the column of a revision. */
export const archivedReferences = (stored: string) => storedReferences.parse(JSON.parse(stored));

export const archivedCurrentRevision = (row: Row): CurrentRevision => ({
  number: row.number,
  reason: row.reason,
  status: row.status,
  correction: row.correction,
  content_hash: row.contentHash,
  chain_hash: row.chainHash,
  source_hash: row.sourceHash,
  token_id: row.tokenId,
  particulars: particularsShape.parse(JSON.parse(row.particulars)),
});

export function archivedRevision(row: Row): ArchivedRevision {
  const { number, reason, status, correction, ...rest } = archivedCurrentRevision(row);
  return {
    number,
    at: new Date(row.at).toISOString(),
    reason,
    status,
    title: row.title,
    body_format: row.bodyFormat,
    body: row.body,
    see_also: archivedReferences(row.seeAlso),
    correction,
    warnings: warningsShape.parse(JSON.parse(row.warnings)),
    ...rest,
  };
}

/**
 * The revision with its text sanitized again: an archive may have been anywhere. If that changes the text, it no longer
 * fits its hash, and verification says so.
 * @throws ProblemError `invalid` when nothing is left of the text.
 */
export const cleanRevision = (revision: ArchivedRevision, lang: Lang): ArchivedRevision => ({
  ...revision,
  body: cleanBody({ ...revision, lang }).body,
});

/** What was sanitized once is sanitized again. @throws ProblemError `invalid` when nothing is left of it */
export function cleanBody({
  body_format: bodyFormat,
  body,
  lang,
}: Pick<ArchivedRevision, "body_format" | "body"> & { lang: Lang }): Pick<
  Draft,
  "lead" | "bodyFormat" | "body"
> {
  const lines = bodyFormat === "text" ? cleanParagraphs(body) : [];
  const read = bodyFormat === "html" ? readRich(body, "html", lang, keptHere) : null;
  throwIssues(read?.faults ?? []);
  const html = writeHtml(read?.body?.blocks ?? []);
  const text = bodyFormat === "text" ? lines.join("\n") : html;
  const message = "'body': has no text that an article may have.";
  if (text === "") throwIssues([{ code: "not-valid", field: "body", message }]);
  return { lead: bodyFormat === "text" ? (lines[0] ?? "") : htmlLead(html), bodyFormat, body: text };
}
