/** Every SQL statement that lists articles. Each reads as many rows as it shows, at any size of the archive. */
import { and, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { type Db, type Question, question } from "../db/client";
import { articles, site } from "../db/schema";
import { readSettings, type Settings } from "../settings/settings";
import { LANGS, type Lang } from "../text/languages";
import type { StoredStatus } from "./article";

/** An article as a list shows it. */
const listed = z.object({
  id: z.int(),
  lang: z.enum(LANGS),
  title: z.string(),
  lead: z.string(),
  slug: z.string(),
  publishedOn: z.string(),
  publishAt: z.int(),
  isAutomatic: z.int().transform(flag => flag === 1),
});
export type Listed = z.infer<typeof listed>;

export interface List {
  readonly settings: Settings;
  readonly articles: readonly Listed[];
  /** Whether there are more after these. */
  readonly hasMore: boolean;
  /** The next instant at which an article appears in this list, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
}

/** The place in a list after which it goes on. */
export interface Cursor {
  readonly publishAt: number;
  readonly id: number;
}

/**
 * A language's published articles, newest first. Reads n + 3 rows for n articles.
 * @param now epoch ms. @param after the last article of the page before; null for the first page.
 */
export function publishedList(
  db: Db,
  lang: Lang,
  now: number,
  limit: number,
  after: Cursor | null,
): Question<List> {
  // A row value is a keyset that the index serves; `a < ? OR (a = ? AND b < ?)` would read the whole list, and so
  // would a second bound beside it. A place ahead of now is none of ours.
  const isPlace = after !== null && after.publishAt <= now;
  const place = isPlace
    ? sql`publish_at IS NOT NULL AND (publish_at, id) < (${after.publishAt}, ${after.id})`
    : sql`publish_at <= ${now}`;
  const statement = db
    .select({
      settings: site.settings,
      articles: sql<string>`(SELECT json_group_array(json_object('id', id, 'lang', lang, 'title', title, 'lead', lead, 'slug', slug,
          'publishedOn', published_on, 'publishAt', publish_at, 'isAutomatic', observance_id IS NOT NULL))
        FROM (SELECT * FROM articles WHERE lang = ${lang} AND ${place} ORDER BY publish_at DESC, id DESC LIMIT ${limit + 1}))`,
      nextChangeAt: sql<
        number | null
      >`(SELECT min(publish_at) FROM articles WHERE lang = ${lang} AND publish_at > ${now})`,
    })
    .from(site)
    .where(eq(site.id, 1));
  return question(statement, ([row]) => {
    const found = z.array(listed).parse(JSON.parse(row?.articles ?? "[]"));
    return {
      settings: readSettings(row?.settings ?? "{}"),
      articles: found.slice(0, limit),
      hasMore: found.length > limit,
      nextChangeAt: row?.nextChangeAt ?? null,
    };
  });
}

/** An article as an editor's list shows it. */
export interface Kept {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  readonly status: StoredStatus;
  readonly publishAt: number | null;
  readonly publishedOn: string | null;
  readonly revision: number;
}

const keptColumns = {
  id: articles.id,
  lang: articles.lang,
  title: articles.title,
  status: articles.status,
  publishAt: articles.publishAt,
  publishedOn: articles.publishedOn,
  revision: articles.revision,
};

/** What editors see and readers do not: drafts, scheduled and retracted articles, newest first. @param beforeId the last id of the page before. */
export function unpublishedList(
  db: Db,
  status: Exclude<StoredStatus, "published">,
  now: number,
  limit: number,
  beforeId: number | null,
): Question<readonly Kept[]> {
  const conditions: SQL[] =
    status === "scheduled"
      ? [inArray(articles.lang, LANGS), gt(articles.publishAt, now)]
      : [eq(articles.status, status), sql`${articles.publishAt} IS NULL`];
  if (beforeId !== null) conditions.push(lt(articles.id, beforeId));
  const statement = db
    .select(keptColumns)
    .from(articles)
    .where(and(...conditions))
    .orderBy(desc(articles.id))
    .limit(limit);
  return question(statement, rows => rows.map(row => ({ ...row, lang: z.enum(LANGS).parse(row.lang) })));
}
