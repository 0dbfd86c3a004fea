/** Every SQL statement that writes sections. They are read from the site's contents (`settings/contents.ts`). */
import { eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { type Db, type Question, question, type Statement } from "../db/client";
import { sections } from "../db/schema";
import { LANGS, type Lang } from "../text/languages";
import type { NewSection, SectionChange } from "./section";

const lang = z.enum(LANGS);

export interface Section {
  readonly id: number;
  readonly groupId: number;
  readonly lang: Lang;
  readonly slug: string;
  readonly name: string;
}

/** Inside a batch: the id of the section that it has just made. */
export const newestSectionId = sql<number>`(SELECT max(id) FROM sections)`;

/** Referees: (lang, key) and (group, lang). */
export function insertSection(db: Db, section: NewSection, groupId: number): Statement {
  return db.insert(sections).values({ ...section, groupId });
}

export function updateSection(db: Db, id: number, change: SectionChange): Statement {
  return db.update(sections).set(change).where(eq(sections.id, id));
}

export function sectionById(db: Db, id: SQL | number): Question<Section | null> {
  const statement = db.select().from(sections).where(sql`${sections.id} = ${id}`);
  return question(statement, ([row]) => (row ? { ...row, lang: lang.parse(row.lang) } : null));
}
