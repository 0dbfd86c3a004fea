/** The doors through which an article's standing changes. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { exactInstant, noteToReaders } from "../../http/fields";
import { preconditionOf } from "../../http/if-match";
import type { Code, Operation } from "../../http/operation";
import { JSON_BYTES, readBody, readJsonBytes } from "../../http/read-body";
import { type AppContext, createRouter, ID, idOf } from "../../http/routes";
import type { Outcome } from "../article-json";
import { editorsArticleResponse } from "../article-json";
import { endOf } from "../fields";
import { idempotencyOf } from "../write/idempotency";
import type { ChangeRequest } from "../write/request";
import { writtenAnswer } from "../write/response";
import { publish, retract, review, trash, untrash } from "./actions";
import { link, unlink } from "./link-translations";
import type { TransitionResult } from "./transition";

export const publication = z.strictObject({
  publish_at: exactInstant.nullable().default(null),
  unpublish_at: exactInstant
    .nullable()
    .optional()
    .describe("From when readers see it no more; null for no end; left out, the one that it has stays."),
});
export const retraction = z.strictObject({
  note: noteToReaders
    .nullable()
    .optional()
    .describe(
      "What readers are told; null for the general sentence. Of what is retracted already, what stands stays.",
    ),
  legal: z.boolean().optional().describe("Whether a law demands it: readers get 451 instead of 410."),
});

/** These wishes have no words. */
export const nothing = z.strictObject({});

const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;
const mayPublish = { oneOf: ["articles:publish"] } as const;

/** What every transition has in common: it may be conditional, and takes effect once. */
function transition(
  change: Pick<Operation, "id" | "summary" | "access"> & { description?: string },
  body: Operation["body"] & { json: unknown },
  refusals: readonly Code[],
): Operation {
  return {
    ...change,
    ifMatch: "heeded",
    isIdempotent: true,
    body: { ...body, isOptional: true },
    answers: { 200: { says: "As it stands now.", json: editorsArticleResponse } },
    refusals: ["busy", ...refusals],
    example: { path: { id: 1 }, json: {} },
  };
}

const linking = {
  access: mayDraft,
  ifMatch: "heeded",
  answers: { 200: { says: "The first of the two.", json: editorsArticleResponse } },
  example: { path: { id: 1, other: 2 } },
} as const;

export const lifecycleRoutes = createRouter();

lifecycleRoutes.put(
  `/api/articles/${ID}/publication`,
  operation({
    ...transition(
      {
        id: "publishArticle",
        access: mayPublish,
        summary: "Publishes a draft, or again what was retracted",
        description:
          "At `publish_at`, or at its own date, or now; until `unpublish_at`, if that is given. What is published already gets another end, and stays otherwise as it is; what waits for its hour goes on waiting unless `publish_at` says another.",
      },
      { json: publication },
      ["trashed", "already-published"],
    ),
    example: { path: { id: 1 }, json: { publish_at: "2126-11-30T08:00:00+03:00" } },
  }),
  publishArticle,
);

lifecycleRoutes.delete(
  `/api/articles/${ID}/publication`,
  operation({
    ...transition(
      {
        id: "retractArticle",
        access: mayPublish,
        summary: "Retracts",
        description:
          "Readers get 410 with the note, or 451 when a law demands it. What no reader has seen yet is a draft again.",
      },
      { json: retraction },
      ["trashed", "not-published"],
    ),
    example: { path: { id: 1 }, json: { note: "نُشر الخبر قبل التحقّق من مصدره.", legal: false } },
  }),
  retractArticle,
);

lifecycleRoutes.put(
  `/api/articles/${ID}/review`,
  operation(
    transition(
      {
        id: "askForReview",
        access: mayDraft,
        summary: "A draft asks for review",
      },
      { json: nothing },
      ["trashed", "not-a-draft"],
    ),
  ),
  askForReview,
);

lifecycleRoutes.delete(
  `/api/articles/${ID}/review`,
  operation(
    transition(
      {
        id: "endReview",
        access: mayDraft,
        summary: "What is in review is a draft again",
      },
      { json: nothing },
      ["trashed", "not-a-draft"],
    ),
  ),
  endReview,
);

lifecycleRoutes.delete(
  `/api/articles/${ID}`,
  operation(
    transition(
      {
        id: "trashArticle",
        access: mayDraft,
        summary: "Into the trash",
        description:
          "Out of every list but `?status=trashed`; readers who had it get 410. What is scheduled, published or retracted needs `articles:publish`.",
      },
      { json: nothing },
      [],
    ),
  ),
  trashArticle,
);

lifecycleRoutes.put(
  `/api/articles/${ID}/translations/:other{[1-9][0-9]{0,14}}`,
  operation({
    ...linking,
    id: "linkTranslation",
    summary: "The other article becomes a translation of this one",
    description: "It leaves its own group. Of one that readers see, or will, it needs `articles:publish`.",
    refusals: ["trashed", "translation-exists", "busy"],
  }),
  linkTranslation,
);

lifecycleRoutes.delete(
  `/api/articles/${ID}/translations/:other{[1-9][0-9]{0,14}}`,
  operation({
    ...linking,
    id: "unlinkTranslation",
    summary: "The other article is no translation of this one any more",
    refusals: ["trashed", "busy"],
  }),
  unlinkTranslation,
);

lifecycleRoutes.delete(
  `/api/articles/${ID}/trash`,
  operation(
    transition(
      {
        id: "untrashArticle",
        access: mayDraft,
        summary: "Out of the trash",
        description: "A draft is a draft again; what readers had is retracted until it is published.",
      },
      { json: nothing },
      [],
    ),
  ),
  untrashArticle,
);

async function publishArticle(c: AppContext): Promise<Response> {
  const { asking, wish } = await readAsking(c, publication);
  const publishAt = wish.publish_at === null ? null : Date.parse(wish.publish_at);
  const period = { publishAt, ...endOf(wish.unpublish_at) };
  const published = await publish(c.var.runtime, idOf(c), asking, period);
  const isAhead = (published.article.publishAt ?? 0) > c.var.runtime.now();
  return await answered(c, published, isAhead ? "scheduled" : "published");
}

async function retractArticle(c: AppContext): Promise<Response> {
  const { asking, wish } = await readAsking(c, retraction);
  const said = {
    ...(wish.note === undefined ? {} : { note: wish.note }),
    ...(wish.legal === undefined ? {} : { isWithheld: wish.legal }),
  };
  return await answered(c, await retract(c.var.runtime, idOf(c), asking, said), "retracted");
}

async function askForReview(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  return await answered(c, await review(c.var.runtime, idOf(c), asking, true), "review-asked");
}

async function endReview(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  return await answered(c, await review(c.var.runtime, idOf(c), asking, false), "review-ended");
}

async function trashArticle(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  const mayPublish = holderOf(c).scopes.has("articles:publish");
  return await answered(c, await trash(c.var.runtime, idOf(c), asking, mayPublish), "trashed");
}

async function untrashArticle(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  const mayPublish = holderOf(c).scopes.has("articles:publish");
  return await answered(c, await untrash(c.var.runtime, idOf(c), asking, mayPublish), "untrashed");
}

async function linkTranslation(c: AppContext): Promise<Response> {
  const { origin, now } = c.var.runtime;
  const linked = await link(c.var.runtime, idOf(c), otherOf(c), linkerOf(c));
  return await writtenAnswer(linked, "linked", origin, now());
}

async function unlinkTranslation(c: AppContext): Promise<Response> {
  const { origin, now } = c.var.runtime;
  const unlinked = await unlink(c.var.runtime, idOf(c), otherOf(c), linkerOf(c));
  return await writtenAnswer(unlinked, "unlinked", origin, now());
}

function linkerOf(c: AppContext) {
  const { tokenId, scopes } = holderOf(c);
  return { tokenId, mayPublish: scopes.has("articles:publish"), precondition: preconditionOf(c) };
}

const otherOf = (c: AppContext) => Number(c.req.param("other"));
/** Who asks, on which conditions, and for what; an empty body is an empty wish. */
async function readAsking<T>(
  c: AppContext,
  shape: z.ZodType<T>,
): Promise<{ asking: ChangeRequest; wish: T }> {
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const wish = readJsonBytes(bytes.length === 0 ? new TextEncoder().encode("{}") : bytes, shape);
  const { tokenId } = holderOf(c);
  const asking = { tokenId, precondition: preconditionOf(c), idempotency: await idempotencyOf(c, bytes) };
  return { asking, wish };
}

async function answered(c: AppContext, result: TransitionResult, outcome: Outcome): Promise<Response> {
  const { origin, now } = c.var.runtime;
  return await writtenAnswer(result, result.isReplayed ? "replayed" : outcome, origin, now());
}
