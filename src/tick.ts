/**
 * The clock's journey, every minute: leave a heartbeat, find what is due, publish it, let the followers catch up.
 * `at` is the event's scheduled time. One failure never stops the rest; it is thrown at the end, to be recorded.
 */
import { comeDue } from "./articles/come-due";
import { dueArticles, forgetIdempotencyKeys } from "./articles/due-store";
import { learn, tendCopy } from "./cache/follow";
import { commemorate } from "./commemorations/commemorate";
import { languagesOf, type Observance } from "./commemorations/observance";
import { LOOK_BACK_DAYS, comeDue as occurrencesDue } from "./commemorations/rule";
import { activeObservances, claimedSince, claimKey } from "./commemorations/store";
import { ask, type Question, question, type Statement } from "./db/client";
import { beat } from "./editions/heartbeat-store";
import type { Runtime } from "./env";
import type { Settings } from "./settings/settings";
import { currentSettings } from "./settings/store";
import { addDays } from "./text/civil-date";
import { localDate } from "./text/time-zone";

/** How many scheduled articles one tick brings out; the next tick goes on. */
const DUE_A_TICK = 50;
/** Keys are promised for 24 hours; one day more costs nothing. */
const KEYS_KEPT_MS = 48 * 3_600_000;

interface Report {
  readonly done: string[];
  readonly failures: { readonly what: string; readonly failure: unknown }[];
}

/**
 * @param at the tick's scheduled time, epoch ms.
 * @throws AggregateError of everything that failed, after everything else was done.
 */
export async function tick(runtime: Runtime, at: number): Promise<void> {
  const { db } = runtime;
  const now = runtime.now();
  // Zones differ by a day at most: this covers the window of each of them.
  const oldest = addDays(localDate(at, "UTC"), -LOOK_BACK_DAYS - 1);
  const [, , catchUp, settings, due, observances, claimed] = await ask(
    db,
    [
      nothing(beat(db, at, now)),
      nothing(forgetIdempotencyKeys(db, now - KEYS_KEPT_MS)),
      runtime.follow(runtime.isolate.ledger, now),
      currentSettings(db),
      dueArticles(db, at, DUE_A_TICK),
      activeObservances(db),
      claimedSince(db, oldest),
    ],
    runtime.waits.d1Ms,
  );
  learn(runtime, catchUp);
  const report: Report = { done: [], failures: [] };
  for (const id of due) await attempt(report, `article ${id}`, () => comeDue(runtime, id, at));
  for (const observance of observances.active)
    await observe(runtime, report, observance, claimed, settings, at);
  for (const key of observances.broken)
    report.failures.push({ what: `observance ${key}`, failure: new Error("cannot be read") });
  await tendCopy(runtime);
  for (const follower of runtime.followers) {
    await follower(runtime).catch(failure => report.failures.push({ what: "follower", failure }));
  }
  conclude(report, at);
}

async function observe(
  runtime: Runtime,
  report: Report,
  observance: Observance,
  claimed: ReadonlySet<string>,
  settings: Settings,
  at: number,
): Promise<void> {
  for (const occurrence of occurrencesDue(observance, at)) {
    for (const lang of languagesOf(observance)) {
      const key = claimKey({ observanceId: observance.id, localDate: occurrence.localDate, lang });
      if (claimed.has(key)) continue;
      await attempt(report, `${observance.key} ${occurrence.localDate} ${lang}`, async () => {
        return (await commemorate(runtime, observance, occurrence, lang, settings, at)).outcome;
      });
    }
  }
}

async function attempt(report: Report, what: string, work: () => Promise<string>): Promise<void> {
  try {
    const outcome = await work();
    if (outcome !== "nothing-to-say") report.done.push(`${what}: ${outcome}`);
  } catch (failure) {
    report.failures.push({ what, failure });
  }
}

/** One line in the log, when there is something to say. */
function conclude({ done, failures }: Report, at: number): void {
  if (done.length > 0 || failures.length > 0) {
    const failed = failures.map(({ what, failure }) => `${what}: ${String(failure)}`);
    console.log(JSON.stringify({ tick: new Date(at).toISOString(), done, failed }));
  }
  if (failures.length > 0)
    throw new AggregateError(
      failures.map(one => one.failure),
      `${failures.length} of the tick's tasks failed`,
    );
}

const nothing = (statement: Statement): Question<null> => question(statement, () => null);
