/** What saving a draft does: one decision, for the save and for the dry run (decision 7). Nothing here writes. */
import { isPublished } from "../../db/visible";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { contentHash, type Draft, isForReaders, type Note, type PlacedDraft } from "../draft";
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
import type { SaveOptions, Writer } from "./request";
import { type ExistingTarget, type NewTarget, resolveTarget, type Target } from "./resolve-target";
import { settleConflict } from "./translation-conflict";

/** A new article. */
export interface Creation {
  readonly draft: PlacedDraft;
  readonly target: NewTarget;
  readonly state: LifecycleState;
}

/** The next revision of an article. */
export interface Revising {
  readonly draft: PlacedDraft;
  readonly target: ExistingTarget;
  /** The content hash of the revision. */
  readonly content: string;
  /** null when the draft changes nothing. */
  readonly state: LifecycleState | null;
}

export type Decision =
  | Extract<Target, { kind: "replayed" | "address-taken" }>
  | ({ readonly kind: "create" } & Creation)
  | ({ readonly kind: "revise" } & Revising);

/** @throws ProblemError as `resolveTarget`, `stateOfNew` and `decideRevision` */
export async function decide(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  options: SaveOptions,
): Promise<Decision> {
  const resolved = await resolveTarget(runtime, draft, options);
  switch (resolved.kind) {
    case "new":
      return { ...resolved, kind: "create", state: stateOfNew(resolved.draft, writer, resolved.target) };
    case "existing":
      return { kind: "revise", ...(await decideRevision(resolved.draft, writer, resolved.target)) };
    default:
      return resolved;
  }
}

/** @throws ProblemError `scope-missing`, `translation-exists`, `invalid` for an end in the past */
function stateOfNew(
  draft: PlacedDraft,
  writer: Writer,
  { settings, now, conflict }: NewTarget,
): LifecycleState {
  const isReleased = isForReaders(draft.status);
  if (isReleased && !writer.mayPublish)
    throw new ProblemError({ code: "scope-missing", scope: "articles:publish" });
  const status = draft.status === "in_review" ? draft.status : "draft";
  const state: LifecycleState = isReleased
    ? release(draft, now, settings.zone)
    : { ...unreleasedAt(draft, settings.zone), status };
  requireScheduled(draft.status, state);
  requireEndAhead(state, now);
  return withWarnings(state, [
    ...settleConflict(conflict, draft.lang, isReleased),
    ...unseenCorrection(state, draft),
  ]);
}

/**
 * @throws ProblemError `trashed`, `scope-missing`, `already-published`, `was-retracted`, `translation-exists`,
 * `invalid` for an end in the past
 */
export async function decideRevision(
  draft: PlacedDraft,
  writer: Writer,
  target: ExistingTarget,
): Promise<Revising> {
  const content = await contentAgainst(draft, target.article);
  return { draft, target, content, state: stateOfRevised(draft, writer, target, content) };
}

function stateOfRevised(
  draft: PlacedDraft,
  writer: Writer,
  target: ExistingTarget,
  content: string,
): LifecycleState | null {
  const { article } = target;
  requireNotTrashed(article);
  const isReleased = willBeReleased(article, draft, writer);
  const isCorrected = draft.correction === null || article.corrections.at(-1)?.note === draft.correction;
  const isOfSource = draft.sourceId == null || draft.sourceId === article.sourceId;
  // Publishing may have changed the instant and left the content hash as it was.
  const hasSameInstant =
    draft.publishAt === null || article.publishAt === null || draft.publishAt === article.publishAt;
  const isSame =
    hasSameInstant &&
    content === article.contentHash &&
    target.slug === article.slug &&
    target.groupId === article.groupId &&
    isCorrected &&
    isOfSource;
  const hasSameEnd = draft.unpublishAt === article.unpublishAt;
  const isNewlyReleased = isReleased && article.publishAt === null;
  const asksForReview = draft.status === "in_review" && article.status === "draft";
  if (isSame && hasSameEnd && !isNewlyReleased && !asksForReview) return null;
  const state = isReleased ? stateReleased(article, draft, target) : stateUnreleased(article, draft, target);
  requireScheduled(draft.status, state);
  // A draft may be revised although its end has passed.
  if (!hasSameEnd || isNewlyReleased) requireEndAhead(state, target.now);
  return withWarnings(state, [
    ...settleConflict(target.conflict, draft.lang, isReleased),
    ...translationsLeft(target),
    ...(isCorrected ? [] : unseenCorrection(state, draft)),
  ]);
}

const withWarnings = (state: LifecycleState, notes: readonly Note[]): LifecycleState => ({
  ...state,
  warnings: [...state.warnings, ...notes],
});

/** Warns that the article joins another group: its translations so far are linked with it no longer. */
function translationsLeft({ article, groupId }: ExistingTarget): Note[] {
  if (groupId === article.groupId || article.siblings.length === 0) return [];
  const left = article.siblings.map(({ id, title }) => `${id}, “${title}”`).join("; ");
  const message = `It was a translation of other articles, and is linked with them no longer: ${left}.`;
  return [{ code: "translations-left", message }];
}

function willBeReleased(article: Article, draft: PlacedDraft, writer: Writer): boolean {
  const isReleased = article.publishAt !== null;
  const isRequested = isForReaders(draft.status);
  if (article.status === "retracted" && (isRequested || draft.status === "in_review"))
    throw new ProblemError({ code: "was-retracted", id: article.id });
  requirePublisherFor(article, writer.mayPublish);
  if (draft.status !== null && !isRequested && isReleased)
    throw new ProblemError({ code: "already-published", asked: "status" });
  const will = isReleased || isRequested;
  if (will && !writer.mayPublish)
    throw new ProblemError({ code: "scope-missing", scope: "articles:publish" });
  return will;
}

/** An article that is not released has no instant; the date, the time and the end that the draft gives are kept. */
function stateUnreleased(article: Article, draft: PlacedDraft, { settings }: ExistingTarget): LifecycleState {
  // A time without a date is one on the article's date.
  const dated =
    draft.publishedTime === null
      ? draft
      : { ...draft, publishedOn: draft.publishedOn ?? article.publishedOn };
  const { publishedOn, publishedTime, unpublishAt, warnings } = unreleasedAt(dated, settings.zone);
  const status = draft.status === "in_review" ? draft.status : article.status;
  const state = { ...stateOf(article), status, unpublishAt, warnings };
  const isDated = publishedOn !== null || publishedTime !== null;
  return isDated ? { ...state, publishedOn, publishedTime } : state;
}

/**
 * A released article keeps its date, its time and its instant, unless the editor gives others; no new instant takes it
 * from readers who see it. A scheduled one stays scheduled unless it is given an instant: a text that comes again with
 * a date at its top breaks no embargo.
 */
function stateReleased(
  article: Article,
  draft: PlacedDraft,
  { now, settings }: ExistingTarget,
): LifecycleState {
  if (article.publishAt === null) return release(draft, now, settings.zone);
  const publishedOn = draft.publishedOn ?? article.publishedOn;
  const publishedTime = draft.publishedTime ?? article.publishedTime;
  const isSame = publishedOn === article.publishedOn && publishedTime === article.publishedTime;
  const unchanged = { ...stateOf(article), unpublishAt: draft.unpublishAt };
  if (draft.publishAt === null && isSame) return unchanged;
  const next = release({ ...draft, publishedOn, publishedTime }, now, settings.zone);
  const isOnShow = isPublished(article, now);
  if (isOnShow && next.publishAt > now) throw new ProblemError({ code: "already-published", asked: "later" });
  if (isOnShow || draft.publishAt !== null || next.publishAt > now) return next;
  return { ...unchanged, publishedOn, warnings: [staysScheduled(article.publishAt)] };
}

type Compared = Pick<
  Article,
  "title" | "body" | "contentHash" | "publishedOn" | "publishedTime" | "publishAt"
>;

/**
 * The draft's content hash; or the article's, where the only difference is that the draft gives the date, the time or
 * the instant that the article has got since, or leaves out the instant that it was given.
 */
async function contentAgainst(draft: PlacedDraft, article: Compared): Promise<string> {
  const content = await contentHash(draft);
  if (content === article.contentHash) return content;
  // The likely case, without more hashes: another text.
  if (draft.title !== article.title || draft.body !== article.body) return content;
  const { publishedOn, publishedTime, publishAt } = draft;
  if (publishedOn !== article.publishedOn || publishedTime !== article.publishedTime) return content;
  const instants = publishAt === null ? [null, article.publishAt] : [publishAt];
  const dates = [
    { publishedOn, publishedTime },
    { publishedOn, publishedTime: null },
    { publishedOn: null, publishedTime: null },
  ];
  for (const date of dates)
    for (const publishAt of instants)
      if ((await contentHash({ ...draft, ...date, publishAt })) === article.contentHash)
        return article.contentHash;
  return content;
}
