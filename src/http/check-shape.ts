/** Values from outside in a given shape, and every fault of them in our words. */
import type * as z from "zod";
import { type Issue, ProblemError } from "./problem";

/** @throws ProblemError `invalid` with every fault, each with its field's path. */
export function checkShape<T>(value: unknown, shape: z.ZodType<T>): T {
  const checked = shape.safeParse(value);
  if (checked.success) return checked.data;
  throw new ProblemError({
    code: "invalid",
    faults: checked.error.issues.flatMap(issue => faultsOf(issue, value)),
  });
}

function faultsOf(issue: z.core.$ZodIssue, sent: unknown): Issue[] {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(key => unknownField(path === "" ? key : `${path}.${key}`));
  if (path !== "" && isMissing(sent, issue.path)) {
    return [{ code: "missing", field: path, message: `'${path}' is missing: ${sentence(issue)}.` }];
  }
  const isLong = issue.code === "too_big" && LONG.includes(issue.origin);
  const code = isLong ? "too-long" : "not-valid";
  return [
    {
      code,
      field: path || "body",
      message: `${path === "" ? "The body" : `'${path}'`}: ${sentence(issue)}.`,
    },
  ];
}

/** What has a length. */
const LONG = ["string", "array", "object", "file", "set", "map"];

function unknownField(field: string): Issue {
  return {
    code: "unknown-field",
    field,
    message: `'${field.slice(0, 80)}' is not a field here; leave it out.`,
  };
}

function isMissing(sent: unknown, path: readonly PropertyKey[]): boolean {
  let found = sent;
  for (const name of path) {
    if (typeof found !== "object" || found === null) return true;
    found = Reflect.get(found, name);
  }
  return found === undefined;
}

/** How zod's sentences begin. */
const ZODS_OWN = /^(?:Invalid|Too (?:small|big)|Unrecognized)/;

/** What to give instead, in our words; zod's own are for developers of schemas. */
function sentence(issue: z.core.$ZodIssue): string {
  // A shape may say it in words of its own.
  if (!ZODS_OWN.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return `give ${issue.values.map(value => `'${String(value)}'`).join(" or ")}`;
    case "invalid_type":
      return `must be ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
    case "too_small":
      return `must be at least ${issue.minimum}${sizeOf(issue.origin)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${sizeOf(issue.origin)}`;
    case "invalid_union":
      return "is none of the kinds that there are";
    default:
      return issue.message;
  }
}

function sizeOf(origin: string): string {
  if (origin === "string") return " letters long";
  return origin === "array" || origin === "object" ? " long" : "";
}
