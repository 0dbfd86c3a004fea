/**
 * How a change becomes visible: one batch that changes the truth, numbers the edition and says what is new to
 * this isolate's ledger; then the followers are told.
 */

import { commit, type Query, type Statement } from "../db/client";
import type { Follower, Runtime } from "../runtime";
import { catchUp, copyLedger, learn } from "./follow";
import { askForWork, withWork } from "./followers";
import { tagHash } from "./ledger";

/** A cache in front takes 100 tags in one purge. */
const PURGED_TAGS = 100;

/**
 * Commits one edition, or nothing at all.
 * @param statements the change and its edition, in order; any of them may carry a guard that makes it do nothing.
 * @param answer what to read when all of it is done, in the same batch.
 * @returns the answer, and the newest edition: the one made here, unless every guard said no.
 * @throws UniqueKeyTaken when a referee said no; D1Unavailable when the outcome is unknown.
 */
export async function makeEdition<T>(
  runtime: Runtime,
  statements: readonly Statement[],
  answer: Query<T>,
): Promise<{ readonly answer: T; readonly edition: number }> {
  const follow = catchUp(runtime, runtime.now());
  const work = askForWork(runtime);
  const questions = [answer, follow, ...work];
  const batch = [...statements, ...questions.map(({ statement }) => statement)];
  const results = (await commit(runtime.db, batch, runtime.waits.d1Ms)).slice(statements.length);
  const present = follow.read(results[1]);
  learn(runtime, present);
  const followers = withWork(
    runtime,
    work.map((one, place) => one.read(results[2 + place])),
  );
  tellFollowers(runtime, followers, present.editions?.flatMap(edition => edition.tags) ?? []);
  return { answer: answer.read(results[0]), edition: present.current };
}

/** None of this is needed for the truth: a crash here costs nothing but time. */
function tellFollowers(runtime: Runtime, followers: readonly Follower[], tags: readonly string[]): void {
  runtime.waitUntil(copyLedger(runtime));
  for (const { follow } of followers)
    runtime.waitUntil(follow(runtime).catch(failure => logFollower(failure)));
  if (runtime.purge === null || tags.length === 0) return;
  const hashes = [...new Set(tags.map(tag => tagHash(tag).toString(36)))].slice(0, PURGED_TAGS);
  // The time bound is the promise; a purge that is refused (five a minute) only hurries nothing.
  runtime.waitUntil(runtime.purge(hashes).catch(() => undefined));
}

/** The tick brings it up to date. */
function logFollower(failure: unknown): void {
  console.error(JSON.stringify({ follower: String(failure) }));
}
