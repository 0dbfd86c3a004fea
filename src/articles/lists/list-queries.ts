/** Every SQL statement that lists what readers see. Each reads as many rows as it shows, at any size of the archive. */
import { eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { site } from "../../db/schema";
import { hasNotEnded, hasNotLeft, isListed, isVisible, nextAppearance } from "../../db/visible";
import { sectionAt } from "../../settings/contents";
import { settingsOfSite } from "../../settings/queries";
import { readSettings, type Settings } from "../../settings/settings";
import { instantOf, localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { type Card, card, readCards } from "../card-queries";
import type { ListOf, Named } from "../list";
import { authorNamed } from "../listing-queries";
import { type Cursor, pageOf, placeAt } from "./cursor";
import { namedJson, namedShape } from "./named-queries";

export interface List {
  readonly settings: Settings;
  /** The section, tag or author, as D1 spells it; null where the list is none of these, or there is no such. */
  readonly named: Named | null;
  readonly articles: readonly Card[];
  /** Of a year: its months that hold anything, `MM`; of any other list none. */
  readonly months: readonly string[];
  /** What a day of all years commemorates this year, in the language of the list; of any other list nothing. */
  readonly days: readonly string[];
  /** Where the list goes on; null at its end. */
  readonly next: Cursor | null;
  /** The next instant at which an article may appear in this list, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

/** What is commemorated on a day of all years: `commemorations/` knows it, and the app hands it down. */
export interface DayNames {
  /** JSON rows, to stand in a statement. @param monthDay `MM-DD` */
  readonly json: (monthDay: string) => SQL<string>;
  /** The names in a language. @param rows of that JSON. @param date local, `YYYY-MM-DD` */
  readonly read: (rows: string, lang: Lang, date: string) => readonly string[];
}

/** For lists of no day of all years. */
export const NO_NAMES: DayNames = { json: () => sql<string>`'[]'`, read: () => [] };

/**
 * A list of published articles, newest first. Reads n + 5 rows for n articles.
 * @param now epoch ms. @param after the last article of the page before; null for the first page.
 */
export function publishedList(
  db: Db,
  of: ListOf,
  now: number,
  limit: number,
  after: Cursor | null,
  dayNames: DayNames = NO_NAMES,
): Query<List> {
  const place = placeAt(after, now);
  const statement = db
    .select({
      settings: settingsOfSite,
      // By names of their own: a batch's rows are objects, in which two columns of the same text would be one.
      named: namedJson(of, now).as("named"),
      cards: sql<string>`(SELECT json_group_array(json(card)) FROM (${cardsOf(of, now, limit + 1, place)}))`,
      months: monthsJson(of, now).as("months"),
      days: (of.kind === "on" ? dayNames.json(of.monthDay) : sql<string>`'[]'`).as("days"),
      // Whatever appears then in the language: one row, and at worst a needless render.
      nextChangeAt: nextAppearance(of.lang, now),
    })
    .from(site)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => {
    const settings = readSettings(row?.settings ?? "{}");
    const today = localDate(now, settings.zone);
    const next = row?.nextChangeAt ?? null;
    const found = readCards(row?.cards ?? "[]").filter(one => isInside(of, one));
    return {
      settings,
      named: namedIn(of, settings, JSON.parse(row?.named ?? "null")),
      ...pageOf(found, limit),
      months: z.array(z.string()).parse(JSON.parse(row?.months ?? "[]")),
      days: of.kind === "on" ? namesOfDay(of, row?.days ?? "[]", today, dayNames) : [],
      // Days that move fall on others next year.
      nextChangeAt:
        of.kind === "on" ? Math.min(next ?? Number.POSITIVE_INFINITY, newYear(today, settings.zone)) : next,
    };
  });
}

/** What an address names: a section from the site's contents, a tag or an author as `namedJson` found it. */
export function namedIn(of: ListOf, { contents }: Settings, stored: unknown): Named | null {
  return of.kind === "section" ? sectionAt(contents, of.lang, of.slug) : namedShape.parse(stored);
}

/** When the newsroom's next year begins, epoch ms. */
function newYear(today: string, zone: string): number {
  return instantOf(`${Number(today.slice(0, 4)) + 1}-01-01`, "00:00", zone).ms;
}

/** The names of what falls on it in the present year of the newsroom. */
function namesOfDay(of: ListOf & { kind: "on" }, rows: string, today: string, { read }: DayNames): string[] {
  return [...new Set(read(rows, of.lang, `${today.slice(0, 4)}-${of.monthDay}`))];
}

/** A look at the index for each month of a year. */
function monthsJson(of: ListOf, now: number): SQL<string> {
  if (of.kind !== "days" || of.days.length !== 4) return sql`'[]'`;
  const months = Array.from({ length: 12 }, (_, place) => String(place + 1).padStart(2, "0"));
  return sql`(SELECT json_group_array(m.value) FROM json_each(${JSON.stringify(months)}) m WHERE EXISTS (SELECT 1 FROM articles
    WHERE lang = ${of.lang} AND published_on >= ${of.days} || '-' || m.value AND published_on < ${of.days} || '-' || m.value || '~'
      AND ${isVisible(now)}))`;
}

/**
 * The cards of a list, each in the order of an index. A row value is a keyset that the index serves;
 * `a < ? OR (a = ? AND b < ?)` would read the whole list, and so would a second bound beside it.
 */
export function cardsOf(of: ListOf, now: number, limit: number, after: Cursor | null): SQL {
  const { lang } = of;
  const isBefore =
    after === null
      ? isVisible(now)
      : sql`publish_at IS NOT NULL AND (publish_at, id) < (${after.publishAt}, ${after.id}) AND ${hasNotEnded(now)}`;
  // The index is named: of two that fit, the planner may take the one that walks the whole language.
  const newestFirst = (index: SQL, condition: SQL) =>
    sql`SELECT ${card} AS card FROM articles INDEXED BY ${index} WHERE ${condition} AND ${isBefore} ORDER BY publish_at DESC, id DESC LIMIT ${limit}`;
  switch (of.kind) {
    case "front":
      return newestFirst(sql`articles_published`, sql`lang = ${lang}`);
    case "commemorations":
      return newestFirst(sql`articles_commemorations`, sql`lang = ${lang} AND observance_id IS NOT NULL`);
    case "on":
      return newestFirst(sql`articles_on_this_day`, sql`lang = ${lang} AND month_day = ${of.monthDay}`);
    case "section":
      return newestFirst(
        sql`articles_by_section`,
        sql`section_id = (SELECT id FROM sections WHERE lang = ${lang} AND key = ${slugKey(of.slug)})`,
      );
    case "days":
      return cardsOfDays(lang, of.days, now, limit, after);
    case "tag":
      return cardsListed(
        sql`'tag:' || (SELECT id FROM tags WHERE lang = ${lang} AND key = ${slugKey(of.slug)})`,
        now,
        limit,
        after,
      );
    case "author":
      return cardsListed(sql`'author:' || ${authorNamed(lang, slugKey(of.slug))}`, now, limit, after);
  }
}

function cardsListed(list: SQL, now: number, limit: number, after: Cursor | null): SQL {
  const isBefore =
    after === null
      ? isListed(now)
      : sql`(publish_at, article_id) < (${after.publishAt}, ${after.id}) AND ${hasNotLeft(now)}`;
  return sql`SELECT card FROM listings WHERE list = ${list} AND ${isBefore} ORDER BY publish_at DESC, article_id DESC LIMIT ${limit}`;
}

/** Walks back from the end of a day, month or year; what lies before its beginning is cut off by `isInside`. */
function cardsOfDays(lang: string, days: string, now: number, limit: number, after: Cursor | null): SQL {
  const isBefore =
    after === null
      ? sql`published_on <= ${`${days}~`}`
      : sql`(published_on, publish_at, id) < (${after.day}, ${after.publishAt}, ${after.id})`;
  return sql`SELECT ${card} AS card FROM articles WHERE lang = ${lang} AND ${isBefore} AND ${isVisible(now)}
    ORDER BY published_on DESC, publish_at DESC, id DESC LIMIT ${limit}`;
}

function isInside(of: ListOf, { publishedOn }: Card): boolean {
  return of.kind !== "days" || publishedOn.startsWith(of.days);
}
