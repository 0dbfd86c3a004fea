/**
 * How a change becomes visible: one batch that changes the truth, numbers the edition and reads what is new to this
 * isolate's ledger. After it the followers run.
 */
import { commit, type Query, type Statement } from "../db/client";
import type { Follower, Runtime } from "../runtime";
import { catchUp, copyLedger, learn } from "./follow";
import { tagHash } from "./ledger";

/** A cache in front takes 100 tags in one purge. */
const PURGED_TAGS = 100;

/**
 * Commits one edition, or nothing at all.
 * @param statements the change and its edition, in order; any of them may carry a guard that makes it do nothing.
 * @param answer what to read when all of it is done, in the same batch.
 * @returns the answer, and the newest edition: the one made here, unless every guard said no.
 * @throws UniqueKeyTaken when a unique key refused; D1Unavailable when the outcome is unknown.
 */
export async function makeEdition<T>(
  runtime: Runtime,
  statements: readonly Statement[],
  answer: Query<T>,
): Promise<{ readonly answer: T; readonly edition: number }> {
  const follow = catchUp(runtime, runtime.now());
  const work = workQueries(runtime);
  const queries = [answer, follow, ...work];
  const batch = [...statements, ...queries.map(({ statement }) => statement)];
  const results = (await commit(runtime.db, batch, runtime.waits.d1Ms)).slice(statements.length);
  const present = follow.read(results[1]);
  learn(runtime, present);
  const hasWork = work.map((one, position) => one.read(results[2 + position]));
  runFollowers(runtime, withWork(runtime, hasWork), present.editions?.flatMap(edition => edition.tags) ?? []);
  return { answer: answer.read(results[0]), edition: present.current };
}

/** A query for each follower that may have nothing to do, to run beside something else that goes to D1 anyway. */
export function workQueries({
  db,
  followers,
  now,
}: Pick<Runtime, "db" | "followers" | "now">): Query<boolean>[] {
  return conditional(followers).map(({ hasWork }) => hasWork(db, now()));
}

/** The followers to run. @param hasWork the results of those queries, in their order. */
export function withWork({ followers }: Pick<Runtime, "followers">, hasWork: readonly boolean[]): Follower[] {
  const idle = conditional(followers).filter((_, position) => hasWork[position] === false);
  return followers.filter(follower => !idle.some(one => one === follower));
}

type Conditional = Follower & { readonly hasWork: NonNullable<Follower["hasWork"]> };

function conditional(followers: readonly Follower[]): Conditional[] {
  return followers.filter((follower): follower is Conditional => follower.hasWork !== null);
}

/** None of this is needed for the truth: a crash here costs nothing but time, and the next tick makes up for it. */
function runFollowers(runtime: Runtime, followers: readonly Follower[], tags: readonly string[]): void {
  runtime.waitUntil(copyLedger(runtime));
  for (const { follow } of followers) {
    const logged = follow(runtime).catch(failure =>
      console.error(JSON.stringify({ follower: String(failure) })),
    );
    runtime.waitUntil(logged);
  }
  if (runtime.purge === null || tags.length === 0) return;
  const hashes = [...new Set(tags.map(tag => tagHash(tag).toString(36)))].slice(0, PURGED_TAGS);
  // The time bound is the promise; a purge only hurries it, and may be refused (five a minute).
  runtime.waitUntil(runtime.purge(hashes).catch(() => undefined));
}
