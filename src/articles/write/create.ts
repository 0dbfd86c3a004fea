/** A draft becomes a new article: its first revision, its address, its place in the lists, in one edition. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { audit } from "../../db/audit";
import type { Statement } from "../../db/client";
import { ProblemError } from "../../http/problem";
import { writeUses } from "../../media/queries";
import type { Runtime } from "../../runtime";
import { contentHash, isForReaders, type PlacedDraft } from "../draft";
import {
  effectOf,
  type LifecycleState,
  release,
  requireEndAhead,
  requireScheduled,
  unreleasedAt,
  unseenCorrection,
} from "../lifecycle-state";
import { insertNames, list } from "../listing-queries";
import { newestArticle, newestId } from "../queries";
import { chainHash, particularsOf } from "../revision";
import { factsOf } from "../touched";
import type { Place, Saved, Saving, Writer } from "../writing";
import { insertRevision, type Kept } from "./revision-queries";
import { makeRoom, refuseRival } from "./rival";
import * as write from "./write-queries";

/**
 * @throws ProblemError `scope-missing`
 * @throws UniqueKeyTaken when the address, the translation or a key alongside is taken.
 */
export async function create(
  runtime: Runtime,
  draft: PlacedDraft,
  writer: Writer,
  saving: Saving,
  place: Place,
): Promise<Saved> {
  const { settings, now } = place;
  const standing = standingOfNew(draft, writer, place);
  const content = await contentHash(draft);
  const act: write.Act = { at: now, tokenId: writer.tokenId, reason: "created" };
  const { correction } = draft;
  const kept: Kept = {
    content,
    chain: await chainHash(null, content, { ...standing, ...act, slug: draft.slug, correction }),
    status: standing.status,
    particulars: particularsOf(draft, standing, draft.slug),
  };
  const statements = creation(runtime, draft, standing, saving, place, kept, act);
  const { answer, edition } = await makeEdition(runtime, statements, newestArticle(runtime.db, now));
  return { outcome: "created", article: answer.article, settings, edition };
}

/** Where a new article stands. @throws ProblemError `scope-missing`, `translation-exists`, `invalid` for an end that is past */
export function standingOfNew(
  draft: PlacedDraft,
  writer: Writer,
  { settings, now, rival }: Place,
): LifecycleState {
  const isReleased = isForReaders(draft.status);
  if (isReleased && !writer.mayPublish)
    throw new ProblemError({ code: "scope-missing", scope: "articles:publish" });
  const standing: LifecycleState = isReleased
    ? release(draft, now, settings.zone)
    : {
        ...unreleasedAt(draft, settings.zone),
        status: draft.status === "in_review" ? draft.status : "draft",
      };
  requireScheduled(draft.status, standing);
  requireEndAhead(standing, now);
  const notes = [...refuseRival(rival, draft.lang, isReleased), ...unseenCorrection(standing, draft)];
  return { ...standing, warnings: [...standing.warnings, ...notes] };
}

function creation(
  runtime: Runtime,
  draft: PlacedDraft,
  standing: LifecycleState,
  saving: Saving,
  { groupId, rival }: Place,
  kept: Kept,
  act: write.Act,
): Statement[] {
  const { db } = runtime;
  const { publishedOn } = standing;
  const room = makeRoom(runtime, rival, groupId, act);
  const dated = { ...draft, publishedOn, warnings: [...draft.warnings, ...standing.warnings] };
  const tags =
    standing.publishAt === null
      ? []
      : factsOf({ ...dated, groupId, observanceId: saving.commemorates?.observanceId ?? null });
  return [
    ...room.before,
    ...insertNames(db, dated),
    write.insertArticle(db, dated, standing, {
      ...{ groupId, revision: 1, createdAt: act.at, revisedAt: act.at },
      ...saving.commemorates,
    }),
    write.insertSlug(db, dated, newestId),
    insertRevision(db, newestId, 1, dated, kept, act),
    ...(dated.tags.length + dated.authors.length === 0 ? [] : [list(db, newestId)]),
    ...writeUses(db, newestId, dated, true),
    insertEdition(
      db,
      { at: act.at, cause: saving.cause, tags, effect: effectOf(null, standing, act.at) },
      newestId,
    ),
    audit(db, { ...act, action: "article.create", subject: { id: newestId }, edition: "this" }),
    ...room.after,
    ...(saving.idempotency ? [write.claimKey(db, saving.idempotency, newestId, act.at)] : []),
    ...(saving.alongside?.(db) ?? []),
  ];
}
