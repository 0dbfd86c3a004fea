/** What a document holds, in any format, and how it becomes a draft. Pure. */
import { type Draft, draftTags, type Note } from "../articles/draft";
import { endOf } from "../articles/fields";
import { notesOnNames, notesOnStripped } from "../articles/write/text-input";
import { cleanNote } from "../http/fields";
import type { Issue } from "../http/problem";
import { cleanLine, cleanText } from "../text/clean";
import { localDate } from "../text/dates/time-zone";
import { slugify } from "../text/slug";
import type { UploadOptions } from "./options";

/** A reference to an older article. The excerpt is that article's text. */
export interface SeeAlsoReference {
  title: string;
  excerpt: string | null;
}

/** All text is NFC and otherwise as typed. */
export interface Manuscript {
  title: string;
  /** The first paragraph. */
  lead: string;
  /** At least one, the lead among them, each on one line and not blank. */
  paragraphs: string[];
  /** The body as an article's HTML, if it is more than paragraphs. */
  html?: string;
  /** `YYYY-MM-DD`, a local date of the newsroom. */
  date: string | null;
  /** "HH:MM", a wall time of the newsroom. */
  time: string | null;
  seeAlso: SeeAlsoReference[];
  warnings: Note[];
}

/** A manuscript, or all that is wrong with the document. */
export type ParseResult =
  | { readonly manuscript: Manuscript; readonly issues: readonly [] }
  | { readonly manuscript: null; readonly issues: readonly Issue[] };

/** The draft that the document alone makes. */
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

/** The same with the options, which count before the document. @param zone the newsroom's. */
export function withOptions(draft: Draft, options: UploadOptions, zone: string): Draft {
  const publishAt = options.publish_at === undefined ? draft.publishAt : Date.parse(options.publish_at);
  // The day decides the address, and so which article this is.
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

function slugOf(typed: string, { slug, isSlugGiven = false }: Draft): Pick<Draft, "slug" | "isSlugGiven"> {
  const given = slugify(typed);
  return given === "" ? { slug, isSlugGiven } : { slug: given, isSlugGiven: true };
}
