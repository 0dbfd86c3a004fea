/**
 * What editors have to do now: write (a day in mode `remind` is near), approve (a draft waits), confirm a Hijri date,
 * look at a crowded day. Nothing of it is stored: a task is gone when it is done.
 */
import type * as z from "zod";
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { addDays } from "../../text/dates/civil-date";
import { localDate } from "../../text/dates/time-zone";
import { openDrafts } from "../occurrence-queries";
import { type Coming, previewAhead } from "./preview";
import type { taskResponse } from "./responses";

type Task = z.infer<typeof taskResponse>;

/** How far ahead tasks are looked for, in months; and for how long after its day a draft is a task, in days. */
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
