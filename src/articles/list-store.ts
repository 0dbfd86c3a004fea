/** Every SQL statement that lists what readers see. Each reads as many rows as it shows, at any size of the archive. */
import { eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { type Db, type Question, question } from "../db/client";
import { site } from "../db/schema";
import { readSettings, type Settings } from "../settings/settings";
import { settingsJson } from "../settings/store";
import { slugKey } from "../text/slug";
import { type Card, card, readCards } from "./card-store";
import type { ListOf, Named } from "./list";

export interface List {
  readonly settings: Settings;
  /** The section, tag or author, as D1 spells it; null where the list is none of these, or there is no such. */
  readonly named: Named | null;
  readonly articles: readonly Card[];
  /** Where the list goes on; null at its end. */
  readonly next: Cursor | null;
  /** The next instant at which an article may appear in this list, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

/** The place in a list after which it goes on. */
export interface Cursor {
  /** The date that the article carries. */
  readonly day: string;
  /** epoch ms */
  readonly publishAt: number;
  readonly id: number;
}

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
): Question<List> {
  // A place ahead of now is none of ours.
  const place = after !== null && after.publishAt <= now ? after : null;
  const statement = db
    .select({
      settings: settingsJson,
      named: namedJson(of),
      cards: sql<string>`(SELECT json_group_array(json(card)) FROM (${cardsOf(of, now, limit + 1, place)}))`,
      // Whatever appears then in the language: one row, and at worst a needless render.
      nextChangeAt: sql<
        number | null
      >`(SELECT min(publish_at) FROM articles WHERE lang = ${of.lang} AND publish_at > ${now})`,
    })
    .from(site)
    .where(eq(site.id, 1));
  return question(statement, ([row]) => {
    const found = readCards(row?.cards ?? "[]").filter(one => isInside(of, one));
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      settings: readSettings(row?.settings ?? "{}"),
      named: named.parse(JSON.parse(row?.named ?? "null")),
      articles: shown,
      next:
        found.length > limit && last
          ? { day: last.publishedOn, publishAt: last.publishAt, id: last.id }
          : null,
      nextChangeAt: row?.nextChangeAt ?? null,
    };
  });
}

const named = z.object({ id: z.int(), slug: z.string(), name: z.string() }).nullable();

/** What an address names, in the spelling that it has. */
function namedJson(of: ListOf): SQL<string | null> {
  const spelled = sql`json_object('id', id, 'slug', slug, 'name', name)`;
  switch (of.kind) {
    case "section":
      return sql`(SELECT ${spelled} FROM sections WHERE lang = ${of.lang} AND key = ${slugKey(of.slug)})`;
    case "tag":
      return sql`(SELECT ${spelled} FROM tags WHERE lang = ${of.lang} AND key = ${slugKey(of.slug)})`;
    case "author":
      return sql`(SELECT ${spelled} FROM authors WHERE lang = ${of.lang} AND key = ${slugKey(of.slug)})`;
    default:
      return sql`NULL`;
  }
}

/**
 * The cards of a list, each in the order of an index. A row value is a keyset that the index serves;
 * `a < ? OR (a = ? AND b < ?)` would read the whole list, and so would a second bound beside it.
 */
function cardsOf(of: ListOf, now: number, limit: number, after: Cursor | null): SQL {
  const { lang } = of;
  const isBefore =
    after === null
      ? sql`publish_at <= ${now}`
      : sql`publish_at IS NOT NULL AND (publish_at, id) < (${after.publishAt}, ${after.id})`;
  const newestFirst = (condition: SQL) =>
    sql`SELECT ${card} AS card FROM articles WHERE ${condition} AND ${isBefore} ORDER BY publish_at DESC, id DESC LIMIT ${limit}`;
  switch (of.kind) {
    case "front":
      return newestFirst(sql`lang = ${lang}`);
    case "commemorations":
      return newestFirst(sql`lang = ${lang} AND observance_id IS NOT NULL`);
    case "on":
      return newestFirst(sql`lang = ${lang} AND month_day = ${of.monthDay}`);
    case "section":
      return newestFirst(
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
      return cardsListed(
        sql`'author:' || (SELECT id FROM authors WHERE lang = ${lang} AND key = ${slugKey(of.slug)})`,
        now,
        limit,
        after,
      );
  }
}

function cardsListed(list: SQL, now: number, limit: number, after: Cursor | null): SQL {
  const isBefore =
    after === null
      ? sql`publish_at <= ${now}`
      : sql`(publish_at, article_id) < (${after.publishAt}, ${after.id})`;
  return sql`SELECT card FROM listings WHERE list = ${list} AND ${isBefore} ORDER BY publish_at DESC, article_id DESC LIMIT ${limit}`;
}

/** Walks back from the end of a day, month or year; what lies before its beginning is cut off by `isInside`. */
function cardsOfDays(lang: string, days: string, now: number, limit: number, after: Cursor | null): SQL {
  const isBefore =
    after === null
      ? sql`published_on <= ${`${days}~`}`
      : sql`(published_on, publish_at, id) < (${after.day}, ${after.publishAt}, ${after.id})`;
  return sql`SELECT ${card} AS card FROM articles WHERE lang = ${lang} AND ${isBefore} AND publish_at <= ${now}
    ORDER BY published_on DESC, publish_at DESC, id DESC LIMIT ${limit}`;
}

function isInside(of: ListOf, { publishedOn }: Card): boolean {
  return of.kind !== "days" || publishedOn.startsWith(of.days);
}
