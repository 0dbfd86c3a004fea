/** What a feed holds, before it is written in one of three formats. Pure. */
import { bodyHtml, escapeText, permalink } from "../../articles/article";
import { type ListOf, listPath } from "../../articles/list";
import { listTitle } from "../../articles/lists/list-head";
import type { FullCard, FullList } from "../../articles/lists/text-queries";
import { newsroomName, type Settings } from "../../settings/settings";
import { isolateIfMixed } from "../../text/bidi";
import { formatDate } from "../../text/dates/format";
import { localDate } from "../../text/dates/time-zone";
import { excerpt } from "../../text/excerpt";
import { directionOf, LANGS, type Lang } from "../../text/languages";
import { listMessages } from "../../view/list-messages";

/** The lists that have feeds beside them. */
export type FeedOf = Exclude<ListOf, { kind: "days" | "on" }>;

/** Each format by the name of its file beside the list. */
export const FEED_FILES = { rss: "rss.xml", atom: "atom.xml", json: "feed.json" } as const;
export type FeedFormat = keyof typeof FEED_FILES;

export interface Feed {
  /** A URN; for formats that need one. */
  readonly id: string;
  readonly lang: Lang;
  /** Plain text, directions isolated: titles in feeds have no `dir`. */
  readonly title: string;
  readonly description: string;
  /** Its name, which signs what has no byline. */
  readonly newsroom: string;
  /** Absolute addresses, percent-encoded: of the list's page, and of this feed. */
  readonly page: string;
  readonly self: string;
  /** Of the WebSub hub. */
  readonly hub: string | null;
  /** epoch ms of the newest change; 0 for an empty feed. */
  readonly updated: number;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** A URN: stays the same when slug, title, date or host change. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** epoch ms */
  readonly published: number;
  readonly updated: number;
  readonly summary: string;
  /** The whole text; null where it is too long for a feed. */
  readonly html: string | null;
}

/** @param origin scheme and host, for absolute addresses. */
export function feedOf(of: FeedOf, list: FullList, format: FeedFormat, origin: string): Feed {
  const { settings, identity } = list;
  const dir = directionOf(of.lang);
  const page = origin + listPath(of, list.named);
  const newsroom = newsroomName(settings, of.lang);
  const title = of.kind === "front" ? newsroom : `${listTitle(of, list)} — ${newsroom}`;
  const entries = list.articles.map(article => entryOf(article, list, origin));
  return {
    id: uuidUrn(identity, feedNumber(of, list.named?.id ?? 0)),
    lang: of.lang,
    title: isolateIfMixed(title, dir),
    description: isolateIfMixed(settings.description[of.lang] ?? title, dir),
    newsroom: isolateIfMixed(newsroom, dir),
    page,
    self: page + FEED_FILES[format],
    hub: settings.websub_hub,
    updated: Math.max(0, ...entries.map(entry => entry.updated)),
    entries,
  };
}

function entryOf(article: FullCard, { settings, identity }: FullList, origin: string): FeedEntry {
  const { lang, publishAt, text } = article;
  const dir = directionOf(lang);
  return {
    id: uuidUrn(identity, article.id),
    url: origin + permalink(article),
    title: isolateIfMixed(article.title, dir),
    authors: article.authors.map(author => isolateIfMixed(author.name, dir)),
    tags: article.tags.map(tag => tag.name),
    published: publishAt,
    updated: Math.max(publishAt, article.revisedAt),
    summary: isolateIfMixed(excerpt(article.lead), dir),
    html:
      text &&
      `<div lang="${lang}" dir="${dir}">${withOrigin(bodyHtml(text), origin)}${correctionsOf(article, settings)}</div>`,
  };
}

/** Corrections of earlier revisions, newest first, as the article's page shows them. */
function correctionsOf({ lang, corrections }: FullCard, settings: Settings): string {
  if (corrections.length === 0) return "";
  const notes = corrections.toReversed().map(({ at, note }) => {
    const day = formatDate(lang, localDate(at, settings.zone), settings);
    return `<li>${escapeText(day)}: <bdi>${escapeText(note)}</bdi></li>`;
  });
  return `<h2>${listMessages[lang].corrections}</h2><ul>${notes.join("")}</ul>`;
}

/** Makes the addresses in a text absolute, since feed readers show it elsewhere. Text between tags has no `<`. */
function withOrigin(html: string, origin: string): string {
  return html.replace(/<[a-z][^>]*>/g, tag =>
    tag.replace(/ (href|src|poster)="\/(?!\/)/g, ` $1="${origin}/`),
  );
}

/**
 * A UUID from the site's own random digits and a number within the site.
 * @param identity 18 hexadecimal digits. @param number below 2^48.
 * @see RFC 9562 section 5.8, version 8
 */
export function uuidUrn(identity: string, number: number): string {
  const digits = identity.padEnd(18, "0");
  const node = number.toString(16).padStart(12, "0");
  return `urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(12, 15)}-8${digits.slice(15, 18)}-${node}`;
}

const KINDS = ["front", "section", "tag", "author", "commemorations"] as const;

/** Never the number of an article: theirs have zeros where this begins. */
function feedNumber(of: FeedOf, id: number): number {
  const place = 0xf00 + KINDS.indexOf(of.kind) * LANGS.length + LANGS.indexOf(of.lang);
  return place * 2 ** 36 + id;
}
