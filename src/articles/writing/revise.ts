/** A draft becomes the next revision of the article at its address, in one edition; or nothing, if nothing changed. */

import { type Statement, UniqueKeyTaken } from "../../db/client";
import { makeEdition } from "../../editions/make-edition";
import { insertEdition, recordAct } from "../../editions/store";
import { articleTag } from "../../editions/tags";
import type { Runtime } from "../../env";
import { usesIn } from "../../media/uses";
import { Refusal } from "../../problem";
import { type Article, isPublished } from "../article";
import { insertNames, list, unlist } from "../lists/listing-store";
import { chainHash } from "../revisions/chain-hash";
import { particularsOf } from "../revisions/revision";
import { insertRevision, type Kept } from "../revisions/revision-store";
import { refuseDrafter } from "../standing/drafter";
import { refusePastEnd } from "../standing/end";
import {
  drafted,
  goesOnWaiting,
  refuseNotAhead,
  release,
  type Standing,
  standingOf,
} from "../standing/release";
import { refuseTrashed } from "../standing/trash";
import { articleById } from "../store";
import { makeRoom, refuseRival } from "../translations/rival";
import { contentHash, isForReaders, type PlacedDraft } from "./draft";
import { effectOf } from "./effect";
import { factsOf } from "./touched";
import * as write from "./write-store";
import type { Met, Saved, Saving, Writer } from "./writing";

/**
 * @throws Refusal `scope-missing`, `already-published`, `was-retracted`, `address-taken`
 * @throws UniqueKeyTaken when somebody else revised it first, or the group has that translation.
 */
export async function revise(
  runtime: Runtime,
  draft: PlacedDraft,
  writer: Writer,
  saving: Saving,
  met: Met,
): Promise<Saved> {
  const { article, settings, now } = met;
  const content = await contentHash(draft);
  const standing = standingRevised(draft, writer, met, content);
  if (standing === null) return { outcome: "unchanged", ...met };
  const act: write.Act = { at: now, tokenId: writer.tokenId, reason: saving.reason ?? "revised" };
  const { correction } = draft;
  const kept: Kept = {
    content,
    chain: await chainHash(article.chainHash, content, { ...standing, ...act, slug: met.slug, correction }),
    status: standing.status,
    particulars: particularsOf(draft, standing, met.slug),
  };
  const statements = revision(runtime, draft, standing, saving, met, kept, act);
  const { answer, edition } = await makeEdition(
    runtime,
    statements,
    articleById(runtime.db, article.id, now),
  ).catch(refuseTakenAddress);
  if (answer === null) throw new Error("the article that was revised is gone");
  return { outcome: "revised", article: answer.article, settings, edition };
}

/**
 * Where the article stands when the draft has revised it; null if the draft changes nothing.
 * @param content the draft's content hash.
 * @throws Refusal `trashed`, `scope-missing`, `already-published`, `was-retracted`, `translation-exists`, `invalid` for an end that is past
 */
export function standingRevised(
  draft: PlacedDraft,
  writer: Writer,
  met: Met,
  content: string,
): Standing | null {
  const { article } = met;
  refuseTrashed(article);
  const isReleased = willBeReleased(article, draft, writer);
  const isCorrected = draft.correction === null || article.corrections.at(-1)?.note === draft.correction;
  const isOfSource = draft.sourceId == null || draft.sourceId === article.sourceId;
  const isSame =
    content === article.contentHash &&
    met.slug === article.slug &&
    met.groupId === article.groupId &&
    isCorrected &&
    isOfSource;
  const hasSameEnd = draft.unpublishAt === article.unpublishAt;
  const isNewlyReleased = isReleased && article.publishAt === null;
  const asksForReview = draft.status === "in_review" && article.status === "draft";
  if (isSame && hasSameEnd && !isNewlyReleased && !asksForReview) return null;
  const standing = isReleased
    ? standingOnceReleased(article, draft, met)
    : standingUnreleased(article, draft, met);
  refuseNotAhead(draft.status, standing);
  // An end that has passed over a draft is no reason not to go on with it.
  if (!hasSameEnd || isNewlyReleased) refusePastEnd(standing, met.now);
  const notes = refuseRival(met.rival, draft.lang, isReleased);
  return { ...standing, warnings: [...standing.warnings, ...notes] };
}

function revision(
  runtime: Runtime,
  draft: PlacedDraft,
  standing: Standing,
  saving: Saving,
  { article, groupId, slug, rival }: Met,
  kept: Kept,
  act: write.Act,
): Statement[] {
  const { db } = runtime;
  const { id } = article;
  const room = makeRoom(runtime, rival, act);
  const number = article.revision + 1;
  const revised = {
    ...draft,
    publishedOn: standing.publishedOn,
    warnings: [...draft.warnings, ...standing.warnings],
  };
  // What has ended is taken away by this edition if no tick has done so.
  const isTakenAway = article.endedAt !== null;
  const tags =
    standing.publishAt !== null || isTakenAway
      ? [
          articleTag(id),
          ...factsOf(article),
          ...factsOf({ ...revised, groupId, observanceId: article.observanceId }),
        ]
      : [];
  return [
    ...room.before,
    unlist(db, id),
    ...insertNames(db, revised),
    write.updateArticle(db, id, number, revised, standing, { groupId, slug, at: act.at }),
    ...write.insertNewAddress(db, article, standing, slug),
    insertRevision(db, id, number, revised, kept, act),
    list(db, id),
    ...usesIn(db, id, revised, false),
    insertEdition(
      db,
      {
        ...{ at: act.at, cause: saving.cause, tags, effect: effectOf(article, standing, act.at) },
        ...(isTakenAway ? { retractedId: id } : {}),
      },
      id,
    ),
    recordAct(db, saving.reason ? `article.${saving.reason}` : "article.revise", id, act),
    ...room.after,
    ...(saving.idempotency ? [write.claimKey(db, saving.idempotency, id, act.at)] : []),
  ];
}

function willBeReleased(article: Article, draft: PlacedDraft, writer: Writer): boolean {
  const isReleased = article.publishAt !== null;
  const isWished = isForReaders(draft.status);
  if (article.status === "retracted" && (isWished || draft.status === "in_review"))
    throw new Refusal({ code: "was-retracted", id: article.id });
  refuseDrafter(article, writer.mayPublish);
  if (draft.status !== null && !isWished && isReleased) throw new Refusal({ code: "already-published" });
  const will = isReleased || isWished;
  if (will && !writer.mayPublish) throw new Refusal({ code: "scope-missing", scope: "articles:publish" });
  return will;
}

/** What readers do not see has no instant; a date and an hour that the draft gives wait with it, and so does an end. */
function standingUnreleased(article: Article, draft: PlacedDraft, { settings }: Met): Standing {
  const { publishedOn, publishedTime, unpublishAt, warnings } = drafted(draft, settings.zone);
  const status = draft.status === "in_review" ? draft.status : article.status;
  const standing = { ...standingOf(article), status, unpublishAt, warnings };
  return publishedOn === null ? standing : { ...standing, publishedOn, publishedTime };
}

/**
 * A released article keeps its day, its hour and its instant, unless the editor gives others; what readers see is not
 * taken from them so. One that waits goes on waiting, unless it is given an instant: a text that comes again with a
 * date on top breaks no embargo.
 */
function standingOnceReleased(article: Article, draft: PlacedDraft, { now, settings }: Met): Standing {
  if (article.publishAt === null) return release(draft, now, settings.zone);
  const publishedOn = draft.publishedOn ?? article.publishedOn;
  const publishedTime = draft.publishedTime ?? article.publishedTime;
  const isSame = publishedOn === article.publishedOn && publishedTime === article.publishedTime;
  const kept = { ...standingOf(article), unpublishAt: draft.unpublishAt };
  if (draft.publishAt === null && isSame) return kept;
  const next = release({ ...draft, publishedOn, publishedTime }, now, settings.zone);
  const isOnShow = isPublished(article, now);
  if (isOnShow && next.publishAt > now) throw new Refusal({ code: "already-published" });
  if (isOnShow || draft.publishAt !== null || next.publishAt > now) return next;
  return { ...kept, publishedOn, warnings: [goesOnWaiting(article.publishAt)] };
}

function refuseTakenAddress(failure: unknown): never {
  const isAddress = failure instanceof UniqueKeyTaken && failure.key.startsWith("slugs.");
  throw isAddress ? new Refusal({ code: "address-taken" }) : failure;
}
