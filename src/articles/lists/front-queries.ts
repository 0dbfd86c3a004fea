/** The SQL of a front page: the newest, today's commemorations, and the newest of each section, in one question. */
import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query } from "../../db/client";
import { site } from "../../db/schema";
import { isVisible, nextAppearance } from "../../db/visible";
import { settingsOfSite } from "../../settings/queries";
import { readSettings, type Settings } from "../../settings/settings";
import { addDays } from "../../text/dates/civil-date";
import { instantOf, localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { type Card, card, readCards } from "../card-queries";

/** How many articles stand on a front page: above its sections, or alone where there are none. */
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
