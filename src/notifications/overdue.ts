/** What the clock comes to late is told to the receivers that asked for it, once for each thing and hour. */
import { commit } from "../db/client";
import type { Runtime } from "../runtime";
import { sha256 } from "../text/hash";
import { queueOverdue } from "./queue-queries";

export interface Late {
  /** As the log calls it: `article 12`, or an observance's key, date and language. */
  readonly what: string;
  /** When it was due, epoch ms. */
  readonly dueAt: number;
}

const SUBJECT_DIGITS = 16;
const WHAT_LETTERS = 300;
/** So many of one tick are told by name: whoever must act on more than that knows enough. */
const MOST_TOLD = 50;

/** @throws D1Unavailable */
export async function announceOverdue(runtime: Runtime, late: readonly Late[]): Promise<void> {
  const { db, waits, now } = runtime;
  const told = late.slice(0, MOST_TOLD);
  const hashes = await Promise.all(told.map(({ what }) => sha256(what)));
  const statements = told.map(({ what, dueAt }, place) => {
    const subject = `o${hashes[place]?.slice(0, SUBJECT_DIGITS)}`;
    return queueOverdue(db, { what: what.slice(0, WHAT_LETTERS), subject, dueAt }, now());
  });
  await commit(db, statements, waits.d1Ms);
}
