/** An article of an archive comes into a site, with its id and its state, in one edition. An import never revises one. */
import { insertNames, list } from "../../articles/listing-queries";
import { factsOf } from "../../articles/touched";
import { placeDraft } from "../../articles/write/references";
import { insertArticle, insertRevision, insertSlug } from "../../articles/write/write-queries";
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import { ProblemError, throwIssues } from "../../http/problem";
import { writeUses } from "../../media/queries";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import type { Settings } from "../../settings/settings";
import { type ArchivedArticle, draftOfArchived } from "./archived-article";
import { archivedById, insertOccurrences, observancesOf } from "./queries";

export interface Imported {
  readonly outcome: "created" | "unchanged";
  readonly archived: ArchivedArticle;
}

/**
 * The primary key is the referee: sent again, it is there already and nothing is written.
 * @throws ProblemError `invalid`, `address-taken`, `translation-exists`; `id-taken` when the id is another article's.
 */
export async function importArticle(
  runtime: Runtime,
  id: number,
  archived: ArchivedArticle,
  tokenId: string,
): Promise<Imported> {
  const { db, waits } = runtime;
  const keys = [archived.observance, ...archived.occurrences.map(({ observance }) => observance)].filter(
    key => key !== null,
  );
  const questions = [currentSettings(db), observancesOf(db, keys)] as const;
  const [settings, known] = await runQueries(db, questions, waits.d1Ms);
  throwIssues(keys.filter(key => !known.has(key)).map(observanceUnknown));
  const observanceId = known.get(archived.observance ?? "") ?? null;
  const statements = creation(runtime, id, archived, settings, observanceId, tokenId);
  try {
    const made = await makeEdition(runtime, statements, archivedById(db, id, runtime.now()));
    if (made.answer === null) throw new Error("the article that was imported is gone");
    return { outcome: "created", archived: made.answer };
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    return await existing(runtime, id, archived, failure);
  }
}

const observanceUnknown = (key: string) => ({
  code: "observance-unknown",
  field: "observance",
  message: `There is no observance '${key.slice(0, 120)}': bring the observances in first.`,
});

/** Its current revision comes in to the letter; those before it follow by a route of their own. */
function creation(
  { db, now }: Runtime,
  id: number,
  archived: ArchivedArticle,
  settings: Settings,
  observanceId: number | null,
  tokenId: string,
): Statement[] {
  const draft = placeDraft(draftOfArchived(archived), settings, null);
  const { publishAt, unpublishAt, publishedOn, publishedTime } = draft;
  const { status, revision } = archived;
  const state = { status, publishAt, unpublishAt, publishedOn, publishedTime, warnings: [] };
  const [createdAt, revisedAt] = [Date.parse(archived.created_at), Date.parse(archived.revised_at)];
  const facts = factsOf({ ...draft, groupId: archived.group, observanceId });
  const act = { at: now(), tokenId };
  return [
    ...insertNames(db, draft),
    insertArticle(db, draft, state, {
      ...{ id, groupId: archived.group, revision: revision.number, createdAt, revisedAt },
      ...{ observanceId, isAutomatic: archived.is_automatic },
      restoredStatus: archived.restored_status,
      retractionNote: archived.retraction?.note ?? null,
      isWithheld: archived.retraction?.legal ?? false,
    }),
    insertSlug(db, draft, id),
    insertRevision(
      db,
      id,
      revision.number,
      draft,
      {
        ...{ content: revision.content_hash, chain: revision.chain_hash },
        ...{ status: revision.status, particulars: revision.particulars },
      },
      { at: revisedAt, tokenId: revision.token_id, reason: revision.reason },
    ),
    list(db, id),
    ...writeUses(db, id, draft, true),
    ...insertOccurrences(db, id, archived),
    insertEdition(
      db,
      { at: act.at, cause: "import", tags: publishAt === null ? [] : [articleTag(id), ...facts] },
      id,
    ),
    audit(db, { ...act, action: "article.import", subject: { id }, edition: "this" }),
  ];
}

/** What refused it: the article itself, if it is there already. */
async function existing(
  runtime: Runtime,
  id: number,
  archived: ArchivedArticle,
  failure: UniqueKeyTaken,
): Promise<Imported> {
  const { db, waits } = runtime;
  const [found] = await runQueries(db, [archivedById(db, id, runtime.now())], waits.d1Ms);
  if (found !== null && isSame(found, archived)) return { outcome: "unchanged", archived: found };
  if (found !== null) throw new ProblemError({ code: "id-taken", id });
  if (failure.key.startsWith("slugs.")) throw new ProblemError({ code: "address-taken" });
  if (failure.key.startsWith("articles.group_id"))
    throw new ProblemError({ code: "translation-exists", lang: archived.lang });
  throw new ProblemError({ code: "id-taken", id });
}

/** Corrections come in with the revisions that made them, and so are not compared. */
function isSame(found: ArchivedArticle, sent: ArchivedArticle): boolean {
  const fields = new Map<string, unknown>(Object.entries(sent));
  return Object.entries(found).every(
    ([name, value]) => name === "corrections" || JSON.stringify(value) === JSON.stringify(fields.get(name)),
  );
}
