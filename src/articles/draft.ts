/** A draft: what an editor asks for, in whichever format it came. Pure, but for the hash, which the platform computes. */
import type { Issue } from "../http/problem";
import { cleanLine } from "../text/clean";
import { sha256 } from "../text/hash";
import type { Lang } from "../text/languages";
import { slugify, slugKey } from "../text/slug";
import type { PlainFields } from "./fields";

/** Something that an editor should know about what was done with their text. */
export interface Note {
  readonly code: string;
  readonly message: string;
}

export interface DraftTag {
  readonly key: string;
  readonly slug: string;
  readonly name: string;
  /** Of a byline that was printed before: it keeps this name, even if its author has another now. */
  readonly isPrinted?: boolean;
}

/** A reference at the foot of an article. */
export interface Reference {
  readonly title: string;
  readonly excerpt: string | null;
  /** The article that it means; left out or null, the newest one of that title. */
  readonly articleId?: number | null;
}

/** A draft whose section, tags, byline and end are known. */
export interface PlacedDraft extends Omit<Draft, keyof PlainFields>, Readonly<PlainFields> {
  readonly tags: readonly DraftTag[];
  readonly authors: readonly DraftTag[];
  readonly sectionId: number | null;
}

/** What an editor may want an article to be. `scheduled` is `published` at an instant that must be ahead. */
export const REQUESTED_STATUSES = ["draft", "in_review", "scheduled", "published"] as const;
export type RequestedStatus = (typeof REQUESTED_STATUSES)[number];

/** Whether it is for readers, now or later. */
export const isForReaders = (requested: RequestedStatus | null | undefined): boolean =>
  requested === "published" || requested === "scheduled";

/** A plain field that is left out is that of the article at its address. */
export interface Draft extends Readonly<Partial<PlainFields>> {
  readonly lang: Lang;
  readonly title: string;
  readonly lead: string;
  readonly bodyFormat: "text" | "html";
  /** Paragraphs, one a line; or HTML as `text/html/sanitize.ts` writes it. */
  readonly body: string;
  readonly slug: string;
  /** Whether an editor gave the slug: an article that has it on that day is then the same one, even under another title. */
  readonly isSlugGiven?: boolean;
  /** Local date `YYYY-MM-DD`. */
  readonly publishedOn: string | null;
  /** Local wall time `HH:MM`. */
  readonly publishedTime: string | null;
  /** An exact instant, epoch ms, which decides over date and time. */
  readonly publishAt: number | null;
  /** null: a new article is a draft, an existing one stays what it is. */
  readonly status: RequestedStatus | null;
  /** Left out, those of the article at its address stay. */
  readonly tags?: readonly DraftTag[];
  /** The byline; left out, that of the article at its address stays. */
  readonly authors?: readonly DraftTag[];
  /** A section's slug or name, null for none; left out, that of the article at its address stays. */
  readonly section?: string | null;
  readonly seeAlso: readonly Reference[];
  /** What this revision corrects, in the newsroom's words, for readers; null for nothing. */
  readonly correction: string | null;
  /** The id of an article that this one translates. */
  readonly translationOf: number | null;
  /** What the document is called where it comes from; left out or null, its address says which article it is. */
  readonly sourceId?: string | null;
  /** SHA-256 of the uploaded bytes, hexadecimal. */
  readonly sourceHash: string | null;
  readonly warnings: readonly Note[];
}

/** What an article may be: a row of D1 ends at 2,000,000 bytes, and a page must be made within the Worker's memory. */
const MOST = { titleLetters: 300, bodyBytes: 1_800_000, paragraphs: 10_000, references: 50 } as const;

/** Local days in years of four digits, with room for a day before and after. */
const DAYS = { first: "1000-01-01", last: "9998-12-31" } as const;
/** UTC days on which an editor may give an instant: in every zone it falls on one of `DAYS`. */
const GIVEN = { first: "1000-01-02", last: "9998-12-30" } as const;
/** UTC days on which a stored instant may lie: those that any of `DAYS` may begin or end on. */
const STORED = { first: "0999-12-31", last: "9999-01-01" } as const;

/**
 * Every limit that the draft breaks.
 * @param isStored whether a site has its instants already, as in an archive; an editor's must lie a day further in.
 */
export function draftFaults(draft: Draft, isStored = false): Issue[] {
  const measures = [
    ["title-too-long", "title", [...draft.title].length, MOST.titleLetters, "letters in the title"],
    ["body-too-long", "body", new TextEncoder().encode(draft.body).length, MOST.bodyBytes, "bytes of text"],
    ["too-many-paragraphs", "body", draft.body.split("\n").length, MOST.paragraphs, "paragraphs"],
    ["too-many-references", "see_also", draft.seeAlso.length, MOST.references, "see-also references"],
  ] as const;
  const tooMuch = measures
    .filter(([, , found, most]) => found > most)
    .map(([code, field, found, most, what]) => ({
      code,
      field,
      message: `There are ${found} ${what}; at most ${most} fit. Shorten or split it.`,
    }));
  const dated = within([["published_on", draft.publishedOn]], DAYS);
  return [...tooMuch, ...dated, ...instantFaults(draft, isStored)];
}

/** Instants, epoch ms, outside the years 1000 to 9998. @param isStored as above. */
export function instantFaults(
  { publishAt, unpublishAt }: Pick<Draft, "publishAt" | "unpublishAt">,
  isStored = false,
): Issue[] {
  const dayOf = (at: number | null | undefined) =>
    at == null ? null : new Date(at).toISOString().slice(0, 10);
  const fields = [
    ["publish_at", dayOf(publishAt)],
    ["unpublish_at", dayOf(unpublishAt)],
  ] as const;
  return within(fields, isStored ? STORED : GIVEN);
}

/** A year of more than four digits has a sign before it. */
function within(
  fields: readonly (readonly [field: string, day: string | null])[],
  { first, last }: { readonly first: string; readonly last: string },
): Issue[] {
  return fields
    .filter(([, day]) => day !== null && (!/^\d{4}-/.test(day) || day < first || day > last))
    .map(([field]) => ({
      code: "date-out-of-range",
      field,
      message: `'${field}' must lie in the years 1000 to 9998.`,
    }));
}

/** Its address: in one language and on one day, equal keys are one address. */
export function addressOf(draft: Pick<Draft, "lang" | "slug" | "publishedOn">) {
  return { lang: draft.lang, day: draft.publishedOn ?? "", key: slugKey(draft.slug) };
}

/** Names to tags; two spellings of one name are one tag, and a name without a letter is none. */
export function draftTags(names: readonly string[]): DraftTag[] {
  const byKey = new Map<string, DraftTag>();
  for (const name of names.map(cleanLine)) {
    const slug = slugify(name);
    const key = slugKey(slug);
    if (slug !== "" && !byKey.has(key)) byKey.set(key, { key, slug, name });
  }
  return [...byKey.values()];
}

/** What a content hash covers. A correction, warnings, the address, the end and who wrote it are not in it. */
export type Hashed = Pick<
  PlacedDraft,
  | ("lang" | "title" | "bodyFormat" | "body" | "publishedOn" | "publishedTime" | "publishAt")
  | ("seeAlso" | "sectionId")
> & {
  readonly tags: readonly { readonly name: string }[];
  readonly authors: readonly { readonly name: string }[];
};

/** What a content hash covers, by the names of the API. */
export const HASHED_FIELDS = [
  ...["lang", "title", "body", "published_on", "published_time", "publish_at"],
  ...["tags", "authors", "section_id", "see_also"],
] as const;

/** SHA-256 of everything in it that an editor can change: drafts with equal hashes are the same article. */
export async function contentHash(draft: Hashed): Promise<string> {
  const { lang, title, bodyFormat, body, publishedOn, publishedTime, publishAt, tags, seeAlso } = draft;
  const names = tags.map(tag => tag.name);
  const references = seeAlso.map(({ title, excerpt, articleId }) =>
    articleId == null ? [title, excerpt] : [title, excerpt, articleId],
  );
  const byline = draft.authors.map(author => author.name);
  const placed = draft.sectionId === null && byline.length === 0 ? [] : [draft.sectionId, byline];
  return await sha256(
    JSON.stringify([
      ...[lang, title, bodyFormat, body, publishedOn, publishedTime, publishAt, names, references],
      ...placed,
    ]),
  );
}
