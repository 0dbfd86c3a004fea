/** The JSON form in which a script sends an article. */
import * as z from "zod";
import { cleanNote, exactInstant, isoDay, noteAsSent, wallTime } from "../../http/fields";
import { throwIssues } from "../../http/problem";
import { cleanLine, cleanParagraphs, cleanText } from "../../text/clean";
import { htmlLead, htmlLines } from "../../text/html/plain-text";
import { writeHtml } from "../../text/html/sanitize";
import { LANGS } from "../../text/languages";
import { slugify } from "../../text/slug";
import { type Draft, draftFaults, draftTags, type Note, REQUESTED_STATUSES } from "../draft";
import { optionalRequest, plainFrom } from "../fields";
import { keptHere, notesOf, notesOnNames, notesOnStripped, readRich, withoutTitle } from "./text-input";

/** Cleaned when it becomes a draft, which can tell what was taken from it. */
const title = z.string().refine(text => slugify(text) !== "", "needs at least one letter or number");

const body = z.string().refine(text => cleanParagraphs(text).length > 0, "has no text");

const excerpt = z
  .string()
  .refine(text => cleanText(text).trim().length <= 2_000, "is longer than 2000 letters");

/** What an article is to be. */
export const requestedStatus = z.enum(REQUESTED_STATUSES);

const seeAlso = z.array(z.strictObject({ title, excerpt: excerpt.nullable().default(null) }));

export const draftShape = z.strictObject({
  lang: z.enum(LANGS),
  title,
  body: body.describe(
    "As `body_format` says: plain text in paragraphs, one a line, empty lines between them dropped; Markdown; or HTML.",
  ),
  body_format: z.enum(["text", "markdown", "html"]).default("text"),
  status: requestedStatus.default("draft"),
  slug: title.optional().describe("An address other than the title's."),
  published_on: isoDay.nullable().default(null),
  published_time: wallTime.nullable().default(null),
  publish_at: exactInstant.nullable().default(null).describe("Decides over date and time."),
  ...optionalRequest,
  tags: z
    .array(z.string().refine(name => name.length <= 100, "is longer than 100 letters"))
    .refine(names => names.length <= 200, "are more than 200")
    .optional()
    .describe("Left out, those of the article stay."),
  authors: z
    .array(z.string().refine(name => name.length <= 100, "is longer than 100 letters"))
    .refine(names => names.length <= 20, "are more than 20")
    .optional()
    .describe("The byline; left out, that of the article at its address stays."),
  section: z.string().max(200).nullable().optional().describe("A section's slug or name; null for none."),
  see_also: seeAlso.default([]),
  correction: noteAsSent.nullable().default(null).describe("What this revision corrects, for readers."),
  translation_of: z.int().positive().nullable().default(null),
});

/** What both have, with or without a status. */
type Sent = Omit<z.output<typeof draftShape>, "status"> & Pick<Draft, "status">;

/** An article that is there, as a script sends it whole. What its status, dates, address and references are stays when it is left out. */
export const rewrittenShape = draftShape.extend({
  status: requestedStatus.nullable().default(null),
  see_also: seeAlso.optional().describe("Left out, those of the article stay."),
});

/**
 * A draft for an article that is there: where no date is given at all, its own stays.
 * @param sent as `rewrittenShape` has checked it. @throws ProblemError `invalid`
 */
export function rewrittenFrom(
  sent: z.output<typeof rewrittenShape>,
  { publishedOn, publishedTime }: Pick<Draft, "publishedOn" | "publishedTime">,
): Draft {
  const draft = draftFrom({ ...sent, see_also: sent.see_also ?? [] });
  const isDated = draft.publishedOn !== null || draft.publishedTime !== null || draft.publishAt !== null;
  return isDated ? draft : { ...draft, publishedOn, publishedTime };
}

/** @param sent as `draftShape` has checked it. @throws ProblemError `invalid` when something in it is too much. */
export function draftFrom(sent: Sent): Draft {
  const title = cleanLine(sent.title);
  const { warnings, ...body } = bodyOf({ ...sent, title });
  const draft: Draft = {
    lang: sent.lang,
    title,
    ...body,
    slug: slugify(sent.slug ?? sent.title),
    isSlugGiven: sent.slug !== undefined,
    publishedOn: sent.published_on,
    publishedTime: sent.published_time,
    publishAt: sent.publish_at === null ? null : Date.parse(sent.publish_at),
    ...plainFrom(sent),
    status: sent.status,
    ...(sent.tags === undefined ? {} : { tags: draftTags(sent.tags) }),
    ...(sent.authors === undefined ? {} : { authors: draftTags(sent.authors) }),
    ...(sent.section === undefined ? {} : { section: sent.section }),
    seeAlso: sent.see_also.map(({ title, excerpt }) => ({
      title: cleanLine(title),
      excerpt: excerpt === null ? null : cleanText(excerpt).trim(),
    })),
    correction: sent.correction === null ? null : cleanNote(sent.correction),
    translationOf: sent.translation_of,
    sourceHash: null,
    warnings: [...warnings, ...notesOn(sent)],
  };
  throwIssues(draftFaults(draft));
  return draft;
}

/** A body with markup tells by itself what was taken from it. */
function notesOn({
  title,
  body,
  body_format: format,
  tags = [],
  authors = [],
  see_also: seeAlso,
  correction,
}: Sent): Note[] {
  const references = seeAlso.flatMap(({ title, excerpt }) => [
    { field: "see_also", text: title, kind: "line" } as const,
    { field: "see_also", text: excerpt ?? "", kind: "text" } as const,
  ]);
  return [
    ...notesOnStripped([
      { field: "title", text: title, kind: "line" },
      ...(format === "text" ? [{ field: "body", text: body, kind: "text" } as const] : []),
      ...tags.map(text => ({ field: "tags", text, kind: "line" }) as const),
      ...authors.map(text => ({ field: "authors", text, kind: "line" }) as const),
      ...references,
      { field: "correction", text: correction ?? "", kind: "text" },
    ]),
    ...notesOnNames("tags", tags),
    ...notesOnNames("authors", authors),
  ];
}

/** @throws ProblemError `invalid` when nothing is left of it, or it is more than can be read. */
function bodyOf({
  title,
  lang,
  body,
  body_format: format,
}: Sent): Pick<Draft, "lead" | "bodyFormat" | "body" | "warnings"> {
  if (format === "text") {
    const lines = cleanParagraphs(body);
    return { lead: lines[0] ?? "", bodyFormat: "text", body: lines.join("\n"), warnings: [] };
  }
  const read = readRich(body, format, lang, keptHere);
  throwIssues(read.faults);
  const blocks = withoutTitle(
    read.body?.blocks ?? [],
    heading => cleanLine(htmlLines(heading)[0] ?? "") === title,
  );
  const html = writeHtml(blocks);
  const lead = htmlLead(html);
  if (lead === "") {
    const message = "'body': has no text that an article may have.";
    throwIssues([{ code: "not-valid", field: "body", message }]);
  }
  return { lead, bodyFormat: "html", body: html, warnings: notesOf(read.body?.dropped ?? []) };
}
