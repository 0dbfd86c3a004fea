/** The site is looked over. */
import { catchUp } from "../../cache/follow";
import { overdueCommemorations } from "../../commemorations/publish/publish-due";
import { D1Unavailable, runQueries } from "../../db/client";
import { MIGRATIONS } from "../../db/migrations";
import { receiversState } from "../../notifications/receiver-queries";
import type { Runtime } from "../../runtime";
import { followedUpTo } from "../../search/follow";
import { type Follower, type Found, OVERDUE_MS, TICK_MISSED_MS } from "./health";
import { refuseMissing, requireMigrations } from "./migrations";
import { appliedMigrations } from "./migrations-queries";
import { editionMadeAt, isClockNeeded, lastBeat, overdueArticles } from "./queries";

/** How many overdue articles are named. */
const NAMED = 20;

/**
 * @returns what was found, and the newest edition.
 * @throws ProblemError `migrations-missing`; D1Unavailable when the truth itself does not answer.
 */
export async function checkHealth(runtime: Runtime): Promise<Found & { readonly edition: number }> {
  try {
    return await lookOver(runtime);
  } catch (failure) {
    // A statement about a table that is not there yet fails like any that is wrong.
    if (!(failure instanceof D1Unavailable)) await requireMigrations(runtime);
    throw failure;
  }
}

async function lookOver(runtime: Runtime): Promise<Found & { readonly edition: number }> {
  const { db, waits } = runtime;
  const now = runtime.now();
  const indexed = await followedUpTo(runtime).catch(nullWhenDown);
  const [present, lastTickAt, needed, articles, missingSince, receivers, applied] = await runQueries(
    db,
    [
      catchUp(runtime, now),
      lastBeat(db),
      isClockNeeded(db, now - TICK_MISSED_MS),
      overdueArticles(db, now - OVERDUE_MS, NAMED),
      editionMadeAt(db, (indexed?.edition ?? 0) + 1),
      receiversState(db),
      appliedMigrations(db),
    ],
    waits.d1Ms,
  );
  refuseMissing(MIGRATIONS.DB.filter(name => !applied.includes(name)));
  const { overdue, broken } = await overdueCommemorations(runtime, now - OVERDUE_MS);
  // Of another epoch it knows nothing: after a restore it begins anew.
  const edition = indexed === null || indexed.epoch !== present.epoch ? 0 : indexed.edition;
  const search: Follower | null = indexed && {
    edition,
    lag: present.current - edition,
    behindSince: present.current > edition ? (missingSince ?? now) : null,
  };
  return {
    now,
    edition: present.current,
    lastTickAt,
    isClockNeeded: needed,
    overdueArticles: articles.map(({ id }) => id),
    overdueCommemorations: overdue,
    broken,
    search,
    webhooks: {
      edition: receivers.edition ?? present.current,
      lag: present.current - (receivers.edition ?? present.current),
      behindSince: receivers.behindSince,
    },
    pausedReceivers: receivers.paused,
  };
}

function nullWhenDown(failure: unknown): null {
  if (failure instanceof D1Unavailable) return null;
  throw failure;
}
