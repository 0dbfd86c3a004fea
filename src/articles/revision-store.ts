/** Every SQL statement that writes revisions. Each is one of a batch. */
import { type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../db/client";
import { revisions } from "../db/schema";
import { titleKey } from "../text/fold";
import type { StoredStatus } from "./article";
import type { Draft, Note, Reference } from "./draft";
import type { Act } from "./write-store";

export interface Hashes {
  readonly content: string;
  readonly chain: string;
}

/** Referee: (article, number): whoever inserts revision n + 1 has revised revision n. */
export function insertRevision(
  db: Db,
  articleId: SQL | number,
  number: number,
  draft: Draft,
  status: StoredStatus,
  hashes: Hashes,
  act: Act,
): Statement {
  return db.insert(revisions).values({
    articleId: sql`${articleId}`,
    number,
    ...act,
    status,
    title: draft.title,
    bodyFormat: draft.bodyFormat,
    body: draft.body,
    contentHash: hashes.content,
    chainHash: hashes.chain,
    sourceHash: draft.sourceHash,
    warnings: JSON.stringify(draft.warnings),
    seeAlso: JSON.stringify(draft.seeAlso.map(kept)),
    correction: draft.correction,
  });
}

/** The same text under another status, as a revision of its own. Referee: (article, number). */
export function copyRevision(
  db: Db,
  id: number,
  number: number,
  { status, chain, warnings }: { status: StoredStatus; chain: string; warnings: readonly Note[] },
  act: Act,
): Statement {
  return db.insert(revisions).select(
    sql`SELECT article_id, ${number}, ${act.at}, ${act.tokenId}, ${act.reason}, ${status}, title, body_format, body,
      content_hash, ${chain}, source_hash, ${JSON.stringify(warnings)}, see_also, NULL FROM revisions
      WHERE article_id = ${id} AND number = ${number - 1}`,
  );
}

/** A reference as it lies in its revision. */
const kept = ({ title, excerpt, articleId }: Reference) => ({
  title,
  titleKey: titleKey(title),
  excerpt,
  articleId: articleId ?? null,
});
