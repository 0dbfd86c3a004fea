/** Where an article stands when a draft has revised it. Pure. */
import { isPublished } from "../../db/visible";
import { ProblemError } from "../../http/problem";
import type { Article } from "../article";
import { isForReaders, type Note, type PlacedDraft } from "../draft";
import {
  type LifecycleState,
  release,
  requireEndAhead,
  requireNotTrashed,
  requirePublisherFor,
  requireScheduled,
  stateOf,
  staysScheduled,
  unreleasedAt,
  unseenCorrection,
} from "../lifecycle-state";
import type { Met, Writer } from "../writing";
import { refuseRival } from "./rival";

/**
 * @returns null if the draft changes nothing.
 * @param content the draft's content hash.
 * @throws ProblemError `trashed`, `scope-missing`, `already-published`, `was-retracted`, `translation-exists`, `invalid` for an end that is past
 */
export function standingRevised(
  draft: PlacedDraft,
  writer: Writer,
  met: Met,
  content: string,
): LifecycleState | null {
  const { article } = met;
  requireNotTrashed(article);
  const isReleased = willBeReleased(article, draft, writer);
  const isCorrected = draft.correction === null || article.corrections.at(-1)?.note === draft.correction;
  const isOfSource = draft.sourceId == null || draft.sourceId === article.sourceId;
  // Its hour may have been changed by a door that leaves the text, and what the text says of it, as it is.
  const hasSameHour =
    draft.publishAt === null || article.publishAt === null || draft.publishAt === article.publishAt;
  const isSame =
    hasSameHour &&
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
  requireScheduled(draft.status, standing);
  // An end that has passed over a draft is no reason not to go on with it.
  if (!hasSameEnd || isNewlyReleased) requireEndAhead(standing, met.now);
  const notes = [
    ...refuseRival(met.rival, draft.lang, isReleased),
    ...leftGroup(met),
    ...(isCorrected ? [] : unseenCorrection(standing, draft)),
  ];
  return { ...standing, warnings: [...standing.warnings, ...notes] };
}

/** Of an article that translates another one from now on: those whose translation it was lose it. */
function leftGroup({ article, groupId }: Met): Note[] {
  if (groupId === article.groupId || article.siblings.length === 0) return [];
  const left = article.siblings.map(({ id, title }) => `${id}, “${title}”`).join("; ");
  const message = `It was a translation of other articles, and is linked with them no longer: ${left}.`;
  return [{ code: "translations-left", message }];
}

function willBeReleased(article: Article, draft: PlacedDraft, writer: Writer): boolean {
  const isReleased = article.publishAt !== null;
  const isWished = isForReaders(draft.status);
  if (article.status === "retracted" && (isWished || draft.status === "in_review"))
    throw new ProblemError({ code: "was-retracted", id: article.id });
  requirePublisherFor(article, writer.mayPublish);
  if (draft.status !== null && !isWished && isReleased)
    throw new ProblemError({ code: "already-published", asked: "status" });
  const will = isReleased || isWished;
  if (will && !writer.mayPublish)
    throw new ProblemError({ code: "scope-missing", scope: "articles:publish" });
  return will;
}

/** What readers do not see has no instant; a date and an hour that the draft gives wait with it, and so does an end. */
function standingUnreleased(article: Article, draft: PlacedDraft, { settings }: Met): LifecycleState {
  // An hour alone is one of the date that it has.
  const dated =
    draft.publishedTime === null
      ? draft
      : { ...draft, publishedOn: draft.publishedOn ?? article.publishedOn };
  const { publishedOn, publishedTime, unpublishAt, warnings } = unreleasedAt(dated, settings.zone);
  const status = draft.status === "in_review" ? draft.status : article.status;
  const standing = { ...stateOf(article), status, unpublishAt, warnings };
  const isSaid = publishedOn !== null || publishedTime !== null;
  return isSaid ? { ...standing, publishedOn, publishedTime } : standing;
}

/**
 * A released article keeps its day, its hour and its instant, unless the editor gives others; what readers see is not
 * taken from them so. One that waits goes on waiting, unless it is given an instant: a text that comes again with a
 * date on top breaks no embargo.
 */
function standingOnceReleased(article: Article, draft: PlacedDraft, { now, settings }: Met): LifecycleState {
  if (article.publishAt === null) return release(draft, now, settings.zone);
  const publishedOn = draft.publishedOn ?? article.publishedOn;
  const publishedTime = draft.publishedTime ?? article.publishedTime;
  const isSame = publishedOn === article.publishedOn && publishedTime === article.publishedTime;
  const kept = { ...stateOf(article), unpublishAt: draft.unpublishAt };
  if (draft.publishAt === null && isSame) return kept;
  const next = release({ ...draft, publishedOn, publishedTime }, now, settings.zone);
  const isOnShow = isPublished(article, now);
  if (isOnShow && next.publishAt > now) throw new ProblemError({ code: "already-published", asked: "later" });
  if (isOnShow || draft.publishAt !== null || next.publishAt > now) return next;
  return { ...kept, publishedOn, warnings: [staysScheduled(article.publishAt)] };
}
