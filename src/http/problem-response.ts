/** From what was thrown to a problem, and from a problem to its JSON response. */
import { NoGoodPage } from "../cache/read-through";
import { D1Unavailable, ReferenceGone } from "../db/client";
import { httpProblem, type Problem, ProblemError, problemBody } from "./problem";
import { PLAIN_HEADERS } from "./respond";

/** What a client learns of a failure. One that was not foreseen goes to the log, and nothing of it to the client. */
export function problemOf(failure: unknown): Problem {
  if (failure instanceof ProblemError) return failure.problem;
  if (failure instanceof NoGoodPage) return { code: "unavailable" };
  console.error(
    JSON.stringify({
      failure: String(failure),
      cause: failure instanceof Error ? String(failure.cause ?? "") : "",
    }),
  );
  if (failure instanceof D1Unavailable)
    return { code: failure.during === "write" ? "outcome-unknown" : "unavailable" };
  if (failure instanceof ReferenceGone) return { code: "busy" };
  return { code: "internal" };
}

/** @see RFC 9457 */
export function problemResponse(problem: Problem): Response {
  const { status, headers } = httpProblem(problem);
  return new Response(`${problemBody(problem)}\n`, {
    status,
    headers: { ...PLAIN_HEADERS, "Content-Type": "application/problem+json; charset=utf-8", ...headers },
  });
}
