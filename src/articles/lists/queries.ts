/** The SQL of lists: those that readers see, front pages, and what editors alone see. Each reads as many rows as it shows, at any size of the archive. */

import { and, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { articles, type StoredStatus, site } from "../../db/schema";
import { hasNotEnded, hasNotLeft, isListed, isVisible, nextAppearance } from "../../db/visible";
import { sectionAt } from "../../settings/contents";
import { settingsOfSite } from "../../settings/queries";
import { readSettings, type Settings } from "../../settings/settings";
import { addDays } from "../../text/dates/civil-date";
import { instantOf, localDate } from "../../text/dates/time-zone";
import { LANGS, type Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { type Cursor, type ListOf, type Named, pageOf, placeAt } from "../list";
import { authorNamed, type Card, card, readCards } from "../listing-queries";
import type { Unpublished } from "../summary-json";

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
  /** JSON rows, as part of a statement. @param monthDay `MM-DD` */
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

const person = z.object({
  about: z.string(),
  link: z.string().nullable(),
  otherKeys: z.array(z.string()),
  kin: z.array(
    z.object({ lang: z.enum(LANGS), slug: z.string(), isShown: z.int().transform(shown => shown === 1) }),
  ),
});

/** As `namedJson` tells it. */
export const namedShape = z
  .object({ id: z.int(), slug: z.string(), name: z.string(), person: person.optional() })
  .nullable();

/**
 * The id of the author whom readers find at a name: at their address, or by a public name while they are on show.
 * What only finds bylines leads nowhere, as if it were nobody's: it may be the name that somebody hides.
 */
const authorAt = (lang: Lang, key: string, now: number) =>
  sql`coalesce((SELECT id FROM authors WHERE lang = ${lang} AND key = ${key} AND merged_into IS NULL),
    (SELECT author_id FROM author_names n WHERE lang = ${lang} AND key = ${key} AND is_public = 1
      AND EXISTS (SELECT 1 FROM listings WHERE list = 'author:' || n.author_id AND ${isListed(now)})))`;

/**
 * The tag or author that an address names; sections are in the site's contents. A row for a tag; for an author
 * three, two more at a former name of theirs, and two for each language of theirs.
 * @param now epoch ms: a language in which readers see nothing of theirs yet is not shown.
 */
export function namedJson(of: ListOf, now: number): SQL<string | null> {
  switch (of.kind) {
    case "tag":
      return sql`(SELECT json_object('id', id, 'slug', slug, 'name', name) FROM tags
        WHERE lang = ${of.lang} AND key = ${slugKey(of.slug)})`;
    case "author":
      return sql`(SELECT json_object('id', a.id, 'slug', a.slug, 'name', a.name, 'person', json_object(
          'about', a.about, 'link', a.link,
          'otherKeys', (SELECT json_group_array(key) FROM author_names WHERE author_id = a.id),
          'kin', (SELECT json_group_array(json_object('lang', k.lang, 'slug', k.slug, 'isShown', EXISTS (
              SELECT 1 FROM listings WHERE list = 'author:' || k.id AND ${isListed(now)})))
            FROM authors k WHERE k.group_id = a.group_id)))
        FROM authors a WHERE a.id = ${authorAt(of.lang, slugKey(of.slug), now)})`;
    default:
      return sql`NULL`;
  }
}

/** How many articles a front page has: above its sections, or alone where there are none. */
export const FRONT = { above: 7, alone: 20, ofSection: 4, sections: 12, commemorations: 3 } as const;

export interface Front {
  readonly settings: Settings;
  readonly newest: readonly Card[];
  /** Commemorations of today, in the newsroom's zone. */
  readonly today: readonly Card[];
  readonly desks: readonly { readonly sectionId: number; readonly articles: readonly Card[] }[];
  /** When today ends in the newsroom's zone, epoch ms. */
  readonly dayEndsAt: number;
  /** The next instant at which an article may appear in the language, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

const deskRows = z.array(z.object({ id: z.int(), cards: z.array(z.unknown()) }));

/** Reads a row for each article that it shows, one for each section, and at most eight more. @param now epoch ms */
export function frontOf(db: Db, lang: Lang, now: number): Query<Front> {
  const isListed = sql`lang = ${lang} AND ${isVisible(now)}`;
  const newestFirst = sql`ORDER BY publish_at DESC, id DESC LIMIT`;
  const sections = sql`(SELECT id FROM sections WHERE lang = ${lang} ORDER BY position, id LIMIT ${FRONT.sections}) s`;
  const above = sql`CASE WHEN EXISTS (SELECT 1 FROM sections WHERE lang = ${lang}) THEN ${FRONT.above} ELSE ${FRONT.alone} END`;
  const statement = db
    .select({
      settings: settingsOfSite,
      newest: sql<string>`(SELECT json_group_array(json(card)) FROM
        (SELECT ${card} AS card FROM articles WHERE ${isListed} ${newestFirst} ${above}))`,
      commemorations: sql<string>`(SELECT json_group_array(json(card)) FROM (SELECT ${card} AS card FROM articles
        WHERE ${isListed} AND observance_id IS NOT NULL ${newestFirst} ${FRONT.commemorations}))`,
      desks: sql<string>`(SELECT json_group_array(json_object('id', s.id, 'cards', json((SELECT json_group_array(json(card)) FROM
        (SELECT ${card} AS card FROM articles WHERE section_id = s.id AND ${isVisible(now)} ${newestFirst} ${FRONT.ofSection})))))
        FROM ${sections})`,
      nextChangeAt: nextAppearance(lang, now),
    })
    .from(site)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => {
    const settings = readSettings(row?.settings ?? "{}");
    const today = localDate(now, settings.zone);
    return {
      settings,
      newest: readCards(row?.newest ?? "[]"),
      today: readCards(row?.commemorations ?? "[]").filter(one => one.publishedOn === today),
      desks: deskRows
        .parse(JSON.parse(row?.desks ?? "[]"))
        .map(desk => ({ sectionId: desk.id, articles: readCards(JSON.stringify(desk.cards)) })),
      dayEndsAt: instantOf(addDays(today, 1), "00:00", settings.zone).ms,
      nextChangeAt: row?.nextChangeAt ?? null,
    };
  });
}

const unpublishedColumns = {
  id: articles.id,
  lang: articles.lang,
  title: articles.title,
  status: articles.status,
  publishAt: articles.publishAt,
  unpublishAt: articles.unpublishAt,
  publishedOn: articles.publishedOn,
  revision: articles.revision,
};

export interface UnpublishedWanted {
  readonly status: Exclude<StoredStatus, "published">;
  /** null for all of them. */
  readonly lang: Lang | null;
  readonly limit: number;
  /** The last id of the page before. */
  readonly beforeId: number | null;
}

/** What editors see and readers do not: drafts, scheduled and retracted articles, newest first. */
export function unpublishedList(
  db: Db,
  { status, lang, limit, beforeId }: UnpublishedWanted,
  now: number,
): Query<readonly Unpublished[]> {
  const conditions: SQL[] =
    status === "scheduled"
      ? [inArray(articles.lang, lang === null ? LANGS : [lang]), gt(articles.publishAt, now)]
      : [eq(articles.status, status), sql`${articles.publishAt} IS NULL`];
  if (lang !== null && status !== "scheduled") conditions.push(eq(articles.lang, lang));
  if (beforeId !== null) conditions.push(lt(articles.id, beforeId));
  const statement = db
    .select(unpublishedColumns)
    .from(articles)
    .where(and(...conditions))
    .orderBy(desc(articles.id))
    .limit(limit);
  return asQuery(statement, rows => rows.map(row => ({ ...row, lang: z.enum(LANGS).parse(row.lang) })));
}
