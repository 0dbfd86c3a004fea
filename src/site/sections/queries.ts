/** Every SQL statement that writes sections. They are read from the site's contents (`settings/contents.ts`). */
import { desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, oldAddresses, sections } from "../../db/schema";
import type { Showing } from "../../http/problem";
import { formerlyOf } from "../../settings/queries";
import { LANGS, type Lang } from "../../text/languages";
import type { NewSection, SectionChange } from "./section";

const lang = z.enum(LANGS);
const keys = z.array(z.string());

export interface Section {
  readonly id: number;
  readonly groupId: number;
  readonly lang: Lang;
  readonly slug: string;
  readonly name: string;
  readonly revision: number;
  /** Keys of the addresses that it had. */
  readonly formerly: readonly string[];
}

/** Inside a batch: the id of the section that it has just made at an address. */
export const sectionIdAt = ({ lang, key }: Pick<NewSection, "lang" | "key">) =>
  sql<number>`(SELECT id FROM sections WHERE lang = ${lang} AND key = ${key})`;

/** No id is given twice: old revisions name sections by it. */
const nextId = sql<number>`(SELECT max(coalesce((SELECT max(id) FROM sections), 0),
  coalesce((SELECT max(target_id) FROM old_addresses WHERE kind = 'section'), 0)) + 1)`;

/** Referees: (lang, key) and (group, lang). */
export function insertSection(db: Db, section: NewSection, groupId: number): Statement {
  return db.insert(sections).values({ id: nextId, ...section, groupId });
}

export function updateSection(
  db: Db,
  id: number,
  change: SectionChange & { readonly key?: string },
): Statement {
  return db
    .update(sections)
    .set({ ...change, revision: sql`revision + 1` })
    .where(eq(sections.id, id));
}

/** Referee: the articles that are filed under it. */
export function deleteSection(db: Db, id: number): Statement[] {
  const removed = { kind: "section", lang: "", key: "", targetId: id } as const;
  return [
    db.delete(sections).where(eq(sections.id, id)),
    db
      .insert(oldAddresses)
      .values(removed)
      .onConflictDoUpdate({
        target: [oldAddresses.kind, oldAddresses.lang, oldAddresses.key],
        set: { targetId: sql`max(target_id, excluded.target_id)` },
      }),
  ];
}

/** Fails, and the batch with it, when the section stands at none of these revisions. Referee: the id. */
export function refuseOther(db: Db, id: number, revisions: ReadonlySet<number>): Statement {
  const isOther = sql`revision NOT IN (SELECT value FROM json_each(${JSON.stringify([...revisions])}))`;
  return db.insert(sections).select(db.select().from(sections).where(sql`id = ${id} AND ${isOther}`));
}

export function sectionById(db: Db, id: SQL | number): Query<Section | null> {
  const formerly = formerlyOf("section", sql`sections.id`).as("formerly");
  const statement = db
    .select({ ...getTableColumns(sections), formerly })
    .from(sections)
    .where(sql`${sections.id} = ${id}`);
  return asQuery(statement, ([row]) =>
    row ? { ...row, lang: lang.parse(row.lang), formerly: keys.parse(JSON.parse(row.formerly)) } : null,
  );
}

/** The newest articles that are filed under it, whatever they are, and how many there are. Reads every article. */
export function articlesIn(
  db: Db,
  id: number,
  limit: number,
): Query<{ readonly articles: readonly Showing[]; readonly count: number }> {
  const statement = db
    .select({ id: articles.id, title: articles.title, count: sql<number>`count(*) OVER ()` })
    .from(articles)
    .where(eq(articles.sectionId, id))
    .orderBy(desc(articles.id))
    .limit(limit);
  return asQuery(statement, rows => ({
    articles: rows.map(row => ({ id: row.id, title: row.title })),
    count: rows[0]?.count ?? 0,
  }));
}
