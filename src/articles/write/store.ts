/** What was decided is stored in one edition: a new article, or the next revision of one. */
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { type Statement, UniqueKeyTaken } from "../../db/client";
import { ProblemError } from "../../http/problem";
import { writeUses } from "../../media/queries";
import type { Runtime } from "../../runtime";
import { contentHash } from "../draft";
import { effectOf, type LifecycleState } from "../lifecycle-state";
import { insertNames, list, unlist } from "../listing-queries";
import { articleById, newestArticle, newestId } from "../queries";
import { chainHash, particularsOf } from "../revision";
import { factsOf } from "../touched";
import type { Creation, Revising } from "./decide";
import { claimWithoutEffect } from "./idempotency";
import type { SaveOptions, SaveResult, Writer } from "./request";
import { setConflictApart } from "./translation-conflict";
import * as write from "./write-queries";

/** @throws UniqueKeyTaken when the address, the translation or a key alongside is taken. */
export async function create(
  runtime: Runtime,
  creation: Creation,
  { tokenId }: Writer,
  options: SaveOptions,
): Promise<SaveResult> {
  const { draft, state, target } = creation;
  const { settings, now } = target;
  const content = await contentHash(draft);
  const act: write.Act = { at: now, tokenId, reason: "created" };
  const { slug, correction } = draft;
  const details: write.RevisionDetails = {
    content,
    chain: await chainHash(null, content, { ...state, ...act, slug, correction }),
    status: state.status,
    particulars: particularsOf(draft, state, slug),
  };
  const statements = creationStatements(runtime, creation, options, details, act);
  const { answer, edition } = await makeEdition(runtime, statements, newestArticle(runtime.db, now));
  return { outcome: "created", article: answer.article, settings, edition };
}

function creationStatements(
  runtime: Runtime,
  { draft, state, target: { groupId, conflict } }: Creation,
  { commemorates, cause, idempotency, alongside }: SaveOptions,
  details: write.RevisionDetails,
  act: write.Act,
): Statement[] {
  const { db } = runtime;
  const apart = setConflictApart(runtime, conflict, groupId, act);
  const { publishedOn } = state;
  const dated = { ...draft, publishedOn, warnings: [...draft.warnings, ...state.warnings] };
  const observanceId = commemorates?.observanceId ?? null;
  const tags = state.publishAt === null ? [] : factsOf({ ...dated, groupId, observanceId });
  const effect = effectOf(null, state, act.at);
  return [
    ...apart.before,
    ...insertNames(db, dated),
    write.insertArticle(db, dated, state, {
      ...{ groupId, revision: 1, createdAt: act.at, revisedAt: act.at },
      ...commemorates,
    }),
    write.insertSlug(db, dated, newestId),
    write.insertRevision(db, newestId, 1, dated, details, act),
    ...(dated.tags.length + dated.authors.length === 0 ? [] : [list(db, newestId)]),
    ...writeUses(db, newestId, dated, true),
    insertEdition(db, { at: act.at, cause, tags, effect }, newestId),
    audit(db, { ...act, action: "article.create", subject: { id: newestId }, edition: "this" }),
    ...apart.after,
    ...(idempotency ? [write.claimKey(db, idempotency, newestId, act.at)] : []),
    ...(alongside?.(db) ?? []),
  ];
}

/**
 * @throws ProblemError `address-taken`
 * @throws UniqueKeyTaken when somebody else revised it first, or the group has that translation.
 */
export async function revise(
  runtime: Runtime,
  revising: Revising,
  { tokenId }: Writer,
  options: SaveOptions,
): Promise<SaveResult> {
  const { draft, target, state, content } = revising;
  const { article, settings, now, slug } = target;
  if (state === null) {
    await claimWithoutEffect(runtime, options.idempotency, article.id, now);
    return { outcome: "unchanged", article, settings, edition: target.edition };
  }
  const act: write.Act = { at: now, tokenId, reason: options.reason ?? "revised" };
  const { correction } = draft;
  const details: write.RevisionDetails = {
    content,
    chain: await chainHash(article.chainHash, content, { ...state, ...act, slug, correction }),
    status: state.status,
    particulars: particularsOf(draft, state, slug),
  };
  const statements = revisionStatements(runtime, revising, state, options, details, act);
  const { answer, edition } = await makeEdition(
    runtime,
    statements,
    articleById(runtime.db, article.id, now),
  ).catch(throwAddressTaken);
  if (answer === null) throw new Error("the article that was revised is gone");
  return { outcome: "revised", article: answer.article, settings, edition };
}

function revisionStatements(
  runtime: Runtime,
  { draft, target }: Revising,
  state: LifecycleState,
  { cause, reason, idempotency }: SaveOptions,
  details: write.RevisionDetails,
  act: write.Act,
): Statement[] {
  const { db } = runtime;
  const { article, groupId, slug, conflict } = target;
  const { id } = article;
  const apart = setConflictApart(runtime, conflict, groupId, act);
  const number = article.revision + 1;
  const { publishedOn } = state;
  const revised = { ...draft, publishedOn, warnings: [...draft.warnings, ...state.warnings] };
  // If no tick has unpublished an article whose end has passed, this edition does.
  const isUnpublished = article.endedAt !== null;
  const isSeen = state.publishAt !== null || isUnpublished;
  const after = { ...revised, groupId, observanceId: article.observanceId };
  const tags = isSeen ? [articleTag(id), ...factsOf(article), ...factsOf(after)] : [];
  const effect = effectOf(article, state, act.at);
  const retracted = isUnpublished ? { retractedId: id } : {};
  return [
    ...apart.before,
    unlist(db, id),
    ...insertNames(db, revised),
    write.updateArticle(db, id, number, revised, state, {
      groupId: groupId === article.groupId ? null : groupId,
      slug,
      at: act.at,
    }),
    ...write.insertNewAddress(db, article, state, slug),
    write.insertRevision(db, id, number, revised, details, act),
    list(db, id),
    ...writeUses(db, id, revised, false),
    insertEdition(db, { at: act.at, cause, tags, effect, ...retracted }, id),
    audit(db, { ...act, action: `article.${reason ?? "revise"}`, subject: { id }, edition: "this" }),
    ...apart.after,
    ...(idempotency ? [write.claimKey(db, idempotency, id, act.at)] : []),
  ];
}

function throwAddressTaken(failure: unknown): never {
  const isAddress = failure instanceof UniqueKeyTaken && failure.key.startsWith("slugs.");
  throw isAddress ? new ProblemError({ code: "address-taken" }) : failure;
}
