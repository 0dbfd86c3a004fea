/** The doors to what an article was. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { runQueries } from "../../db/client";
import { numberInAddress, pageLimit } from "../../http/fields";
import { requirePrecondition } from "../../http/if-match";
import { ProblemError } from "../../http/problem";
import { readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { told, warningSchema } from "../../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../../http/routes";
import { instant } from "../article";
import { articleStatus, editorsArticleResponse } from "../article-json";
import { HASHED_FIELDS } from "../draft";
import { CHAINED_FIELDS, comparedJson, comparedResponse, type Revision } from "../revision";
import { currentRevision, revisionList, revisionOf } from "../revision-queries";
import { idempotencyOf } from "../write/idempotency";
import { writtenAnswer } from "../write/response";
import { differenceOfRevisions } from "./difference";
import { restore } from "./restore";
import { verify } from "./verify";

const number = numberInAddress(999_999_999);
export const listQuery = z.strictObject({
  limit: pageLimit(20),
  cursor: number.optional(),
  verify: z.enum(["0", "1"]).default("0"),
});
export const differenceQuery = z.strictObject({ from: number.optional() });

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

const verification = z.strictObject({
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

export const revisionRoutes = createRouter();

revisionRoutes.get(
  `/api/articles/${ID}/revisions`,
  operation({
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
            revision: z.int().meta({ description: "The current one." }),
            revisions: z.array(listed),
            next_cursor: told.nextCursor,
          }),
          verification,
        ]),
      },
    },
    example: { path: { id: 1 }, query: { limit: 10 } },
  }),
  listRevisions,
);

revisionRoutes.get(
  `/api/articles/${ID}/revisions/:number{[1-9][0-9]{0,8}}`,
  operation({
    id: "readRevision",
    summary: "One revision, whole",
    access: mayDraft,
    answers: { 200: { says: "The revision.", json: revision } },
    example: { path: { id: 1, number: 1 } },
  }),
  readRevision,
);

revisionRoutes.get(
  `/api/articles/${ID}/revisions/:number{[1-9][0-9]{0,8}}/difference`,
  operation({
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
  }),
  readDifference,
);

revisionRoutes.post(
  `/api/articles/${ID}/revisions/:number{[1-9][0-9]{0,8}}/restoration`,
  operation({
    id: "restoreRevision",
    summary: "Its text becomes the next revision",
    description: "Title, text, references, tags, byline and section; standing, date and address stay.",
    access: mayDraft,
    ifMatch: "needed",
    isIdempotent: true,
    answers: { 200: { says: "The article as it is now.", json: editorsArticleResponse } },
    refusals: [
      ...(["trashed", "address-taken", "translation-exists"] as const),
      ...(["already-published", "was-retracted", "busy"] as const),
    ],
    example: { path: { id: 1, number: 1 } },
  }),
  restoreRevision,
);

async function listRevisions(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { db, waits } = runtime;
  const { limit, cursor, verify: isVerified } = readQuery(c.req.raw, listQuery);
  if (isVerified === "1") return await verified(c);
  const questions = [currentRevision(db, idOf(c)), revisionList(db, idOf(c), cursor ?? null, limit)] as const;
  const [current, listed] = await runQueries(db, questions, waits.d1Ms);
  if (current === null) throw new ProblemError({ code: "not-found" });
  const last = listed.at(-1)?.number ?? 1;
  const revisions = listed.map(revision => ({ ...revision, at: instant(revision.at) }));
  return json({ revision: current, revisions, next_cursor: last > 1 ? String(last) : null }, 200);
}

/** What the hashes do not cover is said beside what they do: nobody should take more from the answer than is in it. */
async function verified(c: AppContext): Promise<Response> {
  const { number, chain, misfit } = await verify(c.var.runtime, idOf(c));
  const verified = {
    verified: misfit === null,
    revisions_checked: number,
    first_misfit: misfit,
    chain_hash: chain,
    covers: [...HASHED_FIELDS, ...CHAINED_FIELDS],
  };
  return json(verified, 200);
}

async function readRevision(c: AppContext): Promise<Response> {
  const [revision] = await revisionsFor(c, numberOf(c), null);
  return json(
    {
      number: revision.number,
      at: instant(revision.at),
      reason: revision.reason,
      ...comparedJson(revision),
      body: revision.body,
      content_hash: revision.contentHash,
      chain_hash: revision.chainHash,
    },
    200,
  );
}

/** From the revision before it, unless another is named. The first one differs from nothing. */
async function readDifference(c: AppContext): Promise<Response> {
  const { from } = readQuery(c.req.raw, differenceQuery);
  const other = from ?? (numberOf(c) > 1 ? numberOf(c) - 1 : null);
  const [revision, before] = await revisionsFor(c, numberOf(c), other);
  const difference = before === null ? null : differenceOfRevisions(before, revision);
  return json({ number: revision.number, from: other, difference }, 200);
}

async function restoreRevision(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { tokenId, scopes } = holderOf(c);
  const saved = await restore(runtime, idOf(c), numberOf(c), {
    tokenId,
    mayPublish: scopes.has("articles:publish"),
    precondition: requirePrecondition(c),
    idempotency: await idempotencyOf(c, new Uint8Array()),
  });
  const outcome = saved.outcome === "revised" ? "restored" : saved.outcome;
  return await writtenAnswer(saved, outcome, runtime.origin, runtime.now());
}

/** @throws ProblemError `not-found` when there is not the one, or not the other that was named. */
async function revisionsFor(
  c: AppContext,
  wanted: number,
  other: number | null,
): Promise<[Revision, Revision | null]> {
  const { db, waits } = c.var.runtime;
  const questions = [revisionOf(db, idOf(c), wanted), revisionOf(db, idOf(c), other ?? 0)] as const;
  const [revision, before] = await runQueries(db, questions, waits.d1Ms);
  if (revision === null || (other !== null && before === null)) throw new ProblemError({ code: "not-found" });
  return [revision, before];
}

const numberOf = (c: AppContext) => Number(c.req.param("number"));
