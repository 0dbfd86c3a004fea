/** Every SQL statement that writes revisions. Each is one of a batch. */

import { type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../../db/client";
import type { StoredStatus } from "../../db/schema";
import { revisions } from "../../db/schema";
import { titleKey } from "../../text/fold";
import type { Draft, Note, Reference } from "../draft";
import type { LifecycleState } from "../lifecycle-state";
import type { Particulars } from "../revision";
import type { Act } from "./write-queries";

export interface Hashes {
  readonly content: string;
  readonly chain: string;
}

/** What a revision keeps beside its draft. */
export interface Kept extends Hashes {
  readonly status: StoredStatus;
  readonly particulars: Particulars;
}

/** Referee: (article, number): whoever inserts revision n + 1 has revised revision n. */
export function insertRevision(
  db: Db,
  articleId: SQL | number,
  number: number,
  draft: Draft,
  made: Kept,
  act: Pick<Act, "at" | "tokenId"> & { readonly reason: string },
): Statement {
  return db.insert(revisions).values({
    articleId: sql`${articleId}`,
    number,
    ...act,
    status: made.status,
    title: draft.title,
    bodyFormat: draft.bodyFormat,
    body: draft.body,
    contentHash: made.content,
    chainHash: made.chain,
    sourceHash: draft.sourceHash,
    warnings: JSON.stringify(draft.warnings),
    seeAlso: storedReferences(draft.seeAlso),
    correction: draft.correction,
    particulars: JSON.stringify(made.particulars),
  });
}

/** What a copy of a revision has of its own. */
export interface Copied {
  readonly standing: LifecycleState;
  readonly slug: string;
  readonly chain: string;
  readonly warnings: readonly Note[];
}

/** The same text under another status, as a revision of its own. Referee: (article, number). */
export function copyRevision(
  db: Db,
  id: number,
  number: number,
  { standing, slug, chain, warnings }: Copied,
  act: Act,
): Statement {
  return db.insert(revisions).select(
    sql`SELECT article_id, ${number}, ${act.at}, ${act.tokenId}, ${act.reason}, ${standing.status}, title, body_format, body,
      content_hash, ${chain}, source_hash, ${JSON.stringify(warnings)}, see_also, NULL,
      json_set(particulars, '$.slug', ${slug}, '$.publishAt', ${standing.publishAt}, '$.unpublishAt', ${standing.unpublishAt},
        '$.publishedOn', ${standing.publishedOn}, '$.publishedTime', ${standing.publishedTime}) FROM revisions
      WHERE article_id = ${id} AND number = ${number - 1}`,
  );
}

/** References as they lie in their revision. */
export function storedReferences(references: readonly Reference[]): string {
  return JSON.stringify(
    references.map(({ title, excerpt, articleId }) => ({
      title,
      titleKey: titleKey(title),
      excerpt,
      articleId: articleId ?? null,
    })),
  );
}
