/**
 * What is remembered of those who were let in nowhere: a line in the audit log, and how often lately, so that whoever
 * guesses is slowed down. Coarse: it is counted in the memory of one isolate, and a token is 256 bits that nobody guesses;
 * what it spares is D1.
 */
import { commit } from "../db/client";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { insertRefusal } from "./audit-store";

const MINUTE_MS = 60_000;
/** Refusals that one isolate writes down in a minute; more would let anybody fill the log. */
const WRITTEN_A_MINUTE = 20;
/** Tokens that one caller may show in vain in a minute. */
const FAILURES_A_MINUTE = 30;
const MOST_CALLERS = 1_000;
const SUBJECT_LETTERS = 200;

/** Writes the refusal down after the answer. @param subject method and path, never a query: it could hold a secret. */
export function noteRefusal(
  runtime: Runtime,
  code: "unauthorized" | "scope-missing" | "rate-limited",
  tokenId: string | null,
  subject: string,
): void {
  const { isolate } = runtime;
  const now = runtime.now();
  if (hasPassed(isolate.refusals.since, now)) isolate.refusals = { since: now, left: WRITTEN_A_MINUTE };
  if (isolate.refusals.left <= 0) return;
  isolate.refusals.left -= 1;
  const refusal = { at: now, tokenId, code, subject: subject.slice(0, SUBJECT_LETTERS) };
  const written = commit(runtime.db, [insertRefusal(runtime.db, refusal)], runtime.waits.d1Ms);
  // The refusal stands without its line: a failure of this lets nobody in.
  runtime.after(written.catch(() => undefined));
}

/** @param caller the address as the platform tells it; null where there is none to tell callers apart by. */
export function countFailure(runtime: Runtime, caller: string | null): void {
  if (caller === null) return;
  const { failures } = runtime.isolate;
  const now = runtime.now();
  const known = failures.get(caller);
  if (known !== undefined && !hasPassed(known.since, now)) {
    known.count += 1;
    return;
  }
  if (failures.size >= MOST_CALLERS) failures.clear();
  failures.set(caller, { since: now, count: 1 });
}

/** @throws Refusal `rate-limited` for a caller who has shown too many wrong tokens within a minute. */
export function refuseHasty(runtime: Runtime, caller: string | null): void {
  const known = caller === null ? undefined : runtime.isolate.failures.get(caller);
  const now = runtime.now();
  if (known === undefined || hasPassed(known.since, now) || known.count < FAILURES_A_MINUTE) return;
  const seconds = Math.ceil((known.since + MINUTE_MS - now) / 1_000);
  throw new Refusal({ code: "rate-limited", of: "tokens", seconds });
}

/** An IPv6 caller has a whole /64 to call from. */
export function callerOf(ip: string | undefined): string | null {
  if (ip === undefined || ip === "") return null;
  return ip.includes(":") ? ip.split(":").slice(0, 4).join(":") : ip;
}

const hasPassed = (since: number, now: number) => now - since >= MINUTE_MS || now < since;
