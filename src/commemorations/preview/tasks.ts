/** What the days that return ask of editors just now. Nothing of it is kept: it is gone when it is done. */
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { addDays } from "../../text/dates/civil-date";
import { localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { openDrafts } from "../occurrence-queries";
import { type Coming, previewAhead } from "./preview";

export type Task =
  /** A day whose mode is remind is near, and no article of the newsroom's speaks of it yet. */
  | { readonly kind: "write"; readonly key: string; readonly lang: Lang; readonly local_date: string }
  /** A draft waits: of a day ahead, or of one that was missed. */
  | {
      readonly kind: "approve";
      readonly key: string;
      readonly lang: string;
      readonly local_date: string;
      readonly article_id: number;
      readonly is_missed: boolean;
    }
  /** A Hijri date comes near and nobody has confirmed it. */
  | {
      readonly kind: "confirm-date";
      readonly key: string;
      readonly observance_id: number;
      readonly year: number;
      readonly local_date: string;
    }
  /** More than two commemorations on a day. */
  | { readonly kind: "crowded"; readonly local_date: string };

/** How far ahead tasks are looked for, in months; a draft is not asked for longer than this after its day, in days. */
const MONTHS = 2;
const DRAFT_DAYS = 60;

/** @returns by date. @throws D1Unavailable */
export async function tasksNow(runtime: Runtime): Promise<Task[]> {
  const { db, waits } = runtime;
  const now = runtime.now();
  const { coming, crowdedDays } = await previewAhead(runtime, MONTHS, null);
  const since = addDays(localDate(now, "UTC"), -DRAFT_DAYS);
  const [drafts] = await runQueries(db, [openDrafts(db, since)], waits.d1Ms);
  const tasks: Task[] = [
    ...coming.flatMap(one => toWrite(one, now)),
    ...drafts.map(draft => ({
      kind: "approve" as const,
      key: draft.key,
      lang: draft.lang,
      local_date: draft.localDate,
      article_id: draft.articleId,
      is_missed: draft.outcome === "missed",
    })),
    ...new Map(coming.flatMap(toConfirm).map(task => [`${task.key}/${task.year}`, task])).values(),
    ...crowdedDays.map(day => ({ kind: "crowded" as const, local_date: day })),
  ];
  return tasks.toSorted((one, other) => (one.local_date < other.local_date ? -1 : 1));
}

function toWrite({ planned, lang, action, holds }: Coming, now: number): Task[] {
  if (action !== "remind" || holds.length > 0 || planned.actAt > now) return [];
  const { observance, dates } = planned;
  return [{ kind: "write", key: observance.key, lang, local_date: dates.localDate }];
}

function toConfirm({ planned }: Coming) {
  const { observance, dates } = planned;
  if (dates.hijri === null || dates.hijri.isConfirmed) return [];
  return [
    {
      kind: "confirm-date" as const,
      key: observance.key,
      observance_id: observance.id,
      year: dates.hijri.year,
      local_date: dates.localDate,
    },
  ];
}
