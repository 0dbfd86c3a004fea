/**
 * A draft: what an editor asks for, whatever they sent it as, and the rule that decides when it appears. Pure,
 * but for the hash, which the platform only offers as a promise.
 */
import { sha256 } from "../text/hash";
import type { Lang } from "../text/languages";
import { slugify, slugKey } from "../text/slug";
import { instantOf, localDate, localTime } from "../text/time-zone";

export interface DraftTag {
  readonly key: string;
  readonly slug: string;
  readonly name: string;
}

export interface Draft {
  readonly lang: Lang;
  readonly title: string;
  readonly lead: string;
  readonly bodyFormat: "text";
  /** Paragraphs, one a line. */
  readonly body: string;
  readonly slug: string;
  /** Local date `YYYY-MM-DD`. */
  readonly publishedOn: string | null;
  /** Local wall time `HH:MM`. */
  readonly publishedTime: string | null;
  /** An exact instant, epoch ms, which decides over date and time. */
  readonly publishAt: number | null;
  /** null: a new article is a draft, an existing one stays what it is. */
  readonly status: "draft" | "published" | null;
  readonly tags: readonly DraftTag[];
  readonly seeAlso: readonly { readonly title: string; readonly excerpt: string | null }[];
  /** The id of an article that this one translates. */
  readonly translationOf: number | null;
  /** SHA-256 of the uploaded bytes, hexadecimal. */
  readonly sourceHash: string | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** Where its address stands: on one language and day, equal keys are one address. */
export function addressOf(draft: Pick<Draft, "lang" | "slug" | "publishedOn">) {
  return { lang: draft.lang, day: draft.publishedOn ?? "", key: slugKey(draft.slug) };
}

/** Names to tags; two spellings of one name are one tag, and a name without a letter is none. */
export function draftTags(names: readonly string[]): DraftTag[] {
  const byKey = new Map<string, DraftTag>();
  for (const name of names.map(one => one.trim().normalize("NFC"))) {
    const slug = slugify(name);
    const key = slugKey(slug);
    if (slug !== "" && !byKey.has(key)) byKey.set(key, { key, slug, name });
  }
  return [...byKey.values()];
}

/** SHA-256 of everything in it that an editor can change: drafts with equal hashes are the same article. */
export async function contentHash(draft: Draft): Promise<string> {
  const { lang, title, bodyFormat, body, publishedOn, publishedTime, publishAt, tags, seeAlso } = draft;
  const names = tags.map(tag => tag.name);
  const references = seeAlso.map(reference => [reference.title, reference.excerpt]);
  return await sha256(
    JSON.stringify([lang, title, bodyFormat, body, publishedOn, publishedTime, publishAt, names, references]),
  );
}

/** The chain over revisions: each hash covers the one before it, so the past cannot be changed unseen. */
export async function chainHash(previous: string | null, content: string, status: string): Promise<string> {
  return await sha256(`${previous ?? ""}\n${content}\n${status}`);
}

/** When an article appears. */
export interface Release {
  readonly status: "scheduled" | "published";
  /** epoch ms */
  readonly publishAt: number;
  readonly publishedOn: string;
  readonly publishedTime: string | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/**
 * When a draft that is to be published appears: at its exact instant; else at its date and time; else, if it
 * carries today's date or none, now; else at noon of its date, which orders it without inventing a midnight.
 * @param now epoch ms. @param zone the newsroom's.
 */
export function release(
  draft: Pick<Draft, "publishAt" | "publishedOn" | "publishedTime">,
  now: number,
  zone: string,
): Release {
  const today = localDate(now, zone);
  const publishedOn =
    draft.publishedOn ?? (draft.publishAt === null ? today : localDate(draft.publishAt, zone));
  const released = (
    publishAt: number,
    publishedTime: string | null,
    warnings: Release["warnings"] = [],
  ): Release => ({
    status: publishAt <= now ? "published" : "scheduled",
    publishAt,
    publishedOn,
    publishedTime,
    warnings,
  });
  if (draft.publishAt !== null) return released(draft.publishAt, localTime(draft.publishAt, zone));
  if (draft.publishedTime !== null) return atWallTime(publishedOn, draft.publishedTime, zone, released);
  if (publishedOn === today) return released(now, null);
  const noon = instantOf(publishedOn, "12:00", zone).ms;
  if (publishedOn < today) return released(noon, null);
  return released(noon, null, [
    {
      code: "scheduled-for-noon",
      message: `The date ${publishedOn} is ahead and has no time: it appears at noon in ${zone}. Give publish_at for another time.`,
    },
  ]);
}

function atWallTime(
  day: string,
  time: string,
  zone: string,
  released: (publishAt: number, time: string, warnings?: Release["warnings"]) => Release,
): Release {
  const { ms, kind } = instantOf(day, time, zone);
  if (kind === "exact") return released(ms, time);
  const what = kind === "gap" ? "does not exist" : "comes twice";
  const taken =
    kind === "gap" ? `the first moment after it, ${localTime(ms, zone)},` : "the first of the two";
  return released(ms, time, [
    { code: `wall-time-${kind}`, message: `${time} on ${day} ${what} in ${zone}: ${taken} was taken.` },
  ]);
}
