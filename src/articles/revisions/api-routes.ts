/** The doors to what an article was. */
import * as z from "zod";
import { holderOf, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, asks, door } from "../../http/door";
import { numberInAddress, pageLimit } from "../../http/fields";
import { requirePrecondition } from "../../http/if-match";
import { ProblemError } from "../../http/problem";
import { readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { instant } from "../article";
import { HASHED_FIELDS } from "../draft";
import { currentRevision, revisionList, revisionOf } from "../past-queries";
import { CHAINED_FIELDS, comparedJson, type Revision } from "../revision";
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

export function openRevisions(app: App): void {
  const mayDraft = requireScope("articles:draft", "articles:publish");
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/revisions", { GET: [mayDraft, asks, listRevisions] });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/revisions/:number{[1-9][0-9]{0,8}}", {
    GET: [mayDraft, readRevision],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/revisions/:number{[1-9][0-9]{0,8}}/difference", {
    GET: [mayDraft, asks, readDifference],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/revisions/:number{[1-9][0-9]{0,8}}/restoration", {
    POST: [mayDraft, restoreRevision],
  });
}

async function listRevisions(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
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
  const { number, chain, misfit } = await verify(c.env.runtime, idOf(c));
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
  const { runtime } = c.env;
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
  const { db, waits } = c.env.runtime;
  const questions = [revisionOf(db, idOf(c), wanted), revisionOf(db, idOf(c), other ?? 0)] as const;
  const [revision, before] = await runQueries(db, questions, waits.d1Ms);
  if (revision === null || (other !== null && before === null)) throw new ProblemError({ code: "not-found" });
  return [revision, before];
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
const numberOf = (c: AppContext) => Number(c.req.param("number"));
