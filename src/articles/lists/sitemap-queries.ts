/** The SQL of sitemaps: in which months there is anything, and the addresses of a month or of the last days. */
import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { articles, site } from "../../db/schema";
import { isVisible, nextAppearance, nextEnd } from "../../db/visible";
import { settingsJson } from "../../settings/queries";
import { readSettings, type Settings } from "../../settings/settings";
import { LANGS, type Lang } from "../../text/languages";

/** Sitemaps hold every language, so they change with each. */
interface Changing {
  /** The next instant at which an article appears or ends in any language, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

export interface Months extends Changing {
  /** `YYYY-MM`, newest first, in which something is published in some language. */
  readonly months: readonly string[];
}

/** The address of an article, and of its translations. */
export interface Addressed {
  readonly id: number;
  readonly lang: Lang;
  readonly slug: string;
  readonly publishedOn: string;
  /** epoch ms of its appearance, or of its last revision if that came later. */
  readonly changedAt: number;
  /** Published ones, without the article itself. */
  readonly translations: readonly Omit<Addressed, "translations" | "changedAt">[];
}

export interface Month extends Changing {
  readonly articles: readonly Addressed[];
  /** The site's languages, in its order. */
  readonly languages: readonly Lang[];
}

export interface News extends Changing {
  readonly settings: Settings;
  readonly articles: readonly {
    readonly id: number;
    readonly lang: Lang;
    readonly slug: string;
    readonly title: string;
    readonly publishedOn: string;
    /** epoch ms */
    readonly publishAt: number;
  }[];
}

/** A sitemap may hold no more. @see https://www.sitemaps.org/protocol.html */
export const MOST_ADDRESSES = 50_000;

const everyLang = JSON.stringify(LANGS);

/** One row for each language in which something is due, and one for an end. */
const nextChange = (now: number) => sql<number | null>`(SELECT min(due) FROM (
  SELECT ${nextAppearance(sql`l.value`, now)} AS due FROM json_each(${everyLang}) l UNION ALL SELECT ${nextEnd(now)}))`;

/**
 * Jumps from month to month down the index of days: three rows for each month and language, however many articles a
 * month has. The index is named, since it does not hold the end, and the planner would sort the language instead.
 * @param now epoch ms.
 */
export function monthsPublished(db: Db, now: number): Query<Months> {
  const months = sql<string>`(WITH RECURSIVE newest(lang, day) AS (
      SELECT l.value, (SELECT published_on FROM articles INDEXED BY articles_by_day WHERE lang = l.value AND ${isVisible(now)}
        ORDER BY published_on DESC LIMIT 1) FROM json_each(${everyLang}) l
      UNION ALL SELECT lang, (SELECT published_on FROM articles INDEXED BY articles_by_day WHERE articles.lang = newest.lang
        AND published_on < substr(newest.day, 1, 7) AND ${isVisible(now)} ORDER BY published_on DESC LIMIT 1)
        FROM newest WHERE day IS NOT NULL)
    SELECT json_group_array(month) FROM (SELECT DISTINCT substr(day, 1, 7) AS month FROM newest WHERE day IS NOT NULL
      ORDER BY month DESC))`;
  const statement = db
    .select({ months: months.as("months"), nextChangeAt: nextChange(now).as("next_change") })
    .from(site)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => ({
    months: z.array(z.string()).parse(JSON.parse(row?.months ?? "[]")),
    nextChangeAt: row?.nextChangeAt ?? null,
  }));
}

const place = { id: z.int(), lang: z.enum(LANGS), slug: z.string(), publishedOn: z.iso.date() };
const addressed = z.object({
  ...place,
  changedAt: z.int(),
  translations: z.array(z.object(place)),
});

/**
 * Every published address of a month, in all languages. Three rows for each article and two for each translation.
 * @param month `YYYY-MM`. @param now epoch ms.
 */
export function addressesOfMonth(db: Db, month: string, now: number): Query<Month> {
  const translations = sql<string>`(SELECT json_group_array(json_object('id', t.id, 'lang', t.lang, 'slug', t.slug,
      'publishedOn', t.published_on)) FROM articles t
    WHERE t.group_id = articles.group_id AND t.id <> articles.id AND ${isVisible(now, sql`t`)})`;
  const statement = db
    .select({
      id: articles.id,
      lang: articles.lang,
      slug: articles.slug,
      publishedOn: articles.publishedOn,
      changedAt: sql<number>`max(articles.publish_at, articles.revised_at)`.as("changed_at"),
      translations: translations.as("translations"),
      languages:
        sql<string>`(SELECT json_object('languages', json(settings->'$.languages')) FROM site WHERE id = 1)`.as(
          "languages",
        ),
      nextChangeAt: nextChange(now).as("next_change"),
    })
    .from(articles)
    .where(
      and(
        inArray(articles.lang, [...LANGS]),
        gte(articles.publishedOn, month),
        lt(articles.publishedOn, `${month}~`),
        isVisible(now),
      ),
    )
    .limit(MOST_ADDRESSES);
  return asQuery(statement, rows => ({
    // One that cannot be read is left out: it must not take the others with it.
    articles: rows.flatMap(
      row => addressed.safeParse({ ...row, translations: JSON.parse(row.translations) }).data ?? [],
    ),
    languages: readSettings(rows[0]?.languages ?? "{}").languages,
    nextChangeAt: rows[0]?.nextChangeAt ?? null,
  }));
}

const newsRow = z.object({ ...place, title: z.string(), publishAt: z.int() });

/** The newest articles of all languages that appeared after an instant. @param since, now epoch ms. */
export function newsSince(db: Db, since: number, now: number, limit: number): Query<News> {
  const news = sql<string>`(SELECT json_group_array(json_object('id', id, 'lang', lang, 'slug', slug, 'title', title,
      'publishedOn', published_on, 'publishAt', publish_at)) FROM (SELECT articles.* FROM json_each(${everyLang}) l
    JOIN articles ON articles.lang = l.value AND publish_at > ${since} AND ${isVisible(now)}
    ORDER BY publish_at DESC, articles.id DESC LIMIT ${limit}))`;
  const statement = db
    .select({
      settings: settingsJson.as("settings_json"),
      news: news.as("news"),
      nextChangeAt: nextChange(now).as("next_change"),
    })
    .from(site)
    .where(eq(site.id, 1));
  return asQuery(statement, ([row]) => ({
    settings: readSettings(row?.settings ?? "{}"),
    articles: z
      .array(z.unknown())
      .parse(JSON.parse(row?.news ?? "[]"))
      .flatMap(one => newsRow.safeParse(one).data ?? []),
    nextChangeAt: row?.nextChangeAt ?? null,
  }));
}
