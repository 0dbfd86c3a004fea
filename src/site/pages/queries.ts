/** Every SQL statement about standing pages. */
import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { standingPages } from "../../db/schema";
import { formerlyAt, formerlyOf, settingsJson } from "../../settings/queries";
import { readSettings, type Settings } from "../../settings/settings";
import { LANGS, type Lang } from "../../text/languages";
import type { NewStandingPage, StandingPage } from "./standing-page";

const lang = z.enum(LANGS);
const keys = z.array(z.string());
const columns = {
  ...getTableColumns(standingPages),
  formerly: formerlyOf("page", sql`standing_pages.id`).as("formerly"),
};
const readRow = (row: typeof standingPages.$inferSelect & { readonly formerly: string }): StandingPage => ({
  ...row,
  lang: lang.parse(row.lang),
  formerly: keys.parse(JSON.parse(row.formerly)),
});

/** Inside a batch: the id of the page that it has just made at an address. */
export const pageIdAt = ({ lang, key }: Pick<NewStandingPage, "lang" | "key">) =>
  sql<number>`(SELECT id FROM standing_pages WHERE lang = ${lang} AND key = ${key})`;

export function standingPageById(db: Db, id: SQL | number): Query<StandingPage | null> {
  const statement = db.select(columns).from(standingPages).where(sql`${standingPages.id} = ${id}`);
  return asQuery(statement, ([row]) => (row ? readRow(row) : null));
}

/** A page at an address that it has or had, with the settings that showing it needs. */
export function standingPageAt(
  db: Db,
  address: { readonly lang: Lang; readonly key: string },
): Query<{ readonly page: StandingPage; readonly settings: Settings } | null> {
  const statement = db
    .select({ ...columns, settings: settingsJson })
    .from(standingPages)
    .where(
      sql`${standingPages.id} = coalesce(
        (SELECT id FROM standing_pages WHERE lang = ${address.lang} AND key = ${address.key}),
        ${formerlyAt("page", address.lang, address.key)})`,
    );
  return asQuery(statement, ([row]) =>
    row ? { page: readRow(row), settings: readSettings(row.settings) } : null,
  );
}

/** Referees: (lang, key) and (group, lang). */
export function insertStandingPage(db: Db, page: NewStandingPage, groupId: number, at: number): Statement {
  return db.insert(standingPages).values({ ...page, groupId, revisedAt: at });
}

/** Referee: (lang, key). Its language and group stay. */
export function updateStandingPage(
  db: Db,
  id: number,
  page: Omit<NewStandingPage, "lang">,
  at: number,
): Statement {
  const { title, slug, key, body, bodyFormat, position } = page;
  return db
    .update(standingPages)
    .set({ title, slug, key, body, bodyFormat, position, revisedAt: at, revision: sql`revision + 1` })
    .where(eq(standingPages.id, id));
}

/** Fails, and the batch with it, when the page stands at none of these revisions. Referee: the id. */
export function refuseOther(db: Db, id: number, revisions: ReadonlySet<number>): Statement {
  const isOther = sql`revision NOT IN (SELECT value FROM json_each(${JSON.stringify([...revisions])}))`;
  return db
    .insert(standingPages)
    .select(db.select().from(standingPages).where(sql`id = ${id} AND ${isOther}`));
}

export function deleteStandingPage(db: Db, id: number): Statement {
  return db.delete(standingPages).where(eq(standingPages.id, id));
}
