/**
 * The audit log: who did what, and who was refused.
 * @see docs/decisions/0025-every-refusal-has-its-line.md
 */
import { audit } from "../db/audit";
import { commit } from "../db/client";
import { httpProblem, type Problem } from "../http/problem";
import { isolateState, type Runtime } from "../runtime";
import { countOne, type Minutes } from "./rate-limit";

/** What an act was done to, or that it was refused: the word before the dot of its action. */
export const KINDS = [
  ...["article", "media", "author", "section", "page", "observance", "observances", "occurrence"],
  ...["switch", "settings", "token", "webhook", "refused"],
] as const;

export interface Act {
  readonly id: number;
  /** epoch ms */
  readonly at: number;
  /** null for the clock, or for a request without a token. Of a refusal: the token that was sent, valid or not. */
  readonly tokenId: string | null;
  readonly tokenName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly edition: number | null;
}

export interface Wanted {
  readonly kind: string | null;
  readonly tokenId: string | null;
  readonly subject: string | null;
}

/** One page looks through so many acts at most, however few match, so that its cost is bounded. */
export const LOOKED_THROUGH = 5_000;

/** Refusals of one kind that an isolate writes in a minute: for each token, and for all unknown clients together. */
const WRITTEN_A_MINUTE = 20;
const SUBJECT_LETTERS = 200;

/** Refusals of the running minute, by whom and what for. */
const refusals = isolateState<Minutes>(() => new Map());
/** A token or a scope is missing, a limit is reached, or a write conflicts with another or with the article's state. */
const WRITTEN: readonly number[] = [401, 403, 409, 412, 428, 429];

/**
 * Writes a refusal after the response. An invalid request is not one.
 * @param tokenId the one that was sent. @param subject method and path, never a query: it could hold a secret.
 */
export function recordRefusal(
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
  // If this fails, the refusal remains one.
  runtime.waitUntil(written.catch(() => undefined));
}

/** More lines than these would let anybody fill the log, and one kind would leave no room for another. */
const mayWrite = (runtime: Runtime, kind: string): boolean =>
  countOne(refusals(runtime), kind, runtime.now()) <= WRITTEN_A_MINUTE;
