/** The If-Match of a request. */
import type { Visit } from "./door";
import { type Precondition, readIfMatch } from "./precondition";
import { Refusal } from "./problem";

/** @returns null when none was sent. */
export function preconditionOf(c: Visit): Precondition | null {
  const header = c.req.header("If-Match");
  return header === undefined ? null : readIfMatch(header);
}

/** @throws Refusal `precondition-required` */
export function requirePrecondition(c: Visit): Precondition {
  const precondition = preconditionOf(c);
  if (precondition === null) throw new Refusal({ code: "precondition-required" });
  return precondition;
}
