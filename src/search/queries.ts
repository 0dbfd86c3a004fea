/**
 * Every SQL statement of the index, in its own database. Plain D1, because drizzle knows no FTS5; every value is bound.
 */
import { D1Unavailable, withTimeout } from "../db/client";
import { type Entry, entryOf, type Indexable, positionOf } from "./entry";
import type { Tier } from "./query";

/** How far the index has come. */
export interface Progress {
  readonly epoch: string;
  readonly edition: number;
}

async function run(
  search: D1Database,
  statements: D1PreparedStatement[],
  withinMs: number,
): Promise<D1Result[]> {
  if (statements.length === 0) return [];
  try {
    return await withTimeout(withinMs, search.batch(statements));
  } catch (cause) {
    throw new D1Unavailable("read", { cause });
  }
}

/** @returns null when it has never followed. */
export async function progress(search: D1Database, withinMs: number): Promise<Progress | null> {
  const [result] = await run(
    search,
    [search.prepare("SELECT epoch, edition FROM follower WHERE id = 1")],
    withinMs,
  );
  const [row] = (result?.results ?? []) as unknown as Progress[];
  return row ?? null;
}

/**
 * Puts articles as they are as of their editions, or takes them out; what is older than what is there changes nothing.
 * @param from the edition after which these are all changes, and @param upTo the one up to which.
 */
export async function putEntries(
  search: D1Database,
  articles: readonly Indexable[],
  from: number,
  upTo: Progress,
  withinMs: number,
): Promise<void> {
  const statements = articles.flatMap(article => replaceEntry(search, article));
  await run(search, [...statements, setProgress(search, upTo, from)], withinMs);
}

/** Empties the index. @param from where it stands then. */
export async function clearIndex(search: D1Database, from: Progress, withinMs: number): Promise<void> {
  const statements = [
    "INSERT INTO words (words) VALUES ('delete-all')",
    "DELETE FROM documents",
    "DELETE FROM follower",
  ];
  await run(search, [...statements.map(sql => search.prepare(sql)), setProgress(search, from, 0)], withinMs);
}

/** Scans the index once for each tier, newest first, all in one round trip. @param before a position, exclusive; @param from inclusive. */
export async function scan(
  search: D1Database,
  tiers: readonly Tier[],
  bounds: { readonly from: number; readonly before: number },
  withinMs: number,
): Promise<number[][]> {
  const sql = `SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;
  const statements = tiers.map(tier =>
    search.prepare(sql).bind(tier.match, bounds.from, bounds.before, tier.limit),
  );
  const results = await run(search, statements, withinMs);
  return results.map(result => (result.results as { rowid: number }[]).map(row => row.rowid));
}

/** Words of the index that begin alike. */
export async function wordsLike(
  search: D1Database,
  beginning: string,
  limit: number,
  withinMs: number,
): Promise<string[]> {
  const sql =
    "SELECT DISTINCT term FROM vocabulary WHERE term >= ? AND term < ? AND col IN ('title', 'lead', 'body') LIMIT ?";
  const [result] = await run(
    search,
    [search.prepare(sql).bind(beginning, `${beginning}\u{10ffff}`, limit)],
    withinMs,
  );
  return ((result?.results ?? []) as { term: string }[]).map(row => row.term);
}

function replaceEntry(search: D1Database, article: Indexable): D1PreparedStatement[] {
  const { id, edition, publishAt } = article;
  const position = publishAt === null ? null : positionOf(publishAt, id);
  const takeOut = search
    .prepare(
      "DELETE FROM words WHERE rowid = (SELECT position FROM documents WHERE article_id = ? AND edition < ?)",
    )
    .bind(id, edition);
  const note = search
    .prepare(`INSERT INTO documents (article_id, position, edition) VALUES (?, ?, ?) ON CONFLICT (article_id)
      DO UPDATE SET position = excluded.position, edition = excluded.edition WHERE excluded.edition > documents.edition`)
    .bind(id, position, edition);
  return position === null
    ? [takeOut, note]
    : [takeOut, putIn(search, article, position, entryOf(article)), note];
}

/** For before the note of it: it goes in unless something newer is there. */
function putIn(
  search: D1Database,
  { id, edition }: Indexable,
  position: number,
  entry: Entry,
): D1PreparedStatement {
  return search
    .prepare(`INSERT INTO words (rowid, title, title_stem, lead, lead_stem, body, body_stem, section)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?
      WHERE NOT EXISTS (SELECT 1 FROM documents WHERE article_id = ? AND edition >= ?)`)
    .bind(
      position,
      entry.title,
      entry.titleStem,
      entry.lead,
      entry.leadStem,
      entry.body,
      entry.bodyStem,
      entry.section,
      id,
      edition,
    );
}

/** Moves on only from where it was read: what was emptied meanwhile, or is of another epoch, is not called current. */
function setProgress(search: D1Database, { epoch, edition }: Progress, from: number): D1PreparedStatement {
  return search
    .prepare(`INSERT INTO follower (id, epoch, edition) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET edition = excluded.edition
      WHERE follower.epoch = excluded.epoch AND follower.edition >= ? AND follower.edition < excluded.edition`)
    .bind(epoch, edition, from);
}
