/** Routes of webhooks. */
import * as z from "zod";
import { instant } from "../articles/article";
import { holderOf, requireScope } from "../auth/gate";
import { runQueries } from "../db/client";
import { type App, type AppContext, asks, door } from "../http/door";
import { pageLimit, placeCursor } from "../http/fields";
import { ifUnchanged } from "../http/if-unchanged";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { cursorText, type Delivery, messageId, type Receiver, readDeliveryCursor } from "./delivery";
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

export function openWebhooks(app: App): void {
  const gate = requireScope("settings:write");
  door(app, "/api/webhooks", { GET: [gate, list], POST: [gate, create] });
  door(app, "/api/webhooks/:id{[1-9][0-9]{0,14}}", {
    GET: [gate, read],
    PATCH: [gate, ifUnchanged(read), change],
    DELETE: [gate, ifUnchanged(read), remove],
  });
  door(app, "/api/webhooks/:id{[1-9][0-9]{0,14}}/secret", { POST: [gate, rotate] });
  door(app, "/api/webhooks/:id{[1-9][0-9]{0,14}}/test", { POST: [gate, test] });
  door(app, "/api/webhooks/:id{[1-9][0-9]{0,14}}/deliveries", { GET: [gate, asks, deliveries] });
  door(app, "/api/webhooks/:id{[1-9][0-9]{0,14}}/deliveries/:delivery", { POST: [gate, again] });
}

async function list(c: AppContext): Promise<Response> {
  const { db, waits } = c.env.runtime;
  const [webhooks] = await runQueries(db, [allWebhooks(db)], waits.d1Ms);
  return json({ webhooks: webhooks.map(publicWebhook) }, 200);
}

async function create(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, webhookInput);
  const webhook = await createWebhook(c.env.runtime, sent, holderOf(c).tokenId);
  return json(withSecret(webhook), 201, { Location: `/api/webhooks/${webhook.id}` });
}

async function read(c: AppContext): Promise<Response> {
  return json(publicWebhook(await found(c)), 200);
}

async function change(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, webhookChange);
  return json(publicWebhook(await changeWebhook(c.env.runtime, idOf(c), sent, holderOf(c).tokenId)), 200);
}

async function remove(c: AppContext): Promise<Response> {
  return json(publicWebhook(await removeWebhook(c.env.runtime, idOf(c), holderOf(c).tokenId)), 200);
}

async function rotate(c: AppContext): Promise<Response> {
  return json(withSecret(await rotateSecret(c.env.runtime, idOf(c), holderOf(c).tokenId)), 200);
}

/** 200 even if the receiver failed: how it responded is the result. */
async function test(c: AppContext): Promise<Response> {
  const { id, response } = await sendTest(c.env.runtime, idOf(c), holderOf(c).tokenId);
  const { status, failure, ms } = response;
  return json({ id, outcome: failure === null ? "delivered" : "failed", status, failure, ms }, 200);
}

async function deliveries(c: AppContext): Promise<Response> {
  const { limit, cursor } = readQuery(c.req.raw, deliveriesQuery);
  const { id } = await found(c);
  const listed = await listDeliveries(c.env.runtime, id, cursor ?? null, limit);
  const next = listed.next === null ? null : cursorText(listed.next);
  return json({ deliveries: listed.deliveries.map(publicDelivery), next_cursor: next }, 200);
}

async function again(c: AppContext): Promise<Response> {
  const id = c.req.param("delivery") ?? "";
  const delivery = await redeliver(c.env.runtime, idOf(c), id, holderOf(c).tokenId);
  return json(publicDelivery(delivery), 202);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));

async function found(c: AppContext): Promise<Receiver> {
  const { db, waits } = c.env.runtime;
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
