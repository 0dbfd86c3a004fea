/** All SQL of the archive: articles as they are, their earlier revisions, their older addresses. */
import { and, eq, getTableColumns, gt, lt, sql } from "drizzle-orm";
import { storedReferences } from "../../articles/write/write-queries";
import { audit } from "../../db/audit";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import {
  articles,
  observances,
  occurrences,
  revisions,
  type StoredStatus,
  sections,
  slugs,
} from "../../db/schema";
import { insertSelect } from "../../db/sql";
import type { Lang } from "../../text/languages";
import { type ArchivedArticle, archivedArticle } from "./archived-article";
import { type ArchivedRevision, archivedRevision } from "./archived-revision";

const occurrencesJson = sql<string>`(SELECT json_group_array(json_object('observance', b.key, 'local_date', o.local_date,
    'lang', o.lang, 'outcome', o.outcome, 'claimed_at', o.claimed_at, 'provenance', json(o.provenance), 'offer', json(o.offer)))
  FROM (SELECT * FROM ${occurrences} WHERE article_id = ${articles.id} ORDER BY observance_id, local_date, lang) o
  JOIN ${observances} b ON b.id = o.observance_id)`;

const correctionsJson = sql<string>`(SELECT json_group_array(json_object('at', c.at, 'note', c.correction))
  FROM (SELECT at, correction FROM ${revisions} WHERE article_id = ${articles.id} AND correction IS NOT NULL ORDER BY number) c)`;

const sectionSlug = sql<string | null>`(SELECT slug FROM ${sections} WHERE id = ${articles.sectionId})`;
const observanceKey = sql<
  string | null
>`(SELECT key FROM ${observances} WHERE id = ${articles.observanceId})`;

/** What `articles` has too goes by another name: a batch's rows are objects, in which two columns of one name are one. */
const currentRevision = {
  ...getTableColumns(revisions),
  status: sql<StoredStatus>`${revisions.status}`.as("revision_status"),
  title: sql<string>`${revisions.title}`.as("revision_title"),
};

/** An article as an archive has it; null if there is none. @param now epoch ms: what is due by it is published. */
export function archivedById(db: Db, id: number, now: number): Query<ArchivedArticle | null> {
  const statement = db
    .select({
      article: articles,
      revision: currentRevision,
      section: sectionSlug.as("section_slug"),
      observance: observanceKey.as("observance"),
      corrections: correctionsJson.as("corrections"),
      occurrences: occurrencesJson.as("claims"),
    })
    .from(articles)
    .innerJoin(revisions, and(eq(revisions.articleId, articles.id), eq(revisions.number, articles.revision)))
    .where(eq(articles.id, id));
  return asQuery(statement, ([rows]) => (rows === undefined ? null : archivedArticle(rows, now)));
}

/** Referee: (observance, local date, language). */
export function insertOccurrences(db: Db, id: number, archived: ArchivedArticle): Statement[] {
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

/** What the import of revisions needs of their article; null if there is none. One row. */
export function articleOf(
  db: Db,
  id: number,
): Query<{ readonly lang: Lang; readonly isReleased: boolean } | null> {
  const { lang, publishAt } = articles;
  const statement = db.select({ lang, publishAt }).from(articles).where(eq(articles.id, id));
  return asQuery(statement, ([row]) => (row ? { lang: row.lang, isReleased: row.publishAt !== null } : null));
}

/** Oldest first, without the current one. @param after the last number before them. */
export function earlierRevisions(
  db: Db,
  id: number,
  after: number,
  limit: number,
): Query<readonly ArchivedRevision[]> {
  const current = sql`(SELECT revision FROM articles WHERE id = ${id})`;
  const statement = db
    .select()
    .from(revisions)
    .where(and(eq(revisions.articleId, id), gt(revisions.number, after), lt(revisions.number, current)))
    .orderBy(revisions.number)
    .limit(limit);
  return asQuery(statement, rows => rows.map(archivedRevision));
}

/** Referee: (article, number). One that is there stays, and none comes at or after the current one. */
export function insertEarlierRevision(db: Db, id: number, one: ArchivedRevision): Statement {
  const references = one.see_also.map(({ article, ...reference }) => ({ ...reference, articleId: article }));
  return insertSelect(db, revisions, {
    values: {
      articleId: sql`id`,
      number: one.number,
      at: Date.parse(one.at),
      tokenId: one.token_id,
      reason: one.reason,
      status: one.status,
      title: one.title,
      bodyFormat: one.body_format,
      body: one.body,
      contentHash: one.content_hash,
      chainHash: one.chain_hash,
      sourceHash: one.source_hash,
      warnings: JSON.stringify(one.warnings),
      seeAlso: storedReferences(references),
      correction: one.correction,
      particulars: JSON.stringify(one.particulars),
    },
    from: sql`FROM articles WHERE id = ${id} AND revision > ${one.number}`,
  }).onConflictDoNothing();
}

/** The chain hashes of those that are there, by their numbers. */
export function chainsOf(db: Db, id: number, numbers: readonly number[]): Query<ReadonlyMap<number, string>> {
  const among = sql`${revisions.number} IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`;
  const { number, chainHash } = revisions;
  const statement = db
    .select({ number, chainHash })
    .from(revisions)
    .where(and(eq(revisions.articleId, id), among));
  return asQuery(statement, rows => new Map(rows.map(row => [row.number, row.chainHash])));
}

/** The primary key of `slugs`, in the order of which addresses are listed. */
export interface AddressKey {
  readonly lang: Lang;
  readonly day: string;
  readonly key: string;
}

/** An address, and the one that its article has now. */
export interface KnownAddress extends AddressKey {
  readonly slug: string;
  readonly articleId: number;
  readonly articleDay: string | null;
  readonly articleSlug: string;
}

/** All of them, in the order of the primary key: two rows each. */
export function addressesAfter(
  db: Db,
  after: AddressKey | null,
  limit: number,
): Query<readonly KnownAddress[]> {
  const from = after ?? { lang: "", day: "", key: "" };
  const some = sql`(SELECT * FROM slugs WHERE (lang, day, key) > (${from.lang}, ${from.day}, ${from.key})
    ORDER BY lang, day, key LIMIT ${limit}) s`;
  const statement = db
    .select({
      lang: sql<Lang>`s.lang`.as("address_lang"),
      day: sql<string>`s.day`.as("day"),
      key: sql<string>`s.key`.as("key"),
      slug: sql<string>`s.slug`.as("address_slug"),
      articleId: articles.id,
      articleDay: articles.publishedOn,
      articleSlug: articles.slug,
    })
    .from(some)
    .innerJoin(articles, sql`${articles.id} = s.article_id`)
    .orderBy(sql`s.lang, s.day, s.key`);
  return asQuery(statement, rows => rows);
}

/** An address that comes from another site. */
export interface ArchivedAddress extends AddressKey {
  readonly slug: string;
  /** The id of its article. */
  readonly article: number;
}

/** Referee: (lang, day, key): an address stays with its article. And the line of it in the log. */
export function insertAddresses(
  db: Db,
  addresses: readonly ArchivedAddress[],
  { at, tokenId }: { readonly at: number; readonly tokenId: string },
): Statement[] {
  const sent = JSON.stringify(addresses);
  return [
    insertSelect(db, slugs, {
      values: {
        ...{ lang: sql`a.lang`, day: sql`j.value->>'day'`, key: sql`j.value->>'key'` },
        ...{ slug: sql`j.value->>'slug'`, articleId: sql`a.id` },
      },
      from: sql`FROM json_each(${sent}) j
        JOIN articles a ON a.id = j.value->>'article' AND a.lang = j.value->>'lang' WHERE true`,
    }).onConflictDoNothing(),
    audit(db, {
      ...{ at, tokenId, action: "article.addresses", subject: `${addresses.length} addresses` },
      edition: "none",
    }),
  ];
}

/** The places in the list of those that lead to their article. */
export function addressesTaken(db: Db, addresses: readonly ArchivedAddress[]): Query<ReadonlySet<number>> {
  const statement = db
    .select({ place: sql<number>`j.key`.as("place") })
    .from(sql`json_each(${JSON.stringify(addresses)}) j`)
    .innerJoin(
      slugs,
      sql`${slugs.lang} = j.value->>'lang' AND ${slugs.day} = j.value->>'day' AND ${slugs.key} = j.value->>'key'
        AND ${slugs.articleId} = j.value->>'article'`,
    );
  return asQuery(statement, rows => new Set(rows.map(({ place }) => place)));
}
