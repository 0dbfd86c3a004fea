/**
 * The names of facts. An edition names the facts that it touched, a rendering names those that it shows, and the
 * ledger compares the two. One spelling of each, here.
 */
import { isLang, type Lang } from "../text/languages";

/** The site's name, zone, languages and other settings. */
export const siteTag = "site";

/** One article: its text, title, lead and address. */
export const articleTag = (id: number) => `article:${id}`;

/** The list of a language: what its front page shows. */
export const listTag = (lang: Lang) => `list:${lang}`;

/** Which articles are translations of one another. */
export const groupTag = (groupId: number) => `group:${groupId}`;

/** Which article bears a title: what completes a see-also reference. */
export const titleTag = (lang: Lang, titleKey: string) => `title:${lang}:${titleKey}`;

/** The list of a section. */
export const sectionTag = (id: number) => `section:${id}`;

/** The list of an author. */
export const authorTag = (lang: Lang, authorKey: string) => `author:${lang}:${authorKey}`;

/** The commemorations of a language, and those of one observance in it. */
export const commemorationsTag = (lang: Lang) => `commemorations:${lang}`;
export const observanceTag = (lang: Lang, observanceId: number) => `observance:${lang}:${observanceId}`;

/** What happened on a day in all years. @param monthDay `MM-DD` */
export const onThisDayTag = (lang: Lang, monthDay: string) => `on:${lang}:${monthDay}`;

/** A standing page. */
export const standingPageTag = (id: number) => `page:${id}`;

/** The list of a tag. */
export const tagTag = (lang: Lang, tagKey: string) => `tag:${lang}:${tagKey}`;

/** The list of a day, a month or a year. @param days `2021-11-29`, `2021-11` or `2021` */
export const daysTag = (lang: Lang, days: string) => `days:${lang}:${days}`;

/** The days that return, as calendars show them: their names, rules and what is switched on. */
export const calendarTag = "calendar";

/** A list that an edition touched, as its fact names it: of a section its id, of a tag or author the key. */
export type TouchedList =
  | { readonly kind: "front" | "commemorations"; readonly lang: Lang }
  | { readonly kind: "section"; readonly id: number }
  | { readonly kind: "tag" | "author"; readonly lang: Lang; readonly key: string };

/** @param tag one of an edition's. @returns null for a fact that is no list with feeds. */
export function readListTag(tag: string): TouchedList | null {
  const [kind = "", first = "", ...rest] = tag.split(":");
  if (kind === "section") return { kind, id: Number(first) };
  if (!isLang(first)) return null;
  if (kind === "list") return { kind: "front", lang: first };
  if (kind === "commemorations") return { kind, lang: first };
  if (kind === "tag" || kind === "author") return { kind, lang: first, key: rest.join(":") };
  return null;
}
