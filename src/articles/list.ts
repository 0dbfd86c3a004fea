/** The lists of articles that there are: their addresses, the facts they show, and where a page of them goes on. Pure. */
import {
  authorTag,
  commemorationsTag,
  daysTag,
  listTag,
  onThisDayTag,
  sectionTag,
  tagTag,
} from "../cache/tags";
import { type Entry, sectionPath } from "../settings/contents";
import { parseIsoDate } from "../text/dates/civil-date";
import type { Lang } from "../text/languages";
import { slugKey } from "../text/slug";
import type { Card } from "./listing-queries";

/** A list, as an address names it. Slugs are decoded, in any spelling. */
export type ListOf =
  | { readonly kind: "front"; readonly lang: Lang }
  | { readonly kind: "section"; readonly lang: Lang; readonly slug: string }
  | { readonly kind: "tag" | "author"; readonly lang: Lang; readonly slug: string }
  /** `days`: `2021`, `2021-11` or `2021-11-29`. */
  | { readonly kind: "days"; readonly lang: Lang; readonly days: string }
  /** `monthDay`: `11-30`. */
  | { readonly kind: "on"; readonly lang: Lang; readonly monthDay: string }
  | { readonly kind: "commemorations"; readonly lang: Lang };

/** What D1 says a list is: the section, or the tag or author in the spelling that they have. */
export interface Named {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Of an author: what else is known. */
  readonly person?: Person | undefined;
}

/** What an author's page says of them besides their articles. */
export interface Person {
  /** Paragraphs, one a line; empty for nothing. */
  readonly about: string;
  /** By https; null for none. */
  readonly link: string | null;
  /** The keys of their other names. */
  readonly otherKeys: readonly string[];
  /** The same author in every language of theirs, this one too; empty for one who is in this language only. */
  readonly kin: readonly { readonly lang: Lang; readonly slug: string; readonly isShown: boolean }[];
}

/** Its identity, in caches and addresses alike. */
export function listKey(of: ListOf): string {
  return [of.kind, of.lang, placeOf(of)].join(":");
}

function placeOf(of: ListOf): string {
  switch (of.kind) {
    case "section":
    case "tag":
    case "author":
      return of.slug;
    case "days":
      return of.days;
    case "on":
      return of.monthDay;
    case "front":
    case "commemorations":
      return "";
  }
}

/** Its address, percent-encoded, with the slash that a list's ends in. @param named in the spelling that it has; null where none is needed. */
export function listPath(of: ListOf, named: Pick<Named, "slug"> | null = null): string {
  const { lang } = of;
  switch (of.kind) {
    case "front":
      return `/${lang}/`;
    case "section":
      return sectionPath({ lang, slug: named?.slug ?? of.slug });
    case "tag":
    case "author":
      return `/${lang}/${of.kind}/${encodeURIComponent(named?.slug ?? of.slug)}/`;
    case "days":
      return `/${lang}/${of.days.replaceAll("-", "/")}/`;
    case "on":
      return `/${lang}/on/${of.monthDay}/`;
    case "commemorations":
      return `/${lang}/commemorations/`;
  }
}

/** The facts by which an edition says that a list has changed. */
export function factsOf(of: ListOf, named: Named | null): string[] {
  const { otherKeys = [], kin = [] } = named?.person ?? {};
  return [
    factOf(of, named),
    ...otherKeys.map(key => authorTag(of.lang, key)),
    ...kin.map(one => authorTag(one.lang, slugKey(one.slug))),
  ];
}

function factOf(of: ListOf, named: Named | null): string {
  const { lang } = of;
  switch (of.kind) {
    case "front":
      return listTag(lang);
    case "section":
      return sectionTag(named?.id ?? 0);
    case "tag":
      return tagTag(lang, slugKey(of.slug));
    case "author":
      return authorTag(lang, slugKey(named?.slug ?? of.slug));
    case "days":
      return daysTag(lang, of.days);
    case "on":
      return onThisDayTag(lang, of.monthDay);
    case "commemorations":
      return commemorationsTag(lang);
  }
}

/** The section of a card, for its label. */
export function sectionOf(sections: readonly Entry[], id: number | null): Entry | null {
  return sections.find(section => section.id === id) ?? null;
}

/** The place in a list after which it goes on. */
export interface Cursor {
  /** The date that the article carries. */
  readonly day: string;
  /** epoch ms */
  readonly publishAt: number;
  readonly id: number;
}

export function cursorOf({ publishAt, id, day }: Cursor): string {
  return `${publishAt}.${id}.${day}`;
}

/** A place ahead of now is not valid. @param now epoch ms */
export const placeAt = (after: Cursor | null, now: number): Cursor | null =>
  after !== null && after.publishAt <= now ? after : null;

/** A page of a list, and where it goes on. @param found one more than the page holds, if there are as many. */
export function pageOf<C extends Card>(
  found: readonly C[],
  limit: number,
): { readonly articles: readonly C[]; readonly next: Cursor | null } {
  const articles = found.slice(0, limit);
  const last = found.length > limit ? articles.at(-1) : undefined;
  const next = last && { day: last.publishedOn, publishAt: last.publishAt, id: last.id };
  return { articles, next: next ?? null };
}

/** The inverse of `cursorOf`. @returns null for one that is not valid. */
export function readCursor(text: string): Cursor | null {
  const [, publishAt, id, day] = /^(-?\d{1,15})\.(\d{1,15})\.(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (day === undefined || parseIsoDate(day) === null) return null;
  return { publishAt: Number(publishAt), id: Number(id), day };
}
