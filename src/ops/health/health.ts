/** Whether the site does what it promises: does the clock tick, is anything overdue, do the followers follow. */
import { catchUp } from "../../cache/follow";
import { overdueCommemorations } from "../../commemorations/publish/publish-due";
import { D1Unavailable, type Db, openDb, runQueries, withTimeout } from "../../db/client";
import { MIGRATIONS } from "../../db/migrations";
import { ProblemError } from "../../http/problem";
import { receiversState } from "../../notifications/receiver-queries";
import type { Runtime } from "../../runtime";
import { followedUpTo } from "../../search/follow";
import {
  appliedMigrations,
  areMigrationsNoted,
  editionMadeAt,
  isClockNeeded,
  lastBeat,
  overdueArticles,
} from "./queries";

/** A tick comes every minute; after this it is missed, in ms. */
export const TICK_MISSED_MS = 5 * 60_000;
/** What is due and undone after this is overdue, in ms: a slow tick does not count. */
export const OVERDUE_MS = 5 * 60_000;
/** A follower that is behind for longer than this is stuck, in ms: each tick takes it further. */
const FOLLOWER_STUCK_MS = 10 * 60_000;

export interface Health {
  /** The newest edition. */
  readonly edition: number;
  /** epoch ms */
  readonly now: number;
  /** epoch ms; null when the clock never ran. */
  readonly lastTickAt: number | null;
  /** Whether anything waits for the clock. */
  readonly isClockNeeded: boolean;
  readonly overdueArticles: readonly number[];
  readonly overdueCommemorations: readonly string[];
  /** Keys of observances that cannot be read. */
  readonly broken: readonly string[];
  readonly search: FollowerHealth | null;
  /** The receiver that is furthest behind. */
  readonly webhooks: FollowerHealth;
  /** Receivers that get nothing any more because they are gone or never responded: no fault of this site. */
  readonly pausedReceivers: readonly string[];
}

/** How far a follower is; null in `Health` when it cannot be asked. */
export interface FollowerHealth {
  readonly edition: number;
  readonly lag: number;
  /** When the first edition that it lacks was made, epoch ms; null when it lacks none. */
  readonly behindSince: number | null;
}

/** What is wrong, one sentence each; empty when all is well. @param areNamed by name, or only how many. */
export function troublesOf(health: Health, areNamed: boolean): string[] {
  const listed = (names: readonly (string | number)[]) =>
    areNamed ? names.join(", ") : String(names.length);
  const { now, lastTickAt, search, webhooks } = health;
  const troubles: string[] = [];
  if (lastTickAt === null && health.isClockNeeded)
    troubles.push("The clock has never ticked, and something waits for it: is the cron trigger there?");
  if (lastTickAt !== null && now - lastTickAt > TICK_MISSED_MS)
    troubles.push(`The clock last ticked ${minutes(now - lastTickAt)} minutes ago; it should every minute.`);
  if (health.overdueArticles.length > 0)
    troubles.push(
      `Articles are overdue to appear or to end: ${listed(health.overdueArticles)}. Readers see what is due; followers do not.`,
    );
  if (health.overdueCommemorations.length > 0)
    troubles.push(`Commemorations are overdue: ${listed(health.overdueCommemorations)}.`);
  if (health.broken.length > 0) troubles.push(`Observances cannot be read: ${listed(health.broken)}.`);
  if (search === null) troubles.push("The search index does not answer.");
  else troubles.push(...stuck("The search index is", search, now));
  troubles.push(...stuck("Webhooks are", webhooks, now));
  return troubles;
}

function stuck(what: string, { lag, behindSince }: FollowerHealth, now: number): string[] {
  if (behindSince === null || now - behindSince <= FOLLOWER_STUCK_MS) return [];
  return [`${what} ${lag} editions behind, for ${minutes(now - behindSince)} minutes.`];
}

const minutes = (ms: number) => Math.floor(ms / 60_000);

/** How many overdue articles are named. */
const NAMED = 20;

/** @throws ProblemError `migrations-missing`; D1Unavailable when the site's own database does not answer. */
export async function checkHealth(runtime: Runtime): Promise<Health> {
  try {
    return await readHealth(runtime);
  } catch (failure) {
    // A statement about a table that is not there yet fails like any that is wrong.
    if (!(failure instanceof D1Unavailable)) await requireMigrations(runtime);
    throw failure;
  }
}

async function readHealth(runtime: Runtime): Promise<Health> {
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
  requireNone(MIGRATIONS.DB.filter(name => !applied.includes(name)));
  const { overdue, broken } = await overdueCommemorations(runtime, now - OVERDUE_MS);
  // Of another epoch it knows nothing: after a restore it begins anew.
  const edition = indexed === null || indexed.epoch !== present.epoch ? 0 : indexed.edition;
  const search: FollowerHealth | null = indexed && {
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

/** Looks into both databases. @throws ProblemError `migrations-missing`; D1Unavailable when the site's own does not answer. */
export async function requireMigrations({ db, search, waits }: Runtime): Promise<void> {
  const missing = await missingIn(db, MIGRATIONS.DB, waits.d1Ms);
  // An index that is down is reported as that.
  const ofIndex = await missingIn(openDb(search), MIGRATIONS.SEARCH, waits.d1Ms).catch(nullWhenDown);
  requireNone([...missing, ...(ofIndex ?? [])]);
}

function requireNone(missing: readonly string[]): void {
  if (missing.length > 0) throw new ProblemError({ code: "migrations-missing", missing });
}

async function missingIn(db: Db, known: readonly string[], withinMs: number): Promise<readonly string[]> {
  const [areNoted] = await runQueries(db, [areMigrationsNoted(db)], withinMs);
  if (!areNoted) return known;
  const [applied] = await runQueries(db, [appliedMigrations(db)], withinMs);
  return known.filter(name => !applied.includes(name));
}

/** `silent`: bound, and does not answer. `bound`: asking it would cost something. */
export const BINDING_STATES = ["answers", "silent", "bound", "not-bound"] as const;
type BindingState = (typeof BINDING_STATES)[number];

/** No page and no medium has this key. */
const UNUSED_KEY = "health";

/** The Worker's bindings besides its databases, by their names in wrangler.toml. Costs a read of KV and one of R2. */
export async function checkBindings(
  runtime: Runtime,
): Promise<Record<"CACHE" | "MEDIA" | "IMAGES" | "UPLOADS", BindingState>> {
  const { kv, media, images, rateLimit, waits } = runtime;
  const [CACHE, MEDIA] = await Promise.all([
    stateOf("CACHE", withTimeout(waits.kvMs, kv.get(UNUSED_KEY))),
    stateOf("MEDIA", withTimeout(waits.d1Ms, media.head(UNUSED_KEY))),
  ]);
  return { CACHE, MEDIA, IMAGES: boundOr(images), UPLOADS: boundOr(rateLimit) };
}

const boundOr = (binding: object | null): BindingState => (binding === null ? "not-bound" : "bound");

async function stateOf(binding: string, asked: Promise<unknown>): Promise<BindingState> {
  try {
    await asked;
    return "answers";
  } catch (cause) {
    console.error(JSON.stringify({ binding, silent: String(cause) }));
    return "silent";
  }
}
