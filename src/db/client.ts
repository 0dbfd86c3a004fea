/** D1 through drizzle: queries that share one round trip, a time limit, and the one place that reads a driver's message. */
import type { BatchItem } from "drizzle-orm/batch";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import * as schema from "./schema";

export type Db = DrizzleD1Database<typeof schema>;
export type Statement = BatchItem<"sqlite">;

export function openDb(d1: D1Database): Db {
  return drizzle(d1, { schema });
}

/** One statement and how to read its rows. Several queries share one round trip and one snapshot. */
export interface Query<T> {
  readonly statement: Statement;
  read(rows: unknown): T;
}

type Results<Q extends readonly Query<unknown>[]> = {
  [K in keyof Q]: Q[K] extends Query<infer T> ? T : never;
};

/** A statement with a reader of its rows, typed as drizzle types them. */
export function asQuery<S extends Statement, T>(statement: S, read: (rows: S["_"]["result"]) => T): Query<T> {
  return { statement, read };
}

/** D1 did not answer, in time or at all. After a write nobody knows then whether it took effect. */
export class D1Unavailable extends Error {
  override readonly name = "D1Unavailable";
  constructor(
    readonly during: "read" | "write",
    options: ErrorOptions,
  ) {
    super(`D1 did not answer a ${during}`, options);
  }
}

/**
 * Runs all queries in one batch: one round trip, one snapshot.
 * @param withinMs how long to wait for D1, in ms.
 * @throws D1Unavailable
 */
export async function runQueries<const Q extends readonly [Query<unknown>, ...Query<unknown>[]]>(
  db: Db,
  queries: Q,
  withinMs: number,
): Promise<Results<Q>> {
  const [first, ...rest] = queries;
  let results: readonly unknown[];
  try {
    results = await withTimeout(withinMs, db.batch([first.statement, ...rest.map(one => one.statement)]));
  } catch (cause) {
    throw isBug(cause) ? cause : new D1Unavailable("read", { cause });
  }
  // The one cast: a batch's results are in the order of its statements.
  return queries.map((one, position) => one.read(results[position])) as Results<Q>;
}

/**
 * Commits all statements in one batch, or none of them.
 * @returns the results in order.
 * @throws UniqueKeyTaken when a unique key refused, ReferenceGone when a foreign key did: nothing was written.
 * @throws D1Unavailable when the outcome is unknown.
 */
export async function commit(
  db: Db,
  statements: readonly Statement[],
  withinMs: number,
): Promise<readonly unknown[]> {
  const [first, ...rest] = statements;
  if (first === undefined) return [];
  try {
    return await withTimeout(withinMs, db.batch([first, ...rest]));
  } catch (cause) {
    const key = takenKey(cause);
    if (key !== null) throw new UniqueKeyTaken(key);
    if (messages(cause).some(message => message.includes("FOREIGN KEY constraint failed")))
      throw new ReferenceGone("a row refers to one that is not there", { cause });
    throw isBug(cause) ? cause : new D1Unavailable("write", { cause });
  }
}

/** A unique key refused a write. `key` is its columns: `slugs.lang, slugs.day, slugs.key`. */
export class UniqueKeyTaken extends Error {
  override readonly name = "UniqueKeyTaken";
  constructor(readonly key: string) {
    super(`unique key taken: ${key}`);
  }
}

/** A foreign key refused a write: the row referred to was removed since it was read, or has come into use since. */
export class ReferenceGone extends Error {
  override readonly name = "ReferenceGone";
}

/** A statement that SQLite refuses, or code that breaks, is a bug and no outage. */
function isBug(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  return messages(error).some(message => /SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG)/.test(message));
}

function messages(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messages(error.cause)] : [];
}

function takenKey(error: unknown): string | null {
  for (const message of messages(error)) {
    const key = /UNIQUE constraint failed: ([\w., ]+)/.exec(message)?.[1];
    if (key !== undefined) return key.trim();
  }
  return null;
}

export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/**
 * A time limit on a promise that may never settle.
 * @param ms how long to wait.
 * @throws TimedOut when it is over; the promise goes on, and a later failure of it is ignored.
 */
export async function withTimeout<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
