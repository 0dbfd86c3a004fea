/** Whether the site does what it promises: is the clock running, is anything overdue, do the followers follow. Pure. */

/** A tick comes every minute; after this it is missed, in ms. */
export const TICK_MISSED_MS = 5 * 60_000;
/** What is due and undone after this is overdue, in ms: one slow tick is none. */
export const OVERDUE_MS = 5 * 60_000;
/** A follower that is behind for longer than this is stuck, in ms: each tick takes it further. */
const FOLLOWER_STUCK_MS = 10 * 60_000;

/** What was found. */
export interface Found {
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
  readonly search: Follower | null;
  /** The receiver that is furthest behind. */
  readonly webhooks: Follower;
  /** Receivers that are told nothing any more because they are gone or never answered: no fault of this site. */
  readonly pausedReceivers: readonly string[];
}

/** How far a follower is; null in `Found` when it cannot be asked. */
export interface Follower {
  readonly edition: number;
  readonly lag: number;
  /** When the first edition that it lacks was made, epoch ms; null when it lacks none. */
  readonly behindSince: number | null;
}

/** What is wrong, one sentence each; empty when all is well. @param areNamed by name, or only how much it is. */
export function troubles(found: Found, areNamed: boolean): string[] {
  const told = (names: readonly (string | number)[]) => (areNamed ? names.join(", ") : String(names.length));
  const { now, lastTickAt, search, webhooks } = found;
  const said: string[] = [];
  if (lastTickAt === null && found.isClockNeeded)
    said.push("The clock has never ticked, and something waits for it: is the cron trigger there?");
  if (lastTickAt !== null && now - lastTickAt > TICK_MISSED_MS)
    said.push(`The clock last ticked ${minutes(now - lastTickAt)} minutes ago; it should every minute.`);
  if (found.overdueArticles.length > 0)
    said.push(
      `Articles are overdue to appear or to end: ${told(found.overdueArticles)}. Readers see what is due; followers do not.`,
    );
  if (found.overdueCommemorations.length > 0)
    said.push(`Commemorations are overdue: ${told(found.overdueCommemorations)}.`);
  if (found.broken.length > 0) said.push(`Observances cannot be read: ${told(found.broken)}.`);
  if (search === null) said.push("The search index does not answer.");
  else said.push(...stuck("The search index is", search, now));
  said.push(...stuck("Webhooks are", webhooks, now));
  return said;
}

function stuck(what: string, { lag, behindSince }: Follower, now: number): string[] {
  if (behindSince === null || now - behindSince <= FOLLOWER_STUCK_MS) return [];
  return [`${what} ${lag} editions behind, for ${minutes(now - behindSince)} minutes.`];
}

const minutes = (ms: number) => Math.floor(ms / 60_000);
