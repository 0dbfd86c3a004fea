/**
 * What is remembered of those who were refused: a line in the audit log, and how often lately somebody has shown what
 * opens nothing, so that whoever guesses is slowed down. Coarse: it is counted in the memory of one isolate, and a token
 * is 256 bits that nobody guesses; what it spares is D1.
 * @see docs/decisions/0025-every-refusal-has-its-line.md
 */
import { audit } from "../db/audit";
import { commit } from "../db/client";
import { httpProblem, type Problem, ProblemError } from "../http/problem";
import { isolateState, type Runtime } from "../runtime";
import { countOne, type Minutes, msLeft, runningMinute } from "./minute";

/** Refusals of one kind that an isolate writes down in a minute: of each token, and of all whom nobody knows together. */
const WRITTEN_A_MINUTE = 20;
/** Tokens that one caller may show in vain in a minute. */
const FAILURES_A_MINUTE = 30;
const SUBJECT_LETTERS = 200;

/** Refusals of the running minute, by whom and what for. */
const refusals = isolateState<Minutes>(() => new Map());
/** Wrong tokens shown lately, by caller. */
const failures = isolateState<Minutes>(() => new Map());

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
  const entry = audit(runtime.db, {
    ...{ at: runtime.now(), tokenId, action: `refused.${code}`, edition: "none" },
    subject: subject.slice(0, SUBJECT_LETTERS),
  });
  const written = commit(runtime.db, [entry], runtime.waits.d1Ms);
  // The refusal stands without its line: a failure of this lets nobody in.
  runtime.waitUntil(written.catch(() => undefined));
}

/** More lines than these would let anybody fill the log, and one kind would leave no room for another. */
const mayWrite = (runtime: Runtime, kind: string): boolean =>
  countOne(refusals(runtime), kind, runtime.now()) <= WRITTEN_A_MINUTE;

/** @param caller the address as the platform tells it; null where there is none to tell callers apart by. */
export function countFailure(runtime: Runtime, caller: string | null): void {
  if (caller !== null) countOne(failures(runtime), caller, runtime.now());
}

/** What a caller is told who has shown too many wrong tokens within a minute; null for any other. */
export function hasteOf(runtime: Runtime, caller: string | null): ProblemError | null {
  const now = runtime.now();
  const minute = caller === null ? null : runningMinute(failures(runtime), caller, now);
  if (minute === null || minute.count < FAILURES_A_MINUTE) return null;
  return new ProblemError({
    code: "rate-limited",
    of: "tokens",
    seconds: Math.ceil(msLeft(minute, now) / 1_000),
  });
}

/** An IPv6 caller has a whole /64 to call from. @see RFC 4291 section 2.2: `::` stands for groups of zeros */
export function callerOf(ip: string | undefined): string | null {
  if (ip === undefined || ip === "") return null;
  if (!ip.includes(":")) return ip;
  const [first = [], last = []] = ip.split("::").map(side => side.split(":").filter(group => group !== ""));
  const zeros = Array<string>(Math.max(0, GROUPS - first.length - last.length)).fill("0");
  return [...first, ...zeros, ...last].slice(0, GROUPS / 2).join(":");
}

/** Of an IPv6 address. */
const GROUPS = 8;
