/** Every SQL statement that writes articles. Each is one of a batch; which unique key referees it stands beside it. */
import { eq, type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../db/client";
import { articles, audit, idempotencyKeys, revisions, seeAlso, slugs } from "../db/schema";
import { thisEdition } from "../editions/store";
import { excerpt } from "../text/excerpt";
import { titleKey } from "../text/fold";
import type { Lang } from "../text/languages";
import type { StoredStatus } from "./article";
import { addressOf, type Draft, type Note } from "./draft";
import type { Standing } from "./release";
import { tagsJson } from "./tags-store";
import type { IdempotencyClaim, Saving } from "./writing";

/** Who does it, when, and why. */
export interface Act {
  /** epoch ms */
  readonly at: number;
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly reason: "created" | "revised" | "published" | "retracted" | "recalled";
}

export interface Hashes {
  readonly content: string;
  readonly chain: string;
}

/** A new article. Referee: (group, lang). */
export function insertArticle(
  db: Db,
  draft: Draft,
  standing: Standing,
  made: { groupId: number; at: number; commemorates: Saving["commemorates"] | null },
): Statement {
  return db.insert(articles).values({
    ...placed(standing),
    groupId: made.groupId,
    lang: draft.lang,
    slug: draft.slug,
    title: draft.title,
    titleKey: titleKey(draft.title),
    lead: listedLead(draft.lead),
    tags: tagsJson(draft),
    observanceId: made.commemorates?.observanceId ?? null,
    isAutomatic: made.commemorates?.isAutomatic ?? false,
    revision: 1,
    createdAt: made.at,
    revisedAt: made.at,
  });
}

/** The columns of a standing. */
const placed = ({ status, publishAt, publishedOn, publishedTime }: Standing) => ({
  status,
  publishAt,
  publishedOn,
  publishedTime,
});

/** What stands now, after a revision. The new revision's row is the referee; of a new group, (group, lang). */
export function updateArticle(
  db: Db,
  id: number,
  revision: number,
  draft: Draft,
  standing: Standing,
  { groupId, at }: { groupId: number; at: number },
): Statement {
  return db
    .update(articles)
    .set({
      ...placed(standing),
      groupId,
      title: draft.title,
      titleKey: titleKey(draft.title),
      lead: listedLead(draft.lead),
      tags: tagsJson(draft),
      revision,
      revisedAt: at,
    })
    .where(eq(articles.id, id));
}

/** Another status for the same text. The new revision's row is the referee. */
export function updateStanding(
  db: Db,
  { id, slug }: { id: number; slug: string },
  revision: number,
  standing: Standing,
  at: number,
  retractionNote: string | null,
): Statement {
  return db
    .update(articles)
    .set({ ...placed(standing), slug, revision, revisedAt: at, retractionNote })
    .where(eq(articles.id, id));
}

/** Referee: (lang, day, key): whoever inserts first has the address. */
export function insertSlug(
  db: Db,
  draft: Pick<Draft, "lang" | "slug" | "publishedOn">,
  articleId: SQL | number,
): Statement {
  return db.insert(slugs).values({ ...addressOf(draft), slug: draft.slug, articleId: sql`${articleId}` });
}

/** The address on another day, when an article gets its first date or a new one; the old one stays and redirects. */
export function insertNewDay(
  db: Db,
  article: { id: number; lang: Lang; slug: string; publishedOn: string | null },
  standing: Standing,
): Statement[] {
  if (standing.publishedOn === null || standing.publishedOn === article.publishedOn) return [];
  return [insertSlug(db, { ...article, publishedOn: standing.publishedOn }, article.id)];
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
  });
}

/** The same text under another status, as a revision of its own. Referee: (article, number). */
export function copyRevision(
  db: Db,
  id: number,
  number: number,
  { status, chain, warnings }: { status: StoredStatus; chain: string; warnings: readonly Note[] },
  act: Act,
): Statement[] {
  return [
    db.insert(revisions).select(
      sql`SELECT article_id, ${number}, ${act.at}, ${act.tokenId}, ${act.reason}, ${status}, title, body_format, body,
        content_hash, ${chain}, source_hash, ${JSON.stringify(warnings)} FROM revisions WHERE article_id = ${id} AND number = ${number - 1}`,
    ),
    db.insert(seeAlso).select(
      sql`SELECT article_id, ${number}, position, title, title_key, excerpt FROM see_also
        WHERE article_id = ${id} AND revision = ${number - 1}`,
    ),
  ];
}

export function insertSeeAlso(db: Db, articleId: SQL | number, revision: number, draft: Draft): Statement[] {
  if (draft.seeAlso.length === 0) return [];
  const rows = draft.seeAlso.map(reference => ({ ...reference, titleKey: titleKey(reference.title) }));
  return [
    db
      .insert(seeAlso)
      .select(
        sql`SELECT ${articleId}, ${revision}, key, value->>'title', value->>'titleKey', value->>'excerpt' FROM json_each(${JSON.stringify(rows)})`,
      ),
  ];
}

export function recordAct(db: Db, action: string, subject: SQL | number, act: Act): Statement {
  return db.insert(audit).values({
    at: act.at,
    tokenId: act.tokenId,
    action,
    subject: sql`CAST(${subject} AS TEXT)`,
    edition: thisEdition,
  });
}

/** Referee: the key's hash. */
export function claimKey(db: Db, claim: IdempotencyClaim, articleId: SQL | number, at: number): Statement {
  return db
    .insert(idempotencyKeys)
    .values({ ...claim, articleId: sql`${articleId}`, edition: thisEdition, createdAt: at });
}

/** Lists read the lead of each article they show: one that goes on for pages must not weigh them down. */
function listedLead(lead: string): string {
  return excerpt(lead.slice(0, 4 * LISTED_LETTERS), LISTED_LETTERS);
}

const LISTED_LETTERS = 500;
