/** Readers' calendars: the days of a language, or of one pack in it, with what was published for them. Pure. */

import { permalink } from "../../articles/article";
import { soonest } from "../../cache/rendering";
import { articleTag, calendarTag, commemorationsTag, siteTag } from "../../cache/tags";
import { type DayOnShow, daysBetween, type Post } from "../../commemorations/calendar-days";
import type { CalendarRows } from "../../commemorations/calendar-queries";
import type { Calendar, CalendarEvent } from "../../commemorations/icalendar";
import { hasEnded, isPublished } from "../../db/visible";
import { newsroomName } from "../../settings/settings";
import { addDays } from "../../text/dates/civil-date";
import { instantOf, localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { calendarMessages } from "../../view/calendar-messages";

/** A day of a calendar; `post` is the article published for it, as far as readers may see it. */
export interface Entry extends DayOnShow {
  readonly post: (Post & { readonly publishedOn: string }) | null;
  /** Whether its article was retracted, or has ended. */
  readonly isCancelled: boolean;
  /** The revision of its article, as far as readers know of it; 0 for none. */
  readonly revision: number;
}

/** From today to the same day a year on. @param now epoch ms */
export function comingYear(rows: CalendarRows, lang: Lang, now: number): Entry[] {
  const today = localDate(now, rows.settings.zone);
  return entriesBetween(rows, lang, today, addDays(today, 365), now);
}

/** For subscribers: the past year and the next two. */
export function subscribed(rows: CalendarRows, lang: Lang, now: number): Entry[] {
  const today = localDate(now, rows.settings.zone);
  return entriesBetween(rows, lang, addDays(today, -PAST_DAYS), addDays(today, 731), now);
}

/** How far back a calendar goes. */
export const PAST_DAYS = 366;

function entriesBetween(rows: CalendarRows, lang: Lang, from: string, to: string, now: number): Entry[] {
  const posts = new Map(rows.posts.map(post => [`${post.observanceId}/${post.localDate}`, post]));
  return daysBetween(rows.days, lang, from, to).map(one => {
    const post = posts.get(`${one.day.id}/${one.dates.localDate}`);
    const isCancelled = post !== undefined && (post.status === "retracted" || hasEnded(post, now));
    const isSeen = post !== undefined && isPublished(post, now);
    const shown = isSeen && post.publishedOn !== null ? { ...post, publishedOn: post.publishedOn } : null;
    return { ...one, post: shown, isCancelled, revision: isSeen || isCancelled ? post.revision : 0 };
  });
}

/** Whether a Hijri date may still move by a day. */
export function isTentative({ dates }: DayOnShow): boolean {
  return dates.hijri !== null && !dates.hijri.isConfirmed;
}

/** What the cache must know of it: it changes by itself at midnight, and when an article appears. */
export function calendarFacts(rows: CalendarRows, lang: Lang, entries: readonly Entry[], now: number) {
  const { zone } = rows.settings;
  const midnight = instantOf(addDays(localDate(now, zone), 1), "00:00", zone).ms;
  const next = rows.posts.map(post => post.publishAt).filter(at => at !== null && at > now);
  const joining = [...rows.posts.map(({ id }) => id), ...rows.drafts];
  const shown = entries.flatMap(({ post }) => post ?? []);
  return {
    tags: [siteTag, calendarTag, commemorationsTag(lang), ...joining.map(articleTag)],
    articles: shown.map(({ id }) => id),
    endsAt: soonest(shown.map(({ unpublishAt }) => unpublishAt)),
    until: next.reduce<number>((soonest, at) => Math.min(soonest, at ?? soonest), midnight),
  };
}

/** @param origin scheme and host of the site. @param pack null for all days. */
export function calendarOf(
  rows: CalendarRows,
  lang: Lang,
  pack: string | null,
  entries: readonly Entry[],
  origin: string,
): Calendar {
  const words = calendarMessages[lang];
  const what = pack === null ? words.title : (words.packs[pack] ?? pack);
  const host = new URL(origin).host;
  const events = entries.map(entry => eventOf(entry, lang, origin, host));
  return { name: `${newsroomName(rows.settings, lang)}: ${what}`, lang, events };
}

function eventOf(entry: Entry, lang: Lang, origin: string, host: string): CalendarEvent {
  const { day, name, dates, post, isCancelled, revision } = entry;
  const open = isTentative(entry) ? "TENTATIVE" : "CONFIRMED";
  return {
    uid: `${day.id}-${dates.localDate}@${host}`,
    // Both only rise: the observance's version with each change to it, the revision with each to its article.
    sequence: day.version - 1 + revision,
    when: { kind: "days", from: dates.localDate, until: addDays(dates.lastDate, 1) },
    lang,
    summary: name,
    description: isTentative(entry) ? calendarMessages[lang].tentative : null,
    url: post === null ? null : origin + permalink(post),
    status: isCancelled ? "CANCELLED" : open,
    categories: day.pack === null ? [] : [calendarMessages[lang].packs[day.pack] ?? day.pack],
  };
}
