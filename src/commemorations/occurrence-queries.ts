/** Every SQL statement about rows of occurrences: what the clock and editors have already done. */
import { and, desc, eq, gte, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { articles, observances, occurrences } from "../db/schema";
import type { Lang } from "../text/languages";
import { type Claims, claimsFrom, claimsOf, type OccurrenceKey } from "./claims";
import type { Provenance } from "./occurrence";

type OccurrenceRow = typeof occurrences.$inferSelect;

/** What would have been published where an editor's article takes its place. */
const offerSchema = z
  .object({ title: z.string(), lead: z.string(), bodyFormat: z.enum(["text", "html"]), body: z.string() })
  .nullable();
type Offer = z.infer<typeof offerSchema>;

export interface Claim extends OccurrenceKey {
  readonly lang: Lang;
  readonly outcome: OccurrenceRow["outcome"];
  readonly provenance: Provenance;
  readonly offer: Offer;
}

/** Referee: (observance, local date, language): who claims first publishes. Part of the batch that publishes. */
export function claimOccurrence(db: Db, claim: Claim, articleId: SQL | number, at: number): Statement {
  const { provenance, offer, ...key } = claim;
  return db.insert(occurrences).values({
    ...key,
    articleId: sql`${articleId}`,
    claimedAt: at,
    provenance: JSON.stringify(provenance),
    offer: offer && JSON.stringify(offerSchema.parse(offer)),
  });
}

/** What was claimed of the occurrences since a local date. Reads a row for each of about a year, however old the site. */
export function claimedSince(db: Db, localDate: string): Query<Claims> {
  const { observanceId, lang } = occurrences;
  const statement = db
    .select({ observanceId, localDate: occurrences.localDate, lang })
    .from(occurrences)
    .where(gte(occurrences.localDate, claimsFrom(localDate)));
  return asQuery(statement, claimsOf);
}

/** A claimed occurrence with its article, as editors see it. */
export interface ClaimedOccurrence
  extends Readonly<Pick<OccurrenceRow, "localDate" | "lang" | "outcome" | "articleId" | "claimedAt">> {
  readonly provenance: Record<string, unknown>;
  readonly offer: Offer;
  readonly articleTitle: string;
  readonly articleStatus: (typeof articles.$inferSelect)["status"];
}

const provenanceSchema = z.record(z.string(), z.unknown());

/** An observance's occurrences, newest first. */
export function occurrencesOf(
  db: Db,
  observanceId: number,
  limit: number,
): Query<readonly ClaimedOccurrence[]> {
  const { localDate, lang, outcome, articleId, claimedAt, provenance, offer } = occurrences;
  const statement = db
    .select({
      ...{ localDate, lang, outcome, articleId, claimedAt, provenance, offer },
      articleTitle: articles.title,
      articleStatus: articles.status,
    })
    .from(occurrences)
    .innerJoin(articles, eq(articles.id, articleId))
    .where(eq(occurrences.observanceId, observanceId))
    .orderBy(desc(localDate), lang)
    .limit(limit);
  return asQuery(statement, rows =>
    rows.map(row => ({
      ...row,
      provenance: provenanceSchema.parse(JSON.parse(row.provenance)),
      offer: offerSchema.parse(JSON.parse(row.offer ?? "null")),
    })),
  );
}

/** A draft that the clock has made and nobody has published yet. */
export interface OpenDraft
  extends Readonly<Pick<OccurrenceRow, "localDate" | "lang" | "outcome" | "articleId">> {
  /** Of its observance. */
  readonly key: string;
}

/** @param since  local date: drafts of earlier days are not asked for. */
export function openDrafts(db: Db, since: string): Query<readonly OpenDraft[]> {
  const { localDate, lang, outcome, articleId } = occurrences;
  const statement = db
    .select({ key: observances.key, localDate, lang, outcome, articleId })
    .from(occurrences)
    .innerJoin(articles, eq(articles.id, articleId))
    .innerJoin(observances, eq(observances.id, occurrences.observanceId))
    .where(and(gte(localDate, since), eq(articles.status, "draft")))
    .orderBy(localDate);
  return asQuery(statement, rows => rows);
}
