/** The SQL of lists with the articles' whole text, for feeds. */
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { site } from "../../db/schema";
import { nextAppearance } from "../../db/visible";
import { settingsJson } from "../../settings/queries";
import { readSettings } from "../../settings/settings";
import type { Article } from "../article";
import { type Card, cardShape } from "../card-queries";
import type { ListOf } from "../list";
import { correctionsOf } from "../row-queries";
import { cardsOf, type List, namedIn } from "./list-queries";
import { namedJson } from "./named-queries";

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

/** The longest text that a feed carries whole, in bytes. Longer ones are there with their summary. */
export const LONGEST_TEXT_BYTES = 200_000;

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
