/** Every SQL statement of the archive of articles. */
import { and, eq, sql } from "drizzle-orm";
import type { PlacedDraft } from "../../articles/draft";
import { authorsJson, tagsJson } from "../../articles/listing-queries";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { articles, observances, occurrences, revisions, sections } from "../../db/schema";
import { excerpt } from "../../text/excerpt";
import { titleKey } from "../../text/fold";
import type { Archived } from "./archived";
import { archivedOf } from "./archived-row";

const occurrencesJson = sql<string>`(SELECT json_group_array(json_object('observance', b.key, 'local_date', o.local_date,
    'lang', o.lang, 'outcome', o.outcome, 'claimed_at', o.claimed_at, 'provenance', json(o.provenance), 'offer', json(o.offer)))
  FROM (SELECT * FROM ${occurrences} WHERE article_id = ${articles.id} ORDER BY observance_id, local_date, lang) o
  JOIN ${observances} b ON b.id = o.observance_id)`;

const correctionsJson = sql<string>`(SELECT json_group_array(json_object('at', c.at, 'note', c.correction))
  FROM (SELECT at, correction FROM ${revisions} WHERE article_id = ${articles.id} AND correction IS NOT NULL ORDER BY number) c)`;

/** Of the current revision, what has no column in `articles`. Its status by another name: a batch's rows are objects. */
const currentRevision = {
  number: revisions.number,
  reason: revisions.reason,
  statusThen: sql<string>`${revisions.status}`.as("status_then"),
  correction: revisions.correction,
  contentHash: revisions.contentHash,
  chainHash: revisions.chainHash,
  sourceHash: revisions.sourceHash,
  tokenId: revisions.tokenId,
  particulars: revisions.particulars,
};

/** An article as the archive carries it; null if there is none. @param now epoch ms: what is due by it is published. */
export function archivedById(db: Db, id: number, now: number): Query<Archived | null> {
  const statement = db
    .select({
      article: articles,
      body: revisions.body,
      bodyFormat: revisions.bodyFormat,
      seeAlso: revisions.seeAlso,
      warnings: revisions.warnings,
      ...currentRevision,
      section: sql<string | null>`(SELECT slug FROM ${sections} WHERE id = ${articles.sectionId})`.as(
        "section_slug",
      ),
      observance: sql<string | null>`(SELECT key FROM ${observances} WHERE id = ${articles.observanceId})`.as(
        "observance",
      ),
      corrections: correctionsJson.as("corrections"),
      occurrences: occurrencesJson.as("claims"),
    })
    .from(articles)
    .innerJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(eq(articles.id, id));
  return asQuery(statement, ([found]) => (found === undefined ? null : archivedOf(found, now)));
}

const LISTED_LETTERS = 500;

/** Referees: the id; (group, lang); (lang, source). */
export function insertArchived(
  db: Db,
  id: number,
  archived: Archived,
  draft: PlacedDraft,
  revision: number,
): Statement {
  return db.insert(articles).values({
    id,
    groupId: archived.group,
    lang: draft.lang,
    status: archived.status,
    restoredStatus: archived.restored_status,
    publishAt: draft.publishAt,
    unpublishAt: draft.unpublishAt,
    publishedOn: draft.publishedOn,
    publishedTime: draft.publishedTime,
    slug: draft.slug,
    title: draft.title,
    titleKey: titleKey(draft.title),
    lead: excerpt(draft.lead.slice(0, 4 * LISTED_LETTERS), LISTED_LETTERS),
    sectionId: draft.sectionId,
    tags: tagsJson(draft),
    authors: authorsJson(draft),
    observanceId: sql`(SELECT id FROM observances WHERE key = ${archived.observance})`,
    isAutomatic: archived.is_automatic,
    revision,
    createdAt: Date.parse(archived.created_at),
    revisedAt: Date.parse(archived.revised_at),
    retractionNote: archived.retraction?.note ?? null,
    isWithheld: archived.retraction?.legal ?? false,
    sourceId: archived.source_id,
  });
}

/** Referee: (observance, local date, language). */
export function insertOccurrences(db: Db, id: number, archived: Archived): Statement[] {
  return archived.occurrences.map(one =>
    db.insert(occurrences).values({
      observanceId: sql`(SELECT id FROM observances WHERE key = ${one.observance})`,
      localDate: one.local_date,
      lang: one.lang,
      outcome: one.outcome,
      articleId: id,
      claimedAt: Date.parse(one.claimed_at),
      provenance: JSON.stringify(one.provenance),
      offer: one.offer && JSON.stringify(one.offer),
    }),
  );
}

/** The observances of some keys: key to id. */
export function observancesOf(db: Db, keys: readonly string[]): Query<ReadonlyMap<string, number>> {
  const statement = db
    .select({ key: observances.key, id: observances.id })
    .from(observances)
    .where(sql`${observances.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`);
  return asQuery(statement, rows => new Map(rows.map(({ key, id }) => [key, id])));
}
