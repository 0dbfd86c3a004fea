/** The SQL of lists with more than cards: with what programs ask for beside each, and with whole texts for feeds. */

import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { site } from "../../db/schema";
import { isVisible, nextAppearance } from "../../db/visible";
import { settingsJson } from "../../settings/queries";
import { readSettings } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import type { Article } from "../article";
import { type Cursor, type ListOf, pageOf, placeAt } from "../list";
import { type Card, cardShape, type IncludedCard, includedCardShape } from "../listing-queries";
import { correctionsOf } from "../queries";
import type { Included } from "../summary-json";
import { cardsOf, type List, namedIn, namedJson } from "./queries";

/**
 * The longest text that a list or a feed carries, in bytes: as many as a page has must fit into a Worker's memory. A
 * feed has the summary of a longer one.
 */
export const LONGEST_TEXT_BYTES = 200_000;

export interface IncludedList {
  readonly articles: readonly IncludedCard[];
  readonly next: Cursor | null;
  /** The next instant at which an article appears in the language, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

/**
 * Reads a row for each article, and one more for its text and its section, three for its translations. A row of the
 * answer for each article, since all of them as one value could be larger than D1 gives.
 * @param now epoch ms. @param after the last article of the page before; null for the first page.
 */
export function includedList(
  db: Db,
  of: { readonly kind: "front"; readonly lang: Lang },
  now: number,
  limit: number,
  asked: { readonly after: Cursor | null; readonly included: readonly Included[] },
): Query<IncludedList> {
  const place = placeAt(asked.after, now);
  const beside = asked.included.flatMap(what => columnOf(what, now));
  const patch = sql`json_object(${sql.join(beside, sql`, `)})`;
  const found = sql`(SELECT ${nextAppearance(of.lang, now)} AS next,
      NULL AS card FROM ${site} WHERE id = 1
    UNION ALL SELECT NULL, json_patch(listed.card, ${patch}) FROM (${cardsOf(of, now, limit + 1, place)}) listed)`;
  const statement = db
    .select({
      next: sql<number | null>`found.next`.as("next"),
      card: sql<string | null>`found.card`.as("card"),
    })
    .from(sql`${found} AS found`);
  return asQuery(statement, rows => {
    const cards = rows.flatMap(row => (row.card === null ? [] : readCard(row.card)));
    const nextChangeAt = rows.find(row => row.next !== null)?.next ?? null;
    return { ...pageOf(cards, limit), nextChangeAt };
  });
}

/** None for a row that cannot be read: it must not take the list down with it. */
function readCard(json: string): IncludedCard[] {
  const read = includedCardShape.safeParse(JSON.parse(json));
  return read.success ? [read.data] : [];
}

/** Tags and byline are in the card. */
function columnOf(included: Included, now: number): SQL[] {
  const id = sql`listed.card->>'id'`;
  switch (included) {
    case "body":
      // The newest revision is the current one.
      return [
        sql`'text', (SELECT json_object('bodyFormat', body_format,
          'body', CASE WHEN length(CAST(body AS BLOB)) <= ${LONGEST_TEXT_BYTES} THEN body END)
        FROM revisions WHERE article_id = ${id} ORDER BY number DESC LIMIT 1)`,
      ];
    case "section":
      return [
        sql`'section', (SELECT json_object('id', id, 'groupId', group_id, 'lang', lang, 'slug', slug, 'name', name)
        FROM sections WHERE id = listed.card->>'sectionId')`,
      ];
    case "translations":
      return [
        sql`'translations', (SELECT json_group_array(json_object('id', t.id, 'lang', t.lang, 'title', t.title, 'slug', t.slug,
          'publishedOn', t.published_on, 'unpublishAt', t.unpublish_at)) FROM articles t WHERE t.group_id = (SELECT group_id FROM articles WHERE id = ${id})
          AND t.id <> ${id} AND ${isVisible(now, sql`t`)})`,
      ];
    case "authors":
    case "tags":
      return [];
  }
}

/** An article of a feed. */
export interface FullCard extends Card {
  /** epoch ms */
  readonly revisedAt: number;
  /** Null for a text that is too long for a feed: twenty of them must not fill a Worker's memory. */
  readonly text: Pick<Article, "body" | "bodyFormat"> | null;
  readonly corrections: Article["corrections"];
}

/** A list's first articles with their text. `next` is null: a feed does not go on. */
export interface FullList extends List {
  readonly articles: readonly FullCard[];
  /** The site's, for ids: 18 hexadecimal digits. */
  readonly identity: string;
}

const head = z.object({ identity: z.string(), named: z.unknown(), nextChangeAt: z.int().nullable() });

const fullCard = cardShape.extend({
  revisedAt: z.int(),
  bodyFormat: z.enum(["text", "html"]),
  body: z.string().nullable(),
  corrections: z.array(z.object({ at: z.int(), note: z.string() })),
});

/**
 * The newest published articles of a list, each with its newest revision. Reads 2n + 6 rows for n articles, and one
 * for each correction. A row for each article, since all of them as one value could be larger than D1 gives.
 * @param now epoch ms.
 */
export function feedList(db: Db, of: ListOf, now: number, limit: number): Query<FullList> {
  const found = sql`(SELECT ${settingsJson} AS settings, json_object('identity', identity, 'named', json(${namedJson(of, now)}),
      'nextChangeAt', ${nextAppearance(of.lang, now)}) AS head,
      NULL AS card FROM ${site} WHERE id = 1
    UNION ALL SELECT NULL, NULL, json_patch(listed.card, ${revisionOf(sql`listed.card->>'id'`)})
      FROM (${cardsOf(of, now, limit, null)}) listed)`;
  const statement = db
    .select({
      settings: sql<string | null>`found.settings`.as("settings"),
      head: sql<string | null>`found.head`.as("head"),
      card: sql<string | null>`found.card`.as("card"),
    })
    .from(sql`${found} AS found`);
  return asQuery(statement, rows => {
    const first = rows.find(row => row.head !== null);
    const settings = readSettings(first?.settings ?? "{}");
    const { identity, named, nextChangeAt } = head.parse(JSON.parse(first?.head ?? "null"));
    return {
      settings,
      identity,
      named: namedIn(of, settings, named),
      nextChangeAt,
      months: [],
      days: [],
      articles: rows.flatMap(row => readFullCard(row.card)),
      next: null,
    };
  });
}

/** The newest revision is the current one. One row, and one for each correction. */
function revisionOf(articleId: SQL): SQL {
  return sql`(SELECT json_object('revisedAt', at, 'bodyFormat', body_format,
      'body', CASE WHEN length(CAST(body AS BLOB)) <= ${LONGEST_TEXT_BYTES} THEN body END,
      'corrections', ${correctionsOf(articleId)})
    FROM revisions WHERE article_id = ${articleId} ORDER BY number DESC LIMIT 1)`;
}

/** None for a row that cannot be read: it must not take the feed down with it. */
function readFullCard(json: string | null): FullCard[] {
  const read = fullCard.safeParse({ body: null, ...JSON.parse(json ?? "{}") });
  if (!read.success) return [];
  const { body, bodyFormat, ...card } = read.data;
  return [{ ...card, text: body === null ? null : { body, bodyFormat } }];
}
