/** When an article appears. Pure. */
import { throwIssues } from "../http/problem";
import { instantOf, localDate, localTime } from "../text/dates/time-zone";
import type { Article } from "./article";
import type { Note, PlacedDraft, Wish } from "./draft";

/** Where an article stands, and what an editor should know about how it came there. */
export interface Standing {
  readonly status: Article["status"];
  /** epoch ms; null unless released. */
  readonly publishAt: number | null;
  /** epoch ms; null for no end. */
  readonly unpublishAt: number | null;
  readonly publishedOn: string | null;
  readonly publishedTime: string | null;
  readonly warnings: readonly Note[];
}

/** A standing from which readers see it, now or later. */
export interface Release extends Standing {
  readonly status: "scheduled" | "published";
  readonly publishAt: number;
  readonly publishedOn: string;
}

type Dated = Pick<PlacedDraft, "publishAt" | "unpublishAt" | "publishedOn" | "publishedTime">;

/** A draft as a draft: its date and its end wait with it. */
export function unreleased(draft: Omit<Dated, "publishAt">): Standing {
  const { unpublishAt, publishedOn, publishedTime } = draft;
  return { status: "draft", publishAt: null, unpublishAt, publishedOn, publishedTime, warnings: [] };
}

/**
 * A draft that gives an instant: its date and hour are kept, and it is published by them when somebody publishes it.
 * What they do not keep of it is told. @param zone the newsroom's.
 */
export function drafted(draft: Dated, zone: string): Standing {
  const { publishAt } = draft;
  if (publishAt === null) return unreleased(draft);
  const day = localDate(publishAt, zone);
  const publishedOn = draft.publishedOn ?? day;
  const publishedTime = publishedOn === day ? localTime(publishAt, zone) : null;
  const isKept = publishedTime !== null && instantOf(day, publishedTime, zone).ms === publishAt;
  const warnings = isKept ? [] : [notKept(draft, publishAt)];
  return { ...unreleased({ ...draft, publishedOn, publishedTime }), warnings };
}

/** Of a correction that is said of what no reader has had: it would stand on the page when that appears. */
export function unseenCorrection(
  { status }: Pick<Standing, "status">,
  { correction }: Pick<PlacedDraft, "correction">,
): Note[] {
  if (correction === null || status === "published" || status === "retracted") return [];
  const message =
    "No reader has had this article yet, and its correction will stand on the page when it appears. What is for the newsroom alone is no correction.";
  return [{ code: "correction-unseen", message }];
}

/** Where an article stands now. */
export function standingOf({
  status,
  publishAt,
  unpublishAt,
  publishedOn,
  publishedTime,
}: Omit<Standing, "warnings">): Standing {
  return { status, publishAt, unpublishAt, publishedOn, publishedTime, warnings: [] };
}

/**
 * When a draft that is to be published appears: at its exact instant; else at its date and time; else, if it
 * carries today's date or none, now; else at noon of its date, which orders it without inventing a midnight.
 * @param now epoch ms. @param zone the newsroom's.
 */
export function release(draft: Dated, now: number, zone: string): Release {
  const today = localDate(now, zone);
  const publishedOn =
    draft.publishedOn ?? (draft.publishAt === null ? today : localDate(draft.publishAt, zone));
  const at = (publishAt: number, publishedTime: string | null, warnings: readonly Note[] = []): Release => ({
    status: publishAt <= now ? "published" : "scheduled",
    publishAt,
    unpublishAt: draft.unpublishAt,
    publishedOn,
    publishedTime,
    warnings,
  });
  if (draft.publishAt !== null) {
    return at(
      draft.publishAt,
      localTime(draft.publishAt, zone),
      otherDay(publishedOn, localDate(draft.publishAt, zone)),
    );
  }
  if (draft.publishedTime !== null) {
    const { ms, kind } = instantOf(publishedOn, draft.publishedTime, zone);
    return at(
      ms,
      draft.publishedTime,
      kind === "exact" ? [] : [oddWallTime(publishedOn, draft.publishedTime, zone, kind, ms)],
    );
  }
  if (publishedOn === today) return at(now, null);
  return at(
    instantOf(publishedOn, "12:00", zone).ms,
    null,
    publishedOn > today ? [atNoon(publishedOn, zone)] : [],
  );
}

function notKept({ publishedOn }: Dated, publishAt: number): Note {
  const instant = new Date(publishAt).toISOString();
  const why = publishedOn === null ? "its date and hour" : `its date, ${publishedOn}, and an hour of it`;
  const message = `A draft keeps ${why}, to the minute: give publish_at ${instant} again when you publish it.`;
  return { code: "publish-at-not-kept", message };
}

/** @throws ProblemError `invalid` for what is to be scheduled and would appear at once */
export function refuseNotAhead(wish: Wish | null, { status }: Pick<Standing, "status">): void {
  if (wish !== "scheduled" || status === "scheduled") return;
  const message =
    "'status' is 'scheduled', and no instant is ahead: give a 'publish_at', or a date, that is; or 'published' for now.";
  throwIssues([{ code: "not-valid", field: "status", message }]);
}

/** Of an article whose text came again with a date or hour that is past, or that was published without an instant. @param publishAt epoch ms. */
export function goesOnWaiting(publishAt: number): Note {
  const message = `It waits for ${new Date(publishAt).toISOString()}, and goes on waiting: give publish_at another instant, or the present one to have it published at once.`;
  return { code: "goes-on-waiting", message };
}

function otherDay(publishedOn: string, day: string): Note[] {
  if (publishedOn === day) return [];
  const message = `It carries the date ${publishedOn} and appears on ${day}. Change one of them if that is not meant.`;
  return [{ code: "date-differs", message }];
}

function atNoon(day: string, zone: string): Note {
  const message = `The date ${day} is ahead and has no time: it appears at noon in ${zone}. Give publish_at for another time.`;
  return { code: "scheduled-for-noon", message };
}

function oddWallTime(day: string, time: string, zone: string, kind: "gap" | "repeated", ms: number): Note {
  const what = kind === "gap" ? "does not exist" : "comes twice";
  const taken =
    kind === "gap" ? `the first moment after it, ${localTime(ms, zone)},` : "the first of the two";
  return { code: `wall-time-${kind}`, message: `${time} on ${day} ${what} in ${zone}: ${taken} was taken.` };
}
