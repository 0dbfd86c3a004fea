/** The If-Match of a request. */

import { type Precondition, readIfMatch } from "./precondition";
import { ProblemError } from "./problem";
import type { AppContext } from "./routes";

/** @returns null when none was sent. */
export function preconditionOf(c: AppContext): Precondition | null {
  const header = c.req.header("If-Match");
  return header === undefined ? null : readIfMatch(header);
}

/** @throws ProblemError `precondition-required` */
export function requirePrecondition(c: AppContext): Precondition {
  const precondition = preconditionOf(c);
  if (precondition === null) throw new ProblemError({ code: "precondition-required" });
  return precondition;
}
