/** What a document holds and what was said beside it become a draft. Pure. */
import { type Draft, draftTags } from "../articles/draft";
import { endOf } from "../articles/fields";
import { notesOnNames, notesOnStripped } from "../articles/write/stripped";
import { cleanNote } from "../http/fields";
import { cleanLine, cleanText } from "../text/clean";
import { localDate } from "../text/dates/time-zone";
import { slugify } from "../text/slug";
import type { Manuscript } from "./manuscript";
import type { UploadOptions } from "./options";

/** A draft that only the document has a say in, but for its language. */
export function draftOf(manuscript: Manuscript, lang: Draft["lang"], sourceHash: string): Draft {
  const title = cleanLine(manuscript.title);
  const { html } = manuscript;
  const paragraphs = manuscript.paragraphs.map(cleanText);
  return {
    lang,
    title,
    lead: html === undefined ? (paragraphs[0] ?? "") : manuscript.lead,
    bodyFormat: html === undefined ? "text" : "html",
    body: html ?? paragraphs.join("\n"),
    slug: slugify(title),
    publishedOn: manuscript.date,
    publishedTime: manuscript.time,
    publishAt: null,
    status: null,
    seeAlso: manuscript.seeAlso.map(({ title, excerpt }) => ({
      title: cleanLine(title),
      excerpt: excerpt === null ? null : cleanText(excerpt),
    })),
    correction: null,
    translationOf: null,
    sourceHash,
    warnings: manuscript.warnings,
  };
}

/** The same, with what was said beside it: that decides. @param zone the newsroom's. */
export function withOptions(draft: Draft, options: UploadOptions, zone: string): Draft {
  const publishAt = options.publish_at === undefined ? draft.publishAt : Date.parse(options.publish_at);
  // The day decides the address, and so which article this is: it is settled before anything is looked up.
  const dayOfInstant = publishAt === null ? null : localDate(publishAt, zone);
  const hasOwnDate = options.published_on !== undefined && options.published_on !== draft.publishedOn;
  return {
    ...draft,
    lang: options.lang,
    ...slugOf(options.slug ?? "", draft),
    publishedOn: options.published_on ?? draft.publishedOn ?? dayOfInstant,
    publishedTime: hasOwnDate ? null : draft.publishedTime,
    publishAt,
    ...endOf(options.unpublish_at),
    status: options.status ?? draft.status,
    ...(options.tags === undefined ? {} : { tags: draftTags(options.tags) }),
    ...(options.authors === undefined ? {} : { authors: draftTags(options.authors) }),
    ...(options.section === undefined ? {} : { section: options.section.trim() || null }),
    correction: options.correction === undefined ? draft.correction : cleanNote(options.correction),
    translationOf: options.translation_of ?? draft.translationOf,
    sourceId: options.source_id ?? draft.sourceId ?? null,
    warnings: [
      ...draft.warnings,
      ...notesOnNames("tags", options.tags ?? []),
      ...notesOnNames("authors", options.authors ?? []),
      ...notesOnStripped([
        ...[...(options.tags ?? []), ...(options.authors ?? [])].map(
          text => ({ field: "names", text, kind: "line" }) as const,
        ),
        { field: "correction", text: options.correction ?? "", kind: "text" },
      ]),
    ],
  };
}

function slugOf(said: string, { slug, isSlugGiven = false }: Draft): Pick<Draft, "slug" | "isSlugGiven"> {
  const given = slugify(said);
  return given === "" ? { slug, isSlugGiven } : { slug: given, isSlugGiven: true };
}
