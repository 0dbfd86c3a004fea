/** Routes of webhooks. */
import * as z from "zod";
import { instant } from "../articles/article";
import { holderOf, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { pageLimit, placeCursor } from "../http/fields";
import { ifUnchanged } from "../http/if-unchanged";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { cursorText, type Delivery, messageId, type Receiver, readDeliveryCursor } from "./delivery";
import { EVENTS } from "./message";
import { allWebhooks, webhookById } from "./receiver-queries";
import {
  changeWebhook,
  createWebhook,
  listDeliveries,
  redeliver,
  removeWebhook,
  rotateSecret,
  sendTest,
  webhookChange,
  webhookInput,
} from "./webhooks";

export const deliveriesQuery = z.strictObject({
  limit: pageLimit(20),
  cursor: placeCursor(readDeliveryCursor),
});

const mayChange = { oneOf: ["settings:write"] } as const;
const RECEIVER = "https://receiver.example/news";

const toldWebhook = z
  .strictObject({
    id: told.id,
    url: told.url,
    events: z.array(z.enum(EVENTS)),
    created_at: told.instant,
    created_by: z.string().nullable().meta({ description: "The id of a token." }),
    paused_at: told.instant.nullable(),
    pause_reason: z
      .enum(["editor", "gone", "failing"])
      .nullable()
      .meta({ description: "An editor's word, its own (410), or that it never answers." }),
    failures: z.int().meta({ description: "Attempts that have failed since the last that did not." }),
    failing_since: told.instant.nullable(),
    previous_secret_until: told.instant
      .nullable()
      .meta({ description: "Until then messages are signed with the secret of before, too." }),
  })
  .meta({ id: "Webhook", description: "Everything about a webhook but what it is signed with." });

const withSecretResponse = toldWebhook
  .extend({ secret: z.string().regex(/^whsec_/) })
  .meta({ id: "WebhookWithSecret", description: "`secret` is in this answer and nowhere else." });

const attempted = {
  status: z.int().nullable().meta({ description: "What the receiver answered; null for no answer." }),
  failure: z.string().nullable().meta({ description: "Why it did not arrive; null when it did." }),
};

const delivery = z
  .strictObject({
    id: z.string().meta({ description: "As the receiver is told it: the same at each attempt." }),
    event: z.string(),
    edition: z.int(),
    article: told.id.nullable(),
    overdue: z.string().nullable().meta({ description: "What the clock came to late." }),
    at: told.instant,
    state: z.enum(["waiting", "delivered", "given-up", "overtaken"]),
    attempts: z.int(),
    ...attempted,
    attempted_at: told.instant.nullable(),
    next_attempt_at: told.instant.nullable(),
  })
  .meta({ id: "Delivery", description: "A message to one webhook about one thing that happened." });

export const webhookRoutes = createRouter();

webhookRoutes.get(
  "/api/webhooks",
  operation({
    id: "listWebhooks",
    summary: "All webhooks",
    access: mayChange,
    answers: { 200: { says: "All of them.", json: z.strictObject({ webhooks: z.array(toldWebhook) }) } },
    example: {},
  }),
  list,
);

webhookRoutes.post(
  "/api/webhooks",
  operation({
    id: "createWebhook",
    summary: "A new webhook",
    description:
      "By https to a public host. Messages are signed as Standard Webhooks says, and sent at least once.",
    access: mayChange,
    body: { json: webhookInput },
    answers: { 201: { says: "It is there.", json: withSecretResponse } },
    refusals: ["too-many-webhooks", "busy"],
    example: { json: { url: RECEIVER, events: ["article.published", "article.retracted"] } },
  }),
  create,
);

webhookRoutes.get(
  `/api/webhooks/${ID}`,
  operation({
    id: "readWebhook",
    summary: "One of them",
    access: mayChange,
    answers: { 200: { says: "The webhook.", json: toldWebhook } },
    example: { path: { id: 1 } },
  }),
  read,
);

webhookRoutes.patch(
  `/api/webhooks/${ID}`,
  operation({
    id: "changeWebhook",
    summary: "Its address or its events; pauses it, or lets it go on",
    access: mayChange,
    ifMatch: "heeded",
    body: { json: webhookChange },
    answers: { 200: { says: "As it is now.", json: toldWebhook } },
    refusals: ["busy"],
    example: { path: { id: 1 }, json: { paused: false } },
  }),
  ifUnchanged(read),
  change,
);

webhookRoutes.delete(
  `/api/webhooks/${ID}`,
  operation({
    id: "removeWebhook",
    summary: "Removes it, and what was waiting for it",
    access: mayChange,
    ifMatch: "heeded",
    answers: { 200: { says: "As it was.", json: toldWebhook } },
    refusals: ["busy"],
    example: { path: { id: 1 } },
  }),
  ifUnchanged(read),
  remove,
);

webhookRoutes.post(
  `/api/webhooks/${ID}/secret`,
  operation({
    id: "rotateSecret",
    summary: "A new secret",
    description: "For a day messages are signed with the one before, too.",
    access: mayChange,
    answers: { 200: { says: "As it is now.", json: withSecretResponse } },
    refusals: ["busy"],
    example: { path: { id: 1 } },
  }),
  rotate,
);

webhookRoutes.post(
  `/api/webhooks/${ID}/test`,
  operation({
    id: "testWebhook",
    summary: "Sends it a message at once, and says what it answered",
    access: mayChange,
    answers: {
      200: {
        says: "It was sent, whatever came of it.",
        json: z.strictObject({
          id: z.string(),
          outcome: z.enum(["delivered", "failed"]),
          ...attempted,
          ms: z.int().min(0),
        }),
      },
    },
    example: { path: { id: 1 } },
  }),
  test,
);

webhookRoutes.get(
  `/api/webhooks/${ID}/deliveries`,
  operation({
    id: "listDeliveries",
    summary: "What it was told, newest first",
    access: mayChange,
    query: deliveriesQuery,
    answers: {
      200: {
        says: "One page of the list.",
        json: z.strictObject({ deliveries: z.array(delivery), next_cursor: told.nextCursor }),
      },
    },
    example: { path: { id: 1 }, query: { limit: 10 } },
  }),
  deliveries,
);

webhookRoutes.post(
  `/api/webhooks/${ID}/deliveries/:delivery`,
  operation({
    id: "sendOnceMore",
    summary: "Puts one of them into the queue again",
    access: mayChange,
    segments: { delivery: z.string() },
    answers: { 202: { says: "It is waiting.", json: delivery } },
    refusals: ["busy"],
    example: { path: { id: 1, delivery: "msg_1_1764144000000_e1" } },
  }),
  again,
);

async function list(c: AppContext): Promise<Response> {
  const { db, waits } = c.var.runtime;
  const [webhooks] = await runQueries(db, [allWebhooks(db)], waits.d1Ms);
  return json({ webhooks: webhooks.map(publicWebhook) }, 200);
}

async function create(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, webhookInput);
  const webhook = await createWebhook(c.var.runtime, sent, holderOf(c).tokenId);
  return json(withSecret(webhook), 201, { Location: `/api/webhooks/${webhook.id}` });
}

async function read(c: AppContext): Promise<Response> {
  return json(publicWebhook(await found(c)), 200);
}

async function change(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, webhookChange);
  return json(publicWebhook(await changeWebhook(c.var.runtime, idOf(c), sent, holderOf(c).tokenId)), 200);
}

async function remove(c: AppContext): Promise<Response> {
  return json(publicWebhook(await removeWebhook(c.var.runtime, idOf(c), holderOf(c).tokenId)), 200);
}

async function rotate(c: AppContext): Promise<Response> {
  return json(withSecret(await rotateSecret(c.var.runtime, idOf(c), holderOf(c).tokenId)), 200);
}

/** 200 even if the receiver failed: how it responded is the result. */
async function test(c: AppContext): Promise<Response> {
  const { id, response } = await sendTest(c.var.runtime, idOf(c), holderOf(c).tokenId);
  const { status, failure, ms } = response;
  return json({ id, outcome: failure === null ? "delivered" : "failed", status, failure, ms }, 200);
}

async function deliveries(c: AppContext): Promise<Response> {
  const { limit, cursor } = readQuery(c.req.raw, deliveriesQuery);
  const { id } = await found(c);
  const listed = await listDeliveries(c.var.runtime, id, cursor ?? null, limit);
  const next = listed.next === null ? null : cursorText(listed.next);
  return json({ deliveries: listed.deliveries.map(publicDelivery), next_cursor: next }, 200);
}

async function again(c: AppContext): Promise<Response> {
  const id = c.req.param("delivery") ?? "";
  const delivery = await redeliver(c.var.runtime, idOf(c), id, holderOf(c).tokenId);
  return json(publicDelivery(delivery), 202);
}

async function found(c: AppContext): Promise<Receiver> {
  const { db, waits } = c.var.runtime;
  const [webhook] = await runQueries(db, [webhookById(db, idOf(c))], waits.d1Ms);
  if (webhook === null) throw new ProblemError({ code: "not-found" });
  return webhook;
}

const instantOrNull = (ms: number | null) => (ms === null ? null : instant(ms));

/** Everything about a webhook but what it is signed with. */
function publicWebhook(webhook: Receiver) {
  const { id, url, events, failures, pauseReason } = webhook;
  return {
    ...{ id, url, events },
    created_at: instant(webhook.createdAt),
    created_by: webhook.tokenId,
    paused_at: instantOrNull(webhook.pausedAt),
    pause_reason: pauseReason,
    failures,
    failing_since: instantOrNull(webhook.failingSince),
    previous_secret_until: instantOrNull(webhook.previousUntil),
  };
}

const withSecret = (webhook: Receiver) => ({ ...publicWebhook(webhook), secret: webhook.secret });

function publicDelivery(delivery: Delivery) {
  const { event, edition, articleId, overdue, state, attempts, status, failure } = delivery;
  return {
    id: messageId(delivery),
    ...{ event, edition, article: articleId, overdue },
    at: instant(delivery.at),
    ...{ state, attempts, status, failure },
    attempted_at: instantOrNull(delivery.attemptedAt),
    next_attempt_at: instantOrNull(delivery.nextAt),
  };
}
