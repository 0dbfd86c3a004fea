/**
 * The names of facts. An edition names the facts that it touched, a rendering names those that it shows, and the
 * ledger compares the two. One spelling of each, here.
 */
import type { Lang } from "../text/languages";

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

/** The list of a tag. */
export const tagTag = (lang: Lang, tagKey: string) => `tag:${lang}:${tagKey}`;

/** The list of a day, and by its first letters of its month and year. */
export const dayTag = (lang: Lang, day: string) => `day:${lang}:${day}`;

/** The days that return, as calendars show them: their names, rules and what is switched on. */
export const calendarTag = "calendar";
