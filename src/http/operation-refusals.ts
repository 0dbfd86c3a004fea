/** Each refusal as it is answered, with an example of it. */
import * as z from "zod";
import type { Code } from "./operation";
import { httpProblem, type Problem, problemObject } from "./problem";
import { issueSchema } from "./responses";

/** One of each: a new refusal does not compile until it stands here. */
const SAMPLES: { readonly [C in Code]: Extract<Problem, { code: C }> } = {
  invalid: {
    code: "invalid",
    faults: [{ code: "missing", field: "title", message: "'title' is missing: must be a string." }],
  },
  "not-json": { code: "not-json", reason: "It cannot be parsed." },
  unauthorized: { code: "unauthorized" },
  "scope-missing": { code: "scope-missing", scope: "articles:publish" },
  "not-found": { code: "not-found" },
  "bad-address": { code: "bad-address" },
  "method-not-allowed": { code: "method-not-allowed", allow: ["GET", "HEAD"] },
  "already-published": { code: "already-published", asked: "status" },
  "not-published": { code: "not-published" },
  "was-retracted": { code: "was-retracted", id: 1 },
  trashed: { code: "trashed", id: 1 },
  "not-a-draft": { code: "not-a-draft" },
  "address-taken": { code: "address-taken" },
  "precondition-required": { code: "precondition-required" },
  "translation-exists": { code: "translation-exists", lang: "ar", id: 2 },
  "id-taken": { code: "id-taken", id: 1 },
  "idempotency-key-reused": { code: "idempotency-key-reused" },
  "identity-in-use": { code: "identity-in-use" },
  "key-taken": { code: "key-taken", key: "own.founding-day" },
  "occurrence-taken": { code: "occurrence-taken" },
  "author-taken": { code: "author-taken", name: "سعاد عيسى" },
  "section-in-use": { code: "section-in-use", articles: [{ id: 1, title: "نبع الوادي" }], count: 1 },
  "section-taken": { code: "section-taken", slug: "ثقافة" },
  "page-taken": { code: "page-taken", slug: "عن-الموقع" },
  "too-many-webhooks": { code: "too-many-webhooks", most: 20 },
  retracted: { code: "retracted", withdrawn: { id: 1, note: "سُحب هذا الخبر.", isWithheld: false } },
  "too-large": { code: "too-large", limitBytes: 2_097_152 },
  "unsupported-type": { code: "unsupported-type", found: "The body is compressed (gzip)." },
  "media-unsupported": { code: "media-unsupported", found: "It is an SVG." },
  "media-in-use": {
    code: "media-in-use",
    shown: { articles: [{ id: 1, title: "نبع الوادي" }], elsewhere: [] },
  },
  "media-unavailable": { code: "media-unavailable" },
  "range-not-satisfiable": { code: "range-not-satisfiable", bytes: 218_311 },
  "precondition-failed": { code: "precondition-failed", stands: { revision: 2, changed: ["title"] } },
  "rate-limited": { code: "rate-limited", of: "tokens", seconds: 42 },
  "keys-unavailable": { code: "keys-unavailable" },
  "migrations-missing": { code: "migrations-missing", missing: ["0013_mergers.sql"] },
  busy: { code: "busy" },
  unavailable: { code: "unavailable" },
  "outcome-unknown": { code: "outcome-unknown" },
  internal: { code: "internal" },
};

const isCode = (name: string): name is Code => name in SAMPLES;

export const CODES = Object.keys(SAMPLES).filter(isCode);

/** Its statuses: what a law demands has one of its own. */
export function statusesOf(code: Code): readonly number[] {
  return code === "retracted" ? [410, 451] : [httpProblem(SAMPLES[code]).status];
}

export const exampleOf = (code: Code) => problemObject(SAMPLES[code]);

/** @see RFC 9457 */
export const toldProblem = z
  .strictObject({
    type: z.string().regex(/^urn:dhikra:problem:/),
    code: z.enum(CODES),
    status: z.int(),
    title: z.string(),
    detail: z.string().meta({ description: "A sentence that says what to do." }),
    faults: z.array(issueSchema).optional().meta({ description: "Of `invalid`: everything that is wrong." }),
    scope: z.string().optional().meta({ description: "Of `scope-missing`: the scope that is needed." }),
    id: z.int().optional().meta({ description: "Of `retracted`, `translation-exists`: the article." }),
    note: z.string().nullable().optional().meta({ description: "Of `retracted`: the newsroom's." }),
    limit_bytes: z.int().optional().meta({ description: "Of `too-large`." }),
    articles: z
      .array(z.strictObject({ id: z.int(), title: z.string() }))
      .optional()
      .meta({
        description: "Of `media-in-use`, `section-in-use`: the articles that show it, or are filed under it.",
      }),
    count: z.int().optional().meta({ description: "Of `section-in-use`: how many there are." }),
    elsewhere: z.array(z.string()).optional().meta({ description: "Of `media-in-use`: where else." }),
    revision: z.int().optional().meta({ description: "Of `precondition-failed`: the one that stands." }),
    etag: z.string().optional().meta({ description: "Of `precondition-failed`: for the next If-Match." }),
    changed: z
      .array(z.string())
      .nullable()
      .optional()
      .meta({ description: "Of `precondition-failed`: names of the fields that somebody else changed." }),
  })
  .meta({ id: "Problem", description: "A refusal. `code` is stable; the words may be put better." });
