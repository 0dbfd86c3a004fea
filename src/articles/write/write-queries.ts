/**
 * The SQL that writes articles, their revisions, their addresses and the keys of requests. Each statement is one of a
 * batch; the unique key that referees it is named above it.
 */
import { eq, type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../../db/client";
import {
  articles,
  idempotencyKeys,
  type RestoredStatus,
  revisions,
  type StoredStatus,
  slugs,
} from "../../db/schema";
import { insertSelect, thisEdition } from "../../db/sql";
import { excerpt } from "../../text/excerpt";
import { titleKey } from "../../text/fold";
import type { Lang } from "../../text/languages";

import { addressOf, type Draft, type Note, type PlacedDraft, type Reference } from "../draft";
import { plainFieldsOf } from "../fields";
import type { LifecycleState } from "../lifecycle-state";
import { authorsJson, tagsJson } from "../listing-queries";
import type { Particulars } from "../revision";
import type { IdempotencyClaim } from "./request";

/** Who does it, when, and why. */
export interface Act {
  /** epoch ms */
  readonly at: number;
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly reason:
    | ("created" | "revised" | "restored" | "published" | "retracted" | "recalled" | "end-set" | "ended")
    | ("review-asked" | "review-ended" | "trashed" | "untrashed");
}

/** What neither a draft nor its state says of a new article. */
type NewArticle = Pick<typeof articles.$inferInsert, "groupId" | "revision" | "createdAt" | "revisedAt"> &
  Partial<typeof articles.$inferInsert>;

/** A new article. Referees: the id, where one is given; (group, lang), and of one with a source id (lang, source). */
export function insertArticle(
  db: Db,
  draft: PlacedDraft,
  state: LifecycleState,
  others: NewArticle,
): Statement {
  return db.insert(articles).values({
    lang: draft.lang,
    slug: draft.slug,
    sourceId: draft.sourceId ?? null,
    ...draftColumns(draft),
    ...stateColumns(state),
    ...others,
  });
}

/** The columns of its state. */
const stateColumns = ({ status, publishAt, unpublishAt, publishedOn, publishedTime }: LifecycleState) => ({
  status,
  publishAt,
  unpublishAt,
  publishedOn,
  publishedTime,
});

/** The columns of what a draft says; its state counts where it says otherwise. */
const draftColumns = (draft: PlacedDraft) => ({
  ...plainFieldsOf(draft),
  title: draft.title,
  titleKey: titleKey(draft.title),
  lead: listedLead(draft.lead),
  sectionId: draft.sectionId,
  tags: tagsJson(draft),
  authors: authorsJson(draft),
});

/**
 * An article after a revision. Referee: the new revision's row; of a new group, (group, lang).
 * @param groupId null to leave it: linking makes no revision, so that a link made meanwhile stays.
 */
export function updateArticle(
  db: Db,
  id: number,
  revision: number,
  draft: PlacedDraft,
  state: LifecycleState,
  { groupId, slug, at }: { groupId: number | null; slug: string; at: number },
): Statement {
  return db
    .update(articles)
    .set({
      ...draftColumns(draft),
      ...stateColumns(state),
      ...(groupId === null ? {} : { groupId }),
      slug,
      ...(draft.sourceId == null ? {} : { sourceId: draft.sourceId }),
      revision,
      revisedAt: at,
    })
    .where(eq(articles.id, id));
}

/** What readers of a retracted article get. */
export interface Withdrawal {
  readonly note: string | null;
  /** Whether a law demands it: 451 instead of 410. */
  readonly isWithheld: boolean;
}

/** Another state for the same text. Referee: the new revision's row. */
export function updateState(
  db: Db,
  { id, slug }: { id: number; slug: string },
  revision: number,
  state: LifecycleState,
  at: number,
  withdrawal: Withdrawal,
  restoredStatus: RestoredStatus | null,
): Statement {
  return db
    .update(articles)
    .set({
      ...stateColumns(state),
      slug,
      revision,
      revisedAt: at,
      retractionNote: withdrawal.note,
      isWithheld: withdrawal.isWithheld,
      restoredStatus,
    })
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

/**
 * The address of an article with its first date, a new one or another slug; the old address stays and redirects. An
 * address that it had before is used again. Referee: (lang, day, key).
 */
export function insertNewAddress(
  db: Db,
  article: { id: number; lang: Lang; slug: string; publishedOn: string | null },
  { publishedOn }: LifecycleState,
  slug: string,
): Statement[] {
  if (publishedOn === article.publishedOn && slug === article.slug) return [];
  const { lang, day, key } = addressOf({ lang: article.lang, slug, publishedOn });
  return [
    insertSelect(db, slugs, {
      values: { lang, day, key, slug, articleId: article.id },
      from: sql`WHERE NOT EXISTS (SELECT 1 FROM slugs
        WHERE lang = ${lang} AND day = ${day} AND key = ${key} AND article_id = ${article.id})`,
    }),
  ];
}

/** What a revision stores beside its draft. */
export interface RevisionDetails {
  /** Its content hash. */
  readonly content: string;
  /** Its chain hash. */
  readonly chain: string;
  readonly status: StoredStatus;
  readonly particulars: Particulars;
}

/** Referee: (article, number): whoever inserts revision n + 1 has revised revision n. */
export function insertRevision(
  db: Db,
  articleId: SQL | number,
  number: number,
  draft: Draft,
  details: RevisionDetails,
  act: Pick<Act, "at" | "tokenId"> & { readonly reason: string },
): Statement {
  return db.insert(revisions).values({
    articleId: sql`${articleId}`,
    number,
    ...act,
    status: details.status,
    title: draft.title,
    bodyFormat: draft.bodyFormat,
    body: draft.body,
    contentHash: details.content,
    chainHash: details.chain,
    sourceHash: draft.sourceHash,
    warnings: JSON.stringify(draft.warnings),
    seeAlso: storedReferences(draft.seeAlso),
    correction: draft.correction,
    particulars: JSON.stringify(details.particulars),
  });
}

/** What differs in a copy of a revision. */
export interface CopiedRevision {
  readonly state: LifecycleState;
  readonly slug: string;
  readonly chain: string;
  readonly warnings: readonly Note[];
}

/** The same text in another state, as a revision of its own. Referee: (article, number). */
export function copyRevision(
  db: Db,
  id: number,
  number: number,
  { state, slug, chain, warnings }: CopiedRevision,
  act: Act,
): Statement {
  return insertSelect(db, revisions, {
    values: {
      articleId: id,
      number,
      ...act,
      status: state.status,
      title: sql`title`,
      bodyFormat: sql`body_format`,
      body: sql`body`,
      contentHash: sql`content_hash`,
      chainHash: chain,
      sourceHash: sql`source_hash`,
      warnings: JSON.stringify(warnings),
      seeAlso: sql`see_also`,
      particulars: sql`json_set(particulars, '$.slug', ${slug}, '$.publishAt', ${state.publishAt},
        '$.unpublishAt', ${state.unpublishAt}, '$.publishedOn', ${state.publishedOn},
        '$.publishedTime', ${state.publishedTime})`,
    },
    from: sql`FROM revisions WHERE article_id = ${id} AND number = ${number - 1}`,
  });
}

/** References as their revision stores them. */
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

/** Referee: the key's hash. */
export function claimKey(db: Db, claim: IdempotencyClaim, articleId: SQL | number, at: number): Statement {
  return db
    .insert(idempotencyKeys)
    .values({ ...claim, articleId: sql`${articleId}`, edition: thisEdition, createdAt: at });
}

/** Lists read the lead of each article that they show, so it is cut. */
function listedLead(lead: string): string {
  return excerpt(lead.slice(0, 4 * LISTED_LETTERS), LISTED_LETTERS);
}

const LISTED_LETTERS = 500;
