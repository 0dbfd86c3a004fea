/** The route by which editors make preview links. */

import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { audit } from "../../db/audit";
import { commit, runQueries } from "../../db/client";
import { type Problem, ProblemError } from "../../http/problem";
import { JSON_BYTES, readBody, readJsonBytes } from "../../http/read-body";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter, ID } from "../../http/routes";
import type { Runtime } from "../../runtime";
import { type Article, instant } from "../article";
import { requireNotTrashed, requirePublisherFor } from "../lifecycle-state";
import { articleById } from "../queries";
import { revisionOf } from "../revision-queries";
import { isClosed, signPreview } from "./preview";
import { previewSecret } from "./queries";

export const wishShape = z.strictObject({
  hours: z.int().min(1).max(168).default(24).describe("How long it opens the article."),
  revision: z.int().min(1).optional().describe("Left out: the current one."),
});

const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;

export const previewRoutes = createRouter();

previewRoutes.post(
  `/api/articles/${ID}/preview`,
  operation({
    id: "makePreview",
    summary: "A signed link at which anybody may read one revision",
    description:
      "It works until its hours are over, or the article is retracted or in the trash; of what is retracted it shows what was written since. " +
      "What was released, or ever was, needs `articles:publish`. No cache keeps it.",
    access: mayDraft,
    body: { json: wishShape, isOptional: true },
    answers: {
      201: {
        says: "The link.",
        json: z.strictObject({ url: told.url, revision: z.int(), expires_at: told.instant }),
      },
    },
    refusals: ["trashed", "retracted"],
    example: { path: { id: 1 }, json: { hours: 48 } },
  }),
  makePreview,
);

async function makePreview(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { db, waits } = runtime;
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const wish = readJsonBytes(bytes.length === 0 ? new TextEncoder().encode("{}") : bytes, wishShape);
  const id = Number(c.req.param("id"));
  const questions = [articleById(db, id, runtime.now()), revisionOf(db, id, wish.revision ?? 0)] as const;
  const [found, past] = await runQueries(db, questions, waits.d1Ms);
  if (found === null || (wish.revision !== undefined && past === null))
    throw new ProblemError({ code: "not-found" });
  const { article } = found;
  const { tokenId, scopes } = holderOf(c);
  requirePublisherFor(article, scopes.has("articles:publish"));
  requireNotTrashed(article);
  if (past !== null && isClosed(article, past)) throw new ProblemError(retracted(article));
  const revision = wish.revision ?? article.revision;
  const until = Math.floor(runtime.now() / 1_000) + wish.hours * 3_600;
  const token = await signPreview({ articleId: article.id, revision, until }, await secretOf(runtime));
  const act = { at: runtime.now(), tokenId };
  const recorded = audit(db, {
    ...act,
    action: "article.preview",
    subject: { id: article.id },
    edition: "none",
  });
  await commit(db, [recorded], waits.d1Ms);
  const url = `${runtime.origin}/preview/${token}`;
  return json({ url, revision, expires_at: instant(until * 1_000) }, 201);
}

async function secretOf({ db, waits }: Runtime): Promise<string> {
  const [secret] = await runQueries(db, [previewSecret(db)], waits.d1Ms);
  return secret;
}

const retracted = ({ id, retractionNote, isWithheld }: Article): Problem => ({
  code: "retracted",
  withdrawn: { id, note: retractionNote, isWithheld },
});
