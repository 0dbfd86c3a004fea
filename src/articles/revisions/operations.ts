/** What the routes take and answer that tell what an article was. */
import * as z from "zod";
import type { Operation } from "../../http/operation";
import { told, warningSchema } from "../../http/responses";
import { articleStatus, editorsArticleResponse } from "../article-json";
import { comparedResponse } from "../revision";
import { differenceQuery, listQuery } from "./api-routes";

const ARTICLE = "/api/articles/:id{[1-9][0-9]{0,14}}";
const REVISION = `${ARTICLE}/revisions/:number{[1-9][0-9]{0,8}}`;
const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;

const listed = z
  .strictObject({
    number: z.int(),
    at: told.instant,
    reason: z.string(),
    token: z.string().nullable().meta({ description: "The name of the token; null for the clock." }),
    status: articleStatus,
    title: z.string(),
    correction: z.string().nullable(),
    warnings: z.array(warningSchema),
  })
  .meta({ id: "ListedRevision" });

const verified = z.strictObject({
  verified: z.boolean(),
  revisions_checked: z.int(),
  first_misfit: z
    .strictObject({ number: z.int(), what: z.enum(["missing", "content", "chain", "article"]) })
    .nullable(),
  chain_hash: z.string().nullable(),
  covers: z.array(z.string()),
});

const revision = z
  .strictObject({
    number: z.int(),
    at: told.instant,
    reason: z.string(),
    ...comparedResponse,
    body: z.string(),
    content_hash: z.string(),
    chain_hash: z.string(),
  })
  .meta({ id: "Revision" });

const stretch = z.strictObject({ kind: z.enum(["same", "added", "removed"]), text: z.string() });

export const toldDifference = z
  .strictObject({
    fields: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    body: z.array(
      z.union([
        z.strictObject({ paragraph: z.int(), kind: z.enum(["added", "removed"]), text: z.string() }),
        z.strictObject({ paragraph: z.int(), kind: z.literal("changed"), words: z.array(stretch) }),
      ]),
    ),
  })
  .meta({ id: "Difference", description: "Fields and paragraphs that are not the same." });

export const revisionOperations: readonly Operation[] = [
  {
    method: "GET",
    path: `${ARTICLE}/revisions`,
    id: "listRevisions",
    summary: "What it was, newest first",
    description:
      "`verify=1` walks the chain of hashes from the first revision, and names the first that does not fit.",
    access: mayDraft,
    query: listQuery,
    answers: {
      200: {
        says: "One page of the list, or what the walk has found.",
        json: z.union([
          z.strictObject({
            revision: z.int().meta({ description: "The one that stands." }),
            revisions: z.array(listed),
            next_cursor: told.nextCursor,
          }),
          verified,
        ]),
      },
    },
    example: { path: { id: 1 }, query: { limit: 10 } },
  },
  {
    method: "GET",
    path: REVISION,
    id: "readRevision",
    summary: "One revision, whole",
    access: mayDraft,
    answers: { 200: { says: "The revision.", json: revision } },
    example: { path: { id: 1, number: 1 } },
  },
  {
    method: "GET",
    path: `${REVISION}/difference`,
    id: "readDifference",
    summary: "How a revision differs from the one before it",
    access: mayDraft,
    query: differenceQuery,
    answers: {
      200: {
        says: "The difference; null for the first revision.",
        json: z.strictObject({
          number: z.int(),
          from: z.int().nullable(),
          difference: toldDifference.nullable(),
        }),
      },
    },
    example: { path: { id: 1, number: 2 }, query: { from: 1 } },
  },
  {
    method: "POST",
    path: `${REVISION}/restoration`,
    id: "restoreRevision",
    summary: "Its text becomes the next revision",
    description: "Title, text, references, tags, byline and section; standing, date and address stay.",
    access: mayDraft,
    ifMatch: "needed",
    isIdempotent: true,
    answers: { 200: { says: "As it stands now.", json: editorsArticleResponse } },
    refusals: [
      ...(["trashed", "address-taken", "translation-exists"] as const),
      ...(["already-published", "was-retracted", "busy"] as const),
    ],
    example: { path: { id: 1, number: 1 } },
  },
];
