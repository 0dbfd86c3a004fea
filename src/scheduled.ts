/**
 * The clock's tick, every minute: leave a heartbeat, find what is due, publish it, let the followers catch up. One
 * failure never stops the rest; it is thrown at the end, to be recorded.
 */
import { comeDue, recall, unpublish } from "./articles/lifecycle/actions";
import { dueArticles, endedArticles, forgetIdempotencyKeys } from "./articles/lifecycle/due-queries";
import { withWork, workQueries } from "./cache/editions";
import { catchUp, learn, renewCopy } from "./cache/follow";
import { LOOK_AHEAD_DAYS, LOOK_BACK_DAYS } from "./commemorations/occurrence";
import { type TickFacts, workDue } from "./commemorations/publish/publish-due";
import { observancesAround } from "./commemorations/queries";
import { heldAmong } from "./commemorations/switches/kill-switch";
import { activeSwitches, waitingForDays } from "./commemorations/switches/queries";
import { asQuery, type Query, runQueries, type Statement } from "./db/client";
import { announceOverdue, type Late } from "./notifications/deliver";
import { OVERDUE_MS } from "./ops/health/health";
import { beat, overdueArticles } from "./ops/health/queries";
import type { Runtime } from "./runtime";
import { currentSettings } from "./settings/queries";
import { addDays } from "./text/dates/civil-date";
import { localDate } from "./text/dates/time-zone";

/** How many scheduled articles one tick publishes, and how many it unpublishes; the next tick goes on. */
const DUE_A_TICK = 50;
/** A tick that is later than this acts as of the moment at which it runs, so that nothing is dated back unnoticed. */
const LATE_MS = 5 * 60_000;
/** Idempotency keys are promised for 24 hours; one day more costs nothing. */
const KEY_LIFETIME_MS = 48 * 3_600_000;

interface Report {
  /** What this tick found long after it was due. */
  readonly overdue: Late[];
  readonly done: string[];
  readonly failures: { readonly what: string; readonly failure: unknown }[];
}

/**
 * @param scheduled the tick's scheduled time, epoch ms.
 * @throws AggregateError of everything that failed, after everything else was done.
 */
export async function tick(runtime: Runtime, scheduled: number): Promise<void> {
  const { db } = runtime;
  const now = runtime.now();
  const at = now - scheduled > LATE_MS ? now : scheduled;
  // The local dates of all zones lie within a day of UTC's.
  const today = localDate(at, "UTC");
  const [oldest, furthest] = [addDays(today, -LOOK_BACK_DAYS - 1), addDays(today, LOOK_AHEAD_DAYS + 1)];
  const [, , present, settings, due, ended, overdue, observances, switches, waiting, ...work] =
    await runQueries(
      db,
      [
        nothing(beat(db, scheduled, now)),
        nothing(forgetIdempotencyKeys(db, now - KEY_LIFETIME_MS)),
        catchUp(runtime, now),
        currentSettings(db),
        dueArticles(db, at, DUE_A_TICK),
        endedArticles(db, at, DUE_A_TICK),
        overdueArticles(db, at - OVERDUE_MS, DUE_A_TICK),
        observancesAround(db, oldest, furthest),
        activeSwitches(db),
        waitingForDays(db, now),
        ...workQueries(runtime),
      ],
      runtime.waits.d1Ms,
    );
  learn(runtime, present);
  const late = overdue.map(({ id, dueAt }) => ({ what: `article ${id}`, dueAt }));
  const report: Report = { overdue: late, done: [], failures: [] };
  for (const id of heldAmong(waiting, switches))
    await attempt(report, `article ${id}`, async () =>
      (await recall(runtime, id, null)) ? "recalled" : null,
    );
  for (const id of due) await attempt(report, `article ${id}`, () => comeDue(runtime, id, at));
  for (const id of ended)
    await attempt(report, `article ${id}`, async () => ((await unpublish(runtime, id)) ? "ended" : null));
  await commemorateAll(runtime, report, { observances, claims: observances.claims, switches, settings }, at);
  await renewCopy(runtime);
  await runFollowers(runtime, report, work);
  conclude(report, at);
}

/** Receivers hear of what is overdue as of any edition: once, although many ticks may find it. */
async function runFollowers(runtime: Runtime, report: Report, work: readonly boolean[]): Promise<void> {
  const failed = (failure: unknown) => report.failures.push({ what: "follower", failure });
  const isOverdue = report.overdue.length > 0;
  if (isOverdue) await announceOverdue(runtime, report.overdue).catch(failed);
  const followers = isOverdue ? runtime.followers : withWork(runtime, work);
  for (const { follow } of followers) await follow(runtime).catch(failed);
}

async function commemorateAll(runtime: Runtime, report: Report, facts: TickFacts, at: number): Promise<void> {
  const tasks = await workDue(runtime, facts, at).catch(failure => {
    report.failures.push({ what: "commemorations", failure });
    return [];
  });
  for (const { what, dueAt, work } of tasks) {
    if (at - dueAt > OVERDUE_MS) report.overdue.push({ what, dueAt });
    await attempt(report, what, work);
  }
  for (const key of facts.observances.broken)
    report.failures.push({ what: `observance ${key}`, failure: new Error("cannot be read") });
}

async function attempt(report: Report, what: string, work: () => Promise<string | null>): Promise<void> {
  try {
    const outcome = await work();
    if (outcome !== null) report.done.push(`${what}: ${outcome}`);
  } catch (failure) {
    report.failures.push({ what, failure });
  }
}

/** One line in the log, when there is something to say. */
function conclude({ overdue, done, failures }: Report, at: number): void {
  if (overdue.length > 0 || done.length > 0 || failures.length > 0) {
    const failed = failures.map(({ what, failure }) => `${what}: ${String(failure)}`);
    const late = overdue.map(({ what }) => what);
    console.log(JSON.stringify({ tick: new Date(at).toISOString(), overdue: late, done, failed }));
  }
  if (failures.length > 0)
    throw new AggregateError(
      failures.map(one => one.failure),
      `${failures.length} of the tick's tasks failed`,
    );
}

const nothing = (statement: Statement): Query<null> => asQuery(statement, () => null);
