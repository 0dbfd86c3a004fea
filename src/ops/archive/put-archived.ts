/** An article of an archive comes into a site, with its id and where it stood, in one edition. It is never revised so. */

import { chainHash } from "../../articles/chain-hash";
import { contentHash, type PlacedDraft } from "../../articles/draft";
import { insertNames, list } from "../../articles/listing-queries";
import { particularsOf } from "../../articles/revision";
import { factsOf } from "../../articles/touched";
import { placeDraft } from "../../articles/write/place";
import { insertRevision } from "../../articles/write/revision-queries";
import * as write from "../../articles/write/write-queries";
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { type Db, runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import { ProblemError, throwIssues } from "../../http/problem";
import { writeUses } from "../../media/queries";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { type Archived, draftOfArchived } from "./archived";
import { archivedById, insertArchived, insertOccurrences, observancesOf } from "./queries";

export interface Put {
  readonly outcome: "created" | "unchanged";
  readonly archived: Archived;
}

/**
 * The primary key is the referee: sent again, it finds itself there and writes nothing.
 * @throws ProblemError `invalid`, `address-taken`, `translation-exists`; `id-taken` when the id is another article's.
 */
export async function putArchived(
  runtime: Runtime,
  id: number,
  archived: Archived,
  tokenId: string,
): Promise<Put> {
  const { db, waits } = runtime;
  const draft = draftOfArchived(archived);
  const keys = [archived.observance, ...archived.occurrences.map(({ observance }) => observance)];
  const asked = keys.filter(key => key !== null);
  const questions = [currentSettings(db), observancesOf(db, asked)] as const;
  const [settings, known] = await runQueries(db, questions, waits.d1Ms);
  throwIssues(asked.filter(key => !known.has(key)).map(observanceUnknown));
  const placed = placeDraft(draft, settings, null);
  const observanceId = known.get(archived.observance ?? "") ?? null;
  const facts = factsOf({ ...placed, groupId: archived.group, observanceId });
  const tags = archived.publish_at === null ? [] : [articleTag(id), ...facts];
  const statements = await creation(runtime, id, archived, placed, tags, tokenId);
  try {
    const made = await makeEdition(runtime, statements, archivedById(db, id, runtime.now()));
    if (made.answer === null) throw new Error("the article that was put is gone");
    return { outcome: "created", archived: made.answer };
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    return await standing(runtime, id, archived, failure);
  }
}

const observanceUnknown = (key: string) => ({
  code: "observance-unknown",
  field: "observance",
  message: `There is no observance '${key.slice(0, 120)}': bring the observances in first.`,
});

/** What said no: the article itself, if it is there already. */
async function standing(
  runtime: Runtime,
  id: number,
  archived: Archived,
  failure: UniqueKeyTaken,
): Promise<Put> {
  const [found] = await runQueries(
    runtime.db,
    [archivedById(runtime.db, id, runtime.now())],
    runtime.waits.d1Ms,
  );
  if (found !== null && isSame(found, archived)) return { outcome: "unchanged", archived: found };
  if (found !== null) throw new ProblemError({ code: "id-taken", id });
  if (failure.key.startsWith("slugs.")) throw new ProblemError({ code: "address-taken" });
  if (failure.key.startsWith("articles.group_id"))
    throw new ProblemError({ code: "translation-exists", lang: archived.lang });
  throw new ProblemError({ code: "id-taken", id });
}

/**
 * Whether what stands is what is sent. Corrections come in with the revisions that made them; an archive of an older
 * Dhikra has no revisions, and the corrections with the article.
 */
function isSame(found: Archived, sent: Archived): boolean {
  const later = sent.revision === null ? "revision" : "corrections";
  const fields = new Map<string, unknown>(Object.entries(sent));
  return Object.entries(asTold(found, sent)).every(
    ([name, value]) => name === later || JSON.stringify(value) === JSON.stringify(fields.get(name)),
  );
}

/** An older Dhikra does not tell who wrote a revision: then whoever brought it in did. */
function asTold(found: Archived, sent: Archived): Archived {
  if (found.revision === null || sent.revision?.token_id !== undefined) return found;
  return { ...found, revision: { ...found.revision, token_id: undefined } };
}

async function creation(
  { db, now }: Runtime,
  id: number,
  archived: Archived,
  draft: PlacedDraft,
  tags: readonly string[],
  tokenId: string,
): Promise<Statement[]> {
  const history = await revisionsOf(db, id, archived, draft, tokenId);
  const act: write.Act = { at: now(), tokenId, reason: "created" };
  return [
    ...insertNames(db, draft),
    insertArchived(db, id, archived, draft, archived.revision?.number ?? history.length),
    write.insertSlug(db, draft, id),
    ...history,
    list(db, id),
    ...writeUses(db, id, draft, true),
    ...insertOccurrences(db, id, archived),
    insertEdition(db, { at: act.at, cause: "import", tags }, id),
    audit(db, { ...act, action: "article.import", subject: { id }, edition: "this" }),
  ];
}

/**
 * The current revision to the letter; those before it follow by a door of their own. In an archive of an older Dhikra
 * each correction is a revision, with the text as it stands: what it read before is not in it.
 */
async function revisionsOf(
  db: Db,
  id: number,
  archived: Archived,
  draft: PlacedDraft,
  tokenId: string,
): Promise<Statement[]> {
  if (archived.revision !== null) {
    const { number, reason, correction, source_hash: sourceHash, ...current } = archived.revision;
    const { content_hash: content, chain_hash: chain, status, particulars } = current;
    const { token_id: writer = tokenId } = current;
    const act = { at: Date.parse(archived.revised_at), tokenId: writer, reason };
    const revised = { ...draft, correction, sourceHash };
    return [insertRevision(db, id, number, revised, { content, chain, status, particulars }, act)];
  }
  const content = await contentHash(draft);
  const { status, corrections, revised_at: revisedAt } = archived;
  const acts = [
    ...corrections,
    ...(corrections.at(-1)?.at === revisedAt ? [] : [{ at: revisedAt, note: null }]),
  ];
  const { publish_at: publishAt } = archived;
  const instants = { publishAt: publishAt === null ? null : Date.parse(publishAt), warnings: [] };
  const { publishedOn, publishedTime, unpublishAt } = draft;
  const standing = { status, publishedOn, publishedTime, unpublishAt, ...instants };
  const particulars = particularsOf(draft, standing, draft.slug);
  let chain: string | null = null;
  const history: Statement[] = [];
  for (const [place, { at, note }] of acts.entries()) {
    const act: write.Act = { at: Date.parse(at), tokenId, reason: place === 0 ? "created" : "revised" };
    chain = await chainHash(chain, content, { ...standing, ...act, slug: draft.slug, correction: note });
    const kept = { content, chain, status, particulars };
    history.push(insertRevision(db, id, place + 1, { ...draft, correction: note }, kept, act));
  }
  return history;
}
