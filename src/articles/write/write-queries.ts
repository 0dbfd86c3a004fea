/** Every SQL statement that writes articles. Each is one of a batch; which unique key referees it stands beside it. */

import { eq, type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "../../db/client";
import type { RestoredStatus } from "../../db/schema";
import { articles, idempotencyKeys, slugs } from "../../db/schema";
import { thisEdition } from "../../db/sql";
import { excerpt } from "../../text/excerpt";
import { titleKey } from "../../text/fold";
import type { Lang } from "../../text/languages";
import { addressOf, type Draft, type PlacedDraft } from "../draft";
import { plainFieldsOf } from "../fields";
import type { LifecycleState } from "../lifecycle-state";
import { authorsJson, tagsJson } from "../listing-queries";
import type { IdempotencyClaim } from "../writing";

/** Who does it, when, and why. */
export interface Act {
  /** epoch ms */
  readonly at: number;
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly reason:
    | ("created" | "revised" | "published" | "retracted" | "recalled" | "restored")
    | ReasonOfLife;
}

/** Asked for review and taken back; thrown away and taken out again; given another end, and come to it. */
type ReasonOfLife = "review-asked" | "review-ended" | "trashed" | "untrashed" | "end-set" | "ended";

/** What neither a draft nor its standing says of a new article. */
type NewArticle = Pick<typeof articles.$inferInsert, "groupId" | "revision" | "createdAt" | "revisedAt"> &
  Partial<typeof articles.$inferInsert>;

/** A new article. Referees: the id, where one is given; (group, lang), and of one with a source id (lang, source). */
export function insertArticle(
  db: Db,
  draft: PlacedDraft,
  standing: LifecycleState,
  others: NewArticle,
): Statement {
  return db.insert(articles).values({
    lang: draft.lang,
    slug: draft.slug,
    sourceId: draft.sourceId ?? null,
    ...written(draft),
    ...placed(standing),
    ...others,
  });
}

/** The columns of a standing. */
const placed = ({ status, publishAt, unpublishAt, publishedOn, publishedTime }: LifecycleState) => ({
  status,
  publishAt,
  unpublishAt,
  publishedOn,
  publishedTime,
});

/** The columns of what a draft says; where its standing says otherwise, that counts. */
const written = (draft: PlacedDraft) => ({
  ...plainFieldsOf(draft),
  title: draft.title,
  titleKey: titleKey(draft.title),
  lead: listedLead(draft.lead),
  sectionId: draft.sectionId,
  tags: tagsJson(draft),
  authors: authorsJson(draft),
});

/**
 * What stands now, after a revision. The new revision's row is the referee; of a new group, (group, lang).
 * @param groupId null where it stays: a link makes no revision, and what was linked meanwhile stays linked.
 */
export function updateArticle(
  db: Db,
  id: number,
  revision: number,
  draft: PlacedDraft,
  standing: LifecycleState,
  { groupId, slug, at }: { groupId: number | null; slug: string; at: number },
): Statement {
  return db
    .update(articles)
    .set({
      ...written(draft),
      ...placed(standing),
      ...(groupId === null ? {} : { groupId }),
      slug,
      ...(draft.sourceId == null ? {} : { sourceId: draft.sourceId }),
      revision,
      revisedAt: at,
    })
    .where(eq(articles.id, id));
}

/** What readers are told who come for a retracted article. */
export interface Withdrawal {
  readonly note: string | null;
  /** Whether a law demands it: 451 instead of 410. */
  readonly isWithheld: boolean;
}

/** Another status for the same text. The new revision's row is the referee. */
export function updateStanding(
  db: Db,
  { id, slug }: { id: number; slug: string },
  revision: number,
  standing: LifecycleState,
  at: number,
  withdrawal: Withdrawal,
  restoredStatus: RestoredStatus | null,
): Statement {
  return db
    .update(articles)
    .set({
      ...placed(standing),
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
 * The address when the article gets its first date, a new one or another slug; the old one stays and redirects. One
 * that it had before is taken up again. Referee: (lang, day, key), as ever.
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
    db.insert(slugs).select(
      sql`SELECT ${lang}, ${day}, ${key}, ${slug}, ${article.id} WHERE NOT EXISTS (SELECT 1 FROM slugs
        WHERE lang = ${lang} AND day = ${day} AND key = ${key} AND article_id = ${article.id})`,
    ),
  ];
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
