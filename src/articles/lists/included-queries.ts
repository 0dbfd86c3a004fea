/** The SQL of a language's list with what programs ask for beside each summary. */
import { type SQL, sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../../db/client";
import { site } from "../../db/schema";
import { isVisible, nextAppearance } from "../../db/visible";
import type { Lang } from "../../text/languages";
import { type IncludedCard, includedCardShape } from "../card-queries";
import type { Included } from "../summary-json";
import { type Cursor, pageOf, placeAt } from "./cursor";
import { cardsOf } from "./list-queries";

/** The longest text that a list carries, in bytes: as many as a page has must fit into a Worker's memory. */
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

/** Tags and byline stand in the card. */
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
