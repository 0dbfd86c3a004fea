/** Every SQL statement about occurrences: what the clock has already done. */
import { and, desc, eq, gte, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { articles, observances, occurrences } from "../db/schema";
import { isLang, type Lang } from "../text/languages";
import { type Claims, claimsFrom, claimsOf } from "./claims";
import type { Provenance } from "./provenance";
import type { Said } from "./said";

/** What would have been said where an editor's article stands instead. */
type Offer = Pick<Said, "title" | "lead" | "bodyFormat" | "body">;

export interface Claim {
  readonly observanceId: number;
  readonly localDate: string;
  readonly lang: Lang;
  /** `held`: an editor's own article stands for it. */
  readonly outcome: "published" | "drafted" | "missed" | "held";
  readonly provenance: Provenance;
  /** What would have been said, where an editor's article stands instead. */
  readonly offer: Offer | null;
}

/** Referee: (observance, local date, language): whoever claims first has published. To stand in the publishing batch. */
export function claimOccurrence(db: Db, claim: Claim, articleId: SQL | number, at: number): Statement {
  const { provenance, offer, ...key } = claim;
  return db.insert(occurrences).values({
    ...key,
    articleId: sql`${articleId}`,
    claimedAt: at,
    provenance: JSON.stringify(provenance),
    offer: offer && JSON.stringify(offerShape.parse(offer)),
  });
}

/** What was claimed for whatever falls since a local date. Reads a row for each of that year, whatever the size of the past. */
export function claimedSince(db: Db, localDate: string): Query<Claims> {
  const { observanceId, lang } = occurrences;
  const statement = db
    .select({ observanceId, localDate: occurrences.localDate, lang })
    .from(occurrences)
    .where(gte(occurrences.localDate, claimsFrom(localDate)));
  return asQuery(statement, claimsOf);
}

/** One occurrence that was claimed, as editors see it. */
export interface Occurred {
  readonly localDate: string;
  readonly lang: Lang;
  readonly outcome: Claim["outcome"];
  readonly articleId: number;
  /** epoch ms */
  readonly claimedAt: number;
  readonly provenance: unknown;
  readonly offer: Offer | null;
  readonly articleTitle: string;
  readonly articleStatus: string;
}

const offerShape = z
  .object({ title: z.string(), lead: z.string(), bodyFormat: z.enum(["text", "html"]), body: z.string() })
  .nullable();

/** An observance's occurrences, newest first. */
export function occurrencesOf(db: Db, observanceId: number, limit: number): Query<readonly Occurred[]> {
  const statement = db
    .select({
      localDate: occurrences.localDate,
      lang: occurrences.lang,
      outcome: occurrences.outcome,
      articleId: occurrences.articleId,
      claimedAt: occurrences.claimedAt,
      provenance: occurrences.provenance,
      offer: occurrences.offer,
      articleTitle: sql<string>`${articles.title}`.as("article_title"),
      articleStatus: sql<string>`${articles.status}`.as("article_status"),
    })
    .from(occurrences)
    .innerJoin(articles, eq(articles.id, occurrences.articleId))
    .where(eq(occurrences.observanceId, observanceId))
    .orderBy(desc(occurrences.localDate), occurrences.lang)
    .limit(limit);
  return asQuery(statement, rows =>
    rows.flatMap(({ lang, provenance, offer, ...row }) => {
      if (!isLang(lang)) return [];
      const read = {
        provenance: JSON.parse(provenance),
        offer: offerShape.parse(JSON.parse(offer ?? "null")),
      };
      return [{ ...row, lang, ...read }];
    }),
  );
}

/** A draft that the clock has made and nobody has published yet. */
export interface OpenDraft {
  readonly key: string;
  readonly localDate: string;
  readonly lang: string;
  readonly outcome: string;
  readonly articleId: number;
}

/** @param localDate of the earliest day whose draft is still asked for. */
export function openDrafts(db: Db, localDate: string): Query<readonly OpenDraft[]> {
  const statement = db
    .select({
      key: observances.key,
      localDate: occurrences.localDate,
      lang: occurrences.lang,
      outcome: occurrences.outcome,
      articleId: occurrences.articleId,
    })
    .from(occurrences)
    .innerJoin(articles, eq(articles.id, occurrences.articleId))
    .innerJoin(observances, eq(observances.id, occurrences.observanceId))
    .where(and(gte(occurrences.localDate, localDate), eq(articles.status, "draft")))
    .orderBy(occurrences.localDate);
  return asQuery(statement, rows => rows);
}

/** Where an article is that an editor links to an occurrence. */
export function articleToLink(
  db: Db,
  articleId: number,
): Query<{ readonly lang: string; readonly status: string } | null> {
  const statement = db
    .select({ lang: articles.lang, status: articles.status })
    .from(articles)
    .where(eq(articles.id, articleId));
  return asQuery(statement, ([row]) => row ?? null);
}

/** The article of a translation group in a language, whatever became of it; null for none. */
export function articleOfGroup(db: Db, groupId: number, lang: Lang): Query<number | null> {
  const statement = db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.groupId, groupId), eq(articles.lang, lang)));
  return asQuery(statement, ([row]) => row?.id ?? null);
}
