/** The state of an article in its lifecycle: when it appears, what may be done to it, what readers notice. Pure. */
import type { Effect } from "../db/schema";
import { isPublished } from "../db/visible";
import { ProblemError, throwIssues } from "../http/problem";
import { instantOf, localDate, localTime } from "../text/dates/time-zone";
import { type Article, isGone } from "./article";
import type { Note, PlacedDraft, RequestedStatus } from "./draft";

/** A state, and what an editor should know about how the article got there. */
export interface LifecycleState {
  readonly status: Article["status"];
  /** epoch ms; null unless released. */
  readonly publishAt: number | null;
  /** epoch ms; null for no end. */
  readonly unpublishAt: number | null;
  readonly publishedOn: string | null;
  readonly publishedTime: string | null;
  readonly warnings: readonly Note[];
}

/** A state in which readers see it, now or later. */
export interface ReleasedState extends LifecycleState {
  readonly status: "scheduled" | "published";
  readonly publishAt: number;
  readonly publishedOn: string;
}

type Dated = Pick<PlacedDraft, "publishAt" | "unpublishAt" | "publishedOn" | "publishedTime">;

/** The state that an article has now. */
export function stateOf(article: Omit<LifecycleState, "warnings">): LifecycleState {
  const { status, publishAt, unpublishAt, publishedOn, publishedTime } = article;
  return { status, publishAt, unpublishAt, publishedOn, publishedTime, warnings: [] };
}

/** A draft, which keeps its date and its end until it is published. */
export function unreleased({
  unpublishAt,
  publishedOn,
  publishedTime,
}: Omit<Dated, "publishAt">): LifecycleState {
  return { status: "draft", publishAt: null, unpublishAt, publishedOn, publishedTime, warnings: [] };
}

/**
 * A draft that may give an instant. Its date and time are kept, and decide when somebody publishes it; a warning says
 * what they do not keep of the instant. @param zone the newsroom's.
 */
export function unreleasedAt(draft: Dated, zone: string): LifecycleState {
  const { publishAt } = draft;
  if (publishAt === null) return unreleased(draft);
  const day = localDate(publishAt, zone);
  const publishedOn = draft.publishedOn ?? day;
  const publishedTime = publishedOn === day ? localTime(publishAt, zone) : null;
  const isKept = publishedTime !== null && instantOf(day, publishedTime, zone).ms === publishAt;
  const warnings = isKept ? [] : [instantNotKept(draft, publishAt)];
  return { ...unreleased({ ...draft, publishedOn, publishedTime }), warnings };
}

/**
 * When a draft that is to be published appears: at its exact instant; else at its date and time; else, if it
 * carries today's date or none, now; else at noon of its date, which orders it without inventing a midnight.
 * @param now epoch ms. @param zone the newsroom's.
 */
export function release(draft: Dated, now: number, zone: string): ReleasedState {
  const { publishAt, publishedTime } = draft;
  const today = localDate(now, zone);
  const publishedOn = draft.publishedOn ?? (publishAt === null ? today : localDate(publishAt, zone));
  if (publishAt !== null) {
    const warnings = dateDiffers(publishedOn, localDate(publishAt, zone));
    return at(publishAt, localTime(publishAt, zone), warnings);
  }
  if (publishedTime !== null) {
    const { ms, kind } = instantOf(publishedOn, publishedTime, zone);
    return at(
      ms,
      publishedTime,
      kind === "exact" ? [] : [oddWallTime(publishedOn, publishedTime, zone, kind, ms)],
    );
  }
  if (publishedOn === today) return at(now, null, []);
  const noon = instantOf(publishedOn, "12:00", zone).ms;
  return at(noon, null, publishedOn > today ? [atNoon(publishedOn, zone)] : []);

  function at(instant: number, time: string | null, warnings: readonly Note[]): ReleasedState {
    return {
      status: instant <= now ? "published" : "scheduled",
      publishAt: instant,
      unpublishAt: draft.unpublishAt,
      publishedOn,
      publishedTime: time,
      warnings,
    };
  }
}

/**
 * What readers notice of a change. An article that is still marked as scheduled has not been announced, even if its
 * hour has come: the edition of its coming due announces it.
 * @param before null for a new one. @param now epoch ms. @returns null when there is nothing to notice.
 */
export function effectOf(
  before: Pick<Article, "status" | "publishAt" | "unpublishAt" | "endedAt"> | null,
  after: Pick<LifecycleState, "status" | "publishAt">,
  now: number,
): Effect | null {
  if (after.status === "published") return before?.status === "published" ? "revised" : "published";
  const wasOnShow = before !== null && (isPublished(before, now) || before.endedAt !== null);
  return after.publishAt === null && wasOnShow ? "retracted" : null;
}

type Releasable = Pick<Article, "status" | "publishAt" | "restoredStatus">;

/** Whether somebody has released it: it is scheduled or published, or was published before. */
export function wasReleased(article: Releasable): boolean {
  return article.publishAt !== null || isGone(article);
}

/** What was released is not for drafters to change. @throws ProblemError `scope-missing` */
export function requirePublisherFor(article: Releasable, mayPublish: boolean): void {
  if (!mayPublish && wasReleased(article))
    throw new ProblemError({ code: "scope-missing", scope: "articles:publish" });
}

/** @throws ProblemError `trashed` */
export function requireNotTrashed(article: Pick<Article, "id" | "status">): void {
  if (article.status === "trashed") throw new ProblemError({ code: "trashed", id: article.id });
}

/** What is to be scheduled must not appear at once. @throws ProblemError `invalid` */
export function requireScheduled(
  requested: RequestedStatus | null,
  { status }: Pick<LifecycleState, "status">,
): void {
  if (requested !== "scheduled" || status === "scheduled") return;
  const message =
    "'status' is 'scheduled', but no instant lies ahead: give a 'publish_at' or a date in the future, or 'published' to publish it now.";
  throwIssues([{ code: "not-valid", field: "status", message }]);
}

/** An end lies ahead of now and of the moment at which the article appears. @throws ProblemError `invalid` */
export function requireEndAhead({ publishAt, unpublishAt }: LifecycleState, now: number): void {
  if (unpublishAt === null || unpublishAt > Math.max(publishAt ?? now, now)) return;
  const message =
    "'unpublish_at' must lie in the future, after the moment at which the article appears. Give another, or null for no end; to take the article away now, retract it.";
  throwIssues([{ code: "end-is-past", field: "unpublish_at", message }]);
}

/** Warns of a correction to what no reader has seen: it would show on the page when that appears. */
export function unseenCorrection(
  { status }: Pick<LifecycleState, "status">,
  { correction }: Pick<PlacedDraft, "correction">,
): Note[] {
  if (correction === null || status === "published" || status === "retracted") return [];
  const message =
    "No reader has seen this article yet, and its correction will show on the page when it appears. A correction is for readers, not for the newsroom alone.";
  return [{ code: "correction-unseen", message }];
}

/** Warns that a scheduled article stays scheduled: it was published without an instant, or its text gave a past date. @param publishAt epoch ms */
export function staysScheduled(publishAt: number): Note {
  const message = `It stays scheduled for ${new Date(publishAt).toISOString()}: give publish_at another instant, or the present one to publish it now.`;
  return { code: "goes-on-waiting", message };
}

function instantNotKept({ publishedOn }: Dated, publishAt: number): Note {
  const instant = new Date(publishAt).toISOString();
  const kept =
    publishedOn === null ? "its date and time" : `its date, ${publishedOn}, and a time on that day`;
  const message = `A draft keeps ${kept}, to the minute: give publish_at ${instant} again when you publish it.`;
  return { code: "publish-at-not-kept", message };
}

function dateDiffers(publishedOn: string, day: string): Note[] {
  if (publishedOn === day) return [];
  const message = `It carries the date ${publishedOn} but appears on ${day}. Change one of them if that is not intended.`;
  return [{ code: "date-differs", message }];
}

function atNoon(day: string, zone: string): Note {
  const message = `The date ${day} lies ahead and has no time: it appears at noon in ${zone}. Give publish_at for another time.`;
  return { code: "scheduled-for-noon", message };
}

function oddWallTime(day: string, time: string, zone: string, kind: "gap" | "repeated", ms: number): Note {
  const what = kind === "gap" ? "does not exist" : "comes twice";
  const used = kind === "gap" ? `the first moment after it, ${localTime(ms, zone)},` : "the first of the two";
  return { code: `wall-time-${kind}`, message: `${time} on ${day} ${what} in ${zone}: ${used} was taken.` };
}
