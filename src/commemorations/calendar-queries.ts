/**
 * Every SQL statement by which readers' pages ask for the days that return: those that are switched on, and their
 * articles. In raw SQL, each one JSON value, so that a page reads it in one statement with its own rows.
 */
import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../db/client";
import { site } from "../db/schema";
import { settingsJson } from "../settings/queries";
import { readSettings, type Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import { type Day, type DayOnShow, daysOn, type Post, readDays, readPosts } from "./calendar-days";

const dayRow = sql`json_object('id', id, 'key', key, 'pack', pack, 'names', json(names), 'nameReviews', json(name_reviews),
    'rule', json(rule), 'history', json(history), 'overrides', json(overrides), 'adjustments', json(adjustments),
    'firstYear', first_year, 'tone', tone, 'version', version)`;

/** A column for statements with rows of their own. @param monthDay `MM-DD`. Read it with `daysOn`. */
export const daysOnJson = (
  monthDay: string,
) => sql<string>`(SELECT json_group_array(${dayRow}) FROM observances
  WHERE mode <> 'off' AND month_day IN (${monthDay}, ''))`;

/**
 * The observances that are switched on, have a confirmed name in the language, and fall on a month and day in a year.
 * Those of the same day each year are found by the index `observances_on_day`; of the few that move, each is evaluated.
 * A page that shows them carries `calendarTag`.
 * @param monthDay `MM-DD`. @param year of the Gregorian calendar: the newsroom's present one.
 */
export function observancesOnDay(
  db: Db,
  lang: Lang,
  monthDay: string,
  year: number,
): Query<readonly DayOnShow[]> {
  const statement = db
    .select({ days: daysOnJson(monthDay) })
    .from(site)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => daysOn(row?.days ?? "[]", lang, `${year}-${monthDay}`));
}

/** The names of the days that fall on a date, for lists of articles. */
export const dayNames = {
  json: daysOnJson,
  read: (rows: string, lang: Lang, date: string) => daysOn(rows, lang, date).map(day => day.name),
};

const idList = z.array(z.int());

/** What a readers' calendar is made from. */
export interface CalendarRows {
  readonly settings: Settings;
  readonly days: readonly Day[];
  /** Their articles in the language, also retracted ones. */
  readonly posts: readonly Post[];
  /** Ids of drafts for them. */
  readonly drafts: readonly number[];
}

/** @param pack  null for all of them. @param from  local date: articles for earlier days are not read. */
export function calendarRows(db: Db, lang: Lang, pack: string | null, from: string): Query<CalendarRows> {
  const inPack = pack === null ? sql`true` : sql`pack = ${pack}`;
  const madeFor = sql`FROM observances d
    JOIN occurrences o ON o.observance_id = d.id AND o.local_date >= ${from} AND o.lang = ${lang}
    JOIN articles a ON a.id = o.article_id WHERE d.mode <> 'off' AND ${inPack} AND`;
  const statement = db
    .select({
      settings: settingsJson,
      days: sql<string>`(SELECT json_group_array(${dayRow}) FROM observances WHERE mode <> 'off' AND ${inPack})`,
      drafts: sql<string>`(SELECT json_group_array(a.id) ${madeFor} a.status = 'draft')`,
      posts: sql<string>`(SELECT json_group_array(json_object('observanceId', o.observance_id, 'localDate', o.local_date,
          'id', a.id, 'lang', a.lang, 'title', a.title, 'slug', a.slug, 'publishedOn', a.published_on, 'publishAt', a.publish_at, 'unpublishAt', a.unpublish_at,
          'status', a.status, 'revision', a.revision))
        ${madeFor} a.status <> 'draft')`,
    })
    .from(site)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => ({
    settings: readSettings(row?.settings ?? "{}"),
    days: readDays(row?.days ?? "[]"),
    posts: readPosts(row?.posts ?? "[]"),
    drafts: idList.parse(JSON.parse(row?.drafts ?? "[]")),
  }));
}
