/** The doors through which an article's standing changes. */
import * as z from "zod";
import { holderOf, requireScope } from "../../auth/gate";
import { type App, type AppContext, door } from "../../http/door";
import { exactInstant, noteToReaders } from "../../http/fields";
import { preconditionOf } from "../../http/if-match";
import { JSON_BYTES, readBody, readJsonBytes } from "../../http/read-body";
import type { Outcome } from "../article-json";
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

export function openStanding(app: App): void {
  const mayPublish = requireScope("articles:publish");
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/publication", {
    PUT: [mayPublish, publishArticle],
    DELETE: [mayPublish, retractArticle],
  });
  const mayDraft = requireScope("articles:draft", "articles:publish");
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/review", {
    PUT: [mayDraft, askForReview],
    DELETE: [mayDraft, endReview],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}", { DELETE: [mayDraft, trashArticle] });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/translations/:other{[1-9][0-9]{0,14}}", {
    PUT: [mayDraft, linkTranslation],
    DELETE: [mayDraft, unlinkTranslation],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/trash", { DELETE: [mayDraft, untrashArticle] });
}

async function publishArticle(c: AppContext): Promise<Response> {
  const { asking, wish } = await readAsking(c, publication);
  const publishAt = wish.publish_at === null ? null : Date.parse(wish.publish_at);
  const period = { publishAt, ...endOf(wish.unpublish_at) };
  const published = await publish(c.env.runtime, idOf(c), asking, period);
  const isAhead = (published.article.publishAt ?? 0) > c.env.runtime.now();
  return await answered(c, published, isAhead ? "scheduled" : "published");
}

async function retractArticle(c: AppContext): Promise<Response> {
  const { asking, wish } = await readAsking(c, retraction);
  const said = {
    ...(wish.note === undefined ? {} : { note: wish.note }),
    ...(wish.legal === undefined ? {} : { isWithheld: wish.legal }),
  };
  return await answered(c, await retract(c.env.runtime, idOf(c), asking, said), "retracted");
}

async function askForReview(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  return await answered(c, await review(c.env.runtime, idOf(c), asking, true), "review-asked");
}

async function endReview(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  return await answered(c, await review(c.env.runtime, idOf(c), asking, false), "review-ended");
}

async function trashArticle(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  const mayPublish = holderOf(c).scopes.has("articles:publish");
  return await answered(c, await trash(c.env.runtime, idOf(c), asking, mayPublish), "trashed");
}

async function untrashArticle(c: AppContext): Promise<Response> {
  const { asking } = await readAsking(c, nothing);
  const mayPublish = holderOf(c).scopes.has("articles:publish");
  return await answered(c, await untrash(c.env.runtime, idOf(c), asking, mayPublish), "untrashed");
}

async function linkTranslation(c: AppContext): Promise<Response> {
  const { origin, now } = c.env.runtime;
  const linked = await link(c.env.runtime, idOf(c), otherOf(c), linkerOf(c));
  return await writtenAnswer(linked, "linked", origin, now());
}

async function unlinkTranslation(c: AppContext): Promise<Response> {
  const { origin, now } = c.env.runtime;
  const unlinked = await unlink(c.env.runtime, idOf(c), otherOf(c), linkerOf(c));
  return await writtenAnswer(unlinked, "unlinked", origin, now());
}

function linkerOf(c: AppContext) {
  const { tokenId, scopes } = holderOf(c);
  return { tokenId, mayPublish: scopes.has("articles:publish"), precondition: preconditionOf(c) };
}

const otherOf = (c: AppContext) => Number(c.req.param("other"));
const idOf = (c: AppContext) => Number(c.req.param("id"));

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
  const { origin, now } = c.env.runtime;
  return await writtenAnswer(result, result.isReplayed ? "replayed" : outcome, origin, now());
}
