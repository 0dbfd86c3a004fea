/**
 * The clock's part in commemorations: what has come due is published, drafted, or gives way to an editor's article;
 * and what is overdue, for monitoring.
 */
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import type { Settings } from "../../settings/settings";
import { addDays } from "../../text/dates/civil-date";
import { localDate } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { writtenBetween } from "../article-queries";
import type { Claims } from "../claims";
import { languagesOf, type Observance } from "../observance";
import { comeDue, LOOK_AHEAD_DAYS, LOOK_BACK_DAYS, type PlannedOccurrence, todayAt } from "../occurrence";
import { type Active, observancesAround } from "../queries";
import type { KillSwitch } from "../switches/kill-switch";
import { activeSwitches, lastLift } from "../switches/queries";
import { commemorate, giveWay } from "./commemorate";
import { decide, type Facts, isCoveredOnly } from "./decide";

const DAY_MS = 86_400_000;
/** Three days on either side cover every zone, and the local day before and after on which an editor's article may lie. */
const AROUND_MS = 3 * DAY_MS;

/** What the tick has read, in one snapshot. */
export interface TickFacts {
  readonly observances: Active;
  readonly claims: Claims;
  readonly switches: readonly KillSwitch[];
  readonly settings: Settings;
}

/** One piece of work, and its name in the log. `work` resolves to its outcome; null for nothing to log. */
export interface DueWork {
  readonly what: string;
  /** When the clock should have done it, epoch ms. */
  readonly dueAt: number;
  readonly work: () => Promise<string | null>;
}

/**
 * What is to be done now, each occurrence and language by itself. Reads the newsroom's own articles only when
 * nothing else holds something that is due.
 * @param at  the instant of the tick, epoch ms. @throws D1Unavailable
 */
export async function workDue(runtime: Runtime, read: TickFacts, at: number): Promise<DueWork[]> {
  const facts = factsOf(read, at);
  const { ready, failed } = openAt(read, at);
  const works: DueWork[] = failed.map(({ key, failure }) => ({
    what: `observance ${key}`,
    dueAt: at,
    work: () => Promise.reject(failure),
  }));
  if (ready.length === 0) return works;
  const instants = ready.map(({ planned }) => planned.dueAt);
  const [from, to] = [Math.min(...instants) - AROUND_MS, Math.max(...instants) + AROUND_MS];
  const { db, waits } = runtime;
  const [written, lift] = await runQueries(db, [writtenBetween(db, from, to), lastLift(db)], waits.d1Ms);
  const due = ready.map(one => ({
    what: `${one.planned.observance.key} ${one.planned.dates.localDate} ${one.lang}`,
    dueAt: openSince(one, lift),
    work: () => act(runtime, one, { ...facts, written }, at),
  }));
  return [...works, ...due];
}

/** What has come due and nothing holds, as far as is known without the newsroom's own articles. */
export interface Open {
  readonly ready: readonly Due[];
  /** Observances whose evaluation throws: they do not stop the others. */
  readonly failed: readonly { readonly key: string; readonly failure: unknown }[];
}

/** @param at epoch ms */
export function openAt(read: TickFacts, at: number): Open {
  const facts = factsOf(read, at);
  const ready: Due[] = [];
  const failed: { key: string; failure: unknown }[] = [];
  for (const observance of read.observances.active) {
    try {
      ready.push(...readyOf(observance, facts, at));
    } catch (failure) {
      failed.push({ key: observance.key, failure });
    }
  }
  return { ready, failed };
}

const factsOf = (read: TickFacts, at: number): Facts => ({ ...read, written: [], today: todayAt(at) });

export interface Due {
  readonly planned: PlannedOccurrence;
  readonly lang: Lang;
}

/** Since when nothing has held it, epoch ms: what an editor has just created, changed or released is not late. */
export function openSince({ planned }: Due, lift: number): number {
  return Math.max(planned.actAt, planned.observance.revisedAt, lift);
}

function readyOf(observance: Observance, facts: Facts, at: number): Due[] {
  if (observance.mode !== "auto" && observance.mode !== "draft") return [];
  return comeDue(observance, at, facts.today)
    .flatMap(planned => languagesOf(observance).map(lang => ({ planned, lang })))
    .filter(({ planned, lang }) => decide(planned, lang, facts)?.holds.length === 0);
}

async function act(
  runtime: Runtime,
  { planned, lang }: Due,
  facts: Facts,
  at: number,
): Promise<string | null> {
  const decision = decide(planned, lang, facts);
  if (decision === null) return null;
  const { action, holds, text, coveredBy } = decision;
  if (coveredBy !== null && isCoveredOnly(decision))
    return await giveWay(runtime, planned, lang, decision, coveredBy);
  if (holds.length > 0 || text === null || action === "remind") return null;
  return await commemorate(runtime, planned, lang, action, text, facts.settings, at);
}

export interface Overdue {
  /** Key, local date and language of each, as in the log. */
  readonly overdue: readonly string[];
  /** Keys of observances that cannot be read or evaluated. */
  readonly broken: readonly string[];
}

/** @param before  epoch ms: what was due by then and is held by nothing. @throws D1Unavailable */
export async function overdueCommemorations(runtime: Runtime, before: number): Promise<Overdue> {
  const { db, waits } = runtime;
  const today = localDate(before, "UTC");
  const [oldest, furthest] = [addDays(today, -LOOK_BACK_DAYS - 1), addDays(today, LOOK_AHEAD_DAYS + 1)];
  const [settings, observances, switches, lift] = await runQueries(
    db,
    [currentSettings(db), observancesAround(db, oldest, furthest), activeSwitches(db), lastLift(db)],
    waits.d1Ms,
  );
  const { ready, failed } = openAt({ settings, observances, claims: observances.claims, switches }, before);
  const overdue = ready
    .filter(due => openSince(due, lift) <= before)
    .map(({ planned, lang }) => `${planned.observance.key} ${planned.dates.localDate} ${lang}`);
  return { overdue, broken: [...observances.broken, ...failed.map(({ key }) => key)] };
}
