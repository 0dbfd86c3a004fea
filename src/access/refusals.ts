/**
 * What is remembered of those who were refused: a line in the audit log, and how often lately somebody has shown what
 * opens nothing, so that whoever guesses is slowed down. Coarse: it is counted in the memory of one isolate, and a token
 * is 256 bits that nobody guesses; what it spares is D1.
 * @see docs/decisions/0025-every-refusal-has-its-line.md
 */
import { commit } from "../db/client";
import type { Runtime } from "../env";
import { httpProblem, type Problem, Refusal } from "../problem";
import { insertRefusal } from "./audit-store";

const MINUTE_MS = 60_000;
/** Refusals of one kind that an isolate writes down in a minute: of each token, and of all whom nobody knows together. */
const WRITTEN_A_MINUTE = 20;
/** Tokens that one caller may show in vain in a minute. */
const FAILURES_A_MINUTE = 30;
const MOST_REMEMBERED = 1_000;
const SUBJECT_LETTERS = 200;

/** Want of a token or a scope, haste, and writes that came after somebody else's or at the wrong time. */
const WRITTEN: readonly number[] = [401, 403, 409, 412, 428, 429];

/**
 * Writes a refusal down after the answer; faults in what was sent are nobody's refusal.
 * @param tokenId the one that was shown. @param subject method and path, never a query: it could hold a secret.
 */
export function noteRefusal(
  runtime: Runtime,
  problem: Problem,
  tokenId: string | null,
  subject: string,
): void {
  if (!WRITTEN.includes(httpProblem(problem).status)) return;
  const { code } = problem;
  const isUnknown = code === "unauthorized" || (code === "rate-limited" && problem.of === "tokens");
  if (!mayWrite(runtime, `${code} ${isUnknown ? "" : tokenId}`)) return;
  const refusal = { at: runtime.now(), tokenId, code, subject: subject.slice(0, SUBJECT_LETTERS) };
  const written = commit(runtime.db, [insertRefusal(runtime.db, refusal)], runtime.waits.d1Ms);
  // The refusal stands without its line: a failure of this lets nobody in.
  runtime.after(written.catch(() => undefined));
}

/** More lines than these would let anybody fill the log, and one kind would leave no room for another. */
function mayWrite({ isolate, now }: Runtime, kind: string): boolean {
  const known = isolate.refusals.get(kind);
  if (known !== undefined && !hasPassed(known.since, now())) {
    known.left -= 1;
    return known.left >= 0;
  }
  if (isolate.refusals.size >= MOST_REMEMBERED) isolate.refusals.clear();
  isolate.refusals.set(kind, { since: now(), left: WRITTEN_A_MINUTE - 1 });
  return true;
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
  if (failures.size >= MOST_REMEMBERED) failures.clear();
  failures.set(caller, { since: now, count: 1 });
}

/** What a caller is told who has shown too many wrong tokens within a minute; null for any other. */
export function hasteOf(runtime: Runtime, caller: string | null): Refusal | null {
  const known = caller === null ? undefined : runtime.isolate.failures.get(caller);
  const now = runtime.now();
  if (known === undefined || hasPassed(known.since, now) || known.count < FAILURES_A_MINUTE) return null;
  const seconds = Math.ceil((known.since + MINUTE_MS - now) / 1_000);
  return new Refusal({ code: "rate-limited", of: "tokens", seconds });
}

/** An IPv6 caller has a whole /64 to call from. */
export function callerOf(ip: string | undefined): string | null {
  if (ip === undefined || ip === "") return null;
  return ip.includes(":") ? ip.split(":").slice(0, 4).join(":") : ip;
}

const hasPassed = (since: number, now: number) => now - since >= MINUTE_MS || now < since;
