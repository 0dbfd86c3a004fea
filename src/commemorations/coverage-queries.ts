/** Every SQL statement by which the newsroom's own articles are found. */
import { and, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../db/client";
import { articles } from "../db/schema";
import { LANGS } from "../text/languages";
import type { Coverage } from "./coverage";

/** More articles than this around the days in question are not looked at, the newest first: a title would be missed before the clock is. */
const MOST = 2_000;

/**
 * Articles that readers see or will see, from one instant to another, without those that the clock made by itself.
 * @param from, to  epoch ms, both inclusive: two days around the days in question cover every zone.
 */
export function writtenBetween(db: Db, from: number, to: number): Query<readonly Coverage[]> {
  const { id, groupId, lang, titleKey, publishedOn, observanceId, publishAt, isAutomatic } = articles;
  const statement = db
    .select({ articleId: id, lang, titleKey, publishedOn, observanceId, groupId })
    .from(articles)
    .where(
      and(
        inArray(lang, LANGS),
        sql`${publishAt} IS NOT NULL`,
        gte(publishAt, from),
        lte(publishAt, to),
        eq(isAutomatic, false),
      ),
    )
    .orderBy(desc(publishAt))
    .limit(MOST);
  return asQuery(statement, rows => rows.map(row => ({ ...row, publishedOn: row.publishedOn ?? "" })));
}
