/** D1 through drizzle: questions that share one round trip, and the one place that reads a driver's message. */
import type { BatchItem } from "drizzle-orm/batch";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import * as schema from "./schema";
import { within } from "./within";

export type Db = DrizzleD1Database<typeof schema>;
export type Statement = BatchItem<"sqlite">;

export function openDb(d1: D1Database): Db {
  return drizzle(d1, { schema });
}

/** One statement and how to read its rows. Several questions share one round trip and one snapshot. */
export interface Query<T> {
  readonly statement: Statement;
  read(rows: unknown): T;
}

type Answers<Q extends readonly Query<unknown>[]> = {
  [K in keyof Q]: Q[K] extends Query<infer T> ? T : never;
};

/** Ties a statement to the reader of its rows, with drizzle's own type of them. */
export function asQuery<S extends Statement, T>(statement: S, read: (rows: S["_"]["result"]) => T): Query<T> {
  return { statement, read };
}

/** D1 did not answer, in time or at all. Of a write nobody knows then whether it took effect. */
export class D1Unavailable extends Error {
  override readonly name = "D1Unavailable";
  constructor(
    readonly asked: "a question" | "a write",
    options: ErrorOptions,
  ) {
    super(`D1 did not answer ${asked}`, options);
  }
}

/**
 * Asks all questions in one batch: one round trip, one snapshot.
 * @param withinMs how long to wait for D1.
 * @throws D1Unavailable
 */
export async function ask<const Q extends readonly [Query<unknown>, ...Query<unknown>[]]>(
  db: Db,
  questions: Q,
  withinMs: number,
): Promise<Answers<Q>> {
  const [first, ...rest] = questions;
  let results: readonly unknown[];
  try {
    results = await within(withinMs, db.batch([first.statement, ...rest.map(one => one.statement)]));
  } catch (cause) {
    throw isOurFault(cause) ? cause : new D1Unavailable("a question", { cause });
  }
  // The only place where an answer meets its query: a batch's results stand in the order of its statements.
  return questions.map((one, position) => one.read(results[position])) as Answers<Q>;
}

/**
 * Commits all statements in one batch, or none of them.
 * @returns the results in order.
 * @throws UniqueKeyTaken when a unique key said no, ReferenceGone when a row refers to none: nothing was written.
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
    return await within(withinMs, db.batch([first, ...rest]));
  } catch (cause) {
    const key = takenKey(cause);
    if (key !== null) throw new UniqueKeyTaken(key);
    if (messages(cause).some(message => message.includes("FOREIGN KEY constraint failed")))
      throw new ReferenceGone("a row refers to one that is not there", { cause });
    throw isOurFault(cause) ? cause : new D1Unavailable("a write", { cause });
  }
}

/** A unique key refused a write. `key` is its columns: `slugs.lang, slugs.day, slugs.key`. */
export class UniqueKeyTaken extends Error {
  override readonly name = "UniqueKeyTaken";
  constructor(readonly key: string) {
    super(`unique key taken: ${key}`);
  }
}

/** What a row refers to is gone since it was read, or is referred to since: whoever asks again is told. */
export class ReferenceGone extends Error {
  override readonly name = "ReferenceGone";
}

/** A statement that SQLite refuses, or code that breaks, is a fault of ours and no outage. */
function isOurFault(error: unknown): boolean {
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
