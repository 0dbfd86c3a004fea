/** Requests and responses of webhooks. */
import * as z from "zod";
import type { Group, Operation } from "../http/operation";
import { told } from "../http/responses";
import { deliveriesQuery } from "./api-routes";
import { EVENTS } from "./message";
import { webhookChange, webhookInput } from "./webhooks";

const WEBHOOK = "/api/webhooks/:id{[1-9][0-9]{0,14}}";
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

const withSecret = toldWebhook
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

const managed: Operation[] = [
  {
    method: "GET",
    path: "/api/webhooks",
    id: "listWebhooks",
    summary: "All webhooks",
    access: mayChange,
    answers: { 200: { says: "All of them.", json: z.strictObject({ webhooks: z.array(toldWebhook) }) } },
    example: {},
  },
  {
    method: "POST",
    path: "/api/webhooks",
    id: "createWebhook",
    summary: "A new webhook",
    description:
      "By https to a public host. Messages are signed as Standard Webhooks says, and sent at least once.",
    access: mayChange,
    body: { json: webhookInput },
    answers: { 201: { says: "It is there.", json: withSecret } },
    refusals: ["too-many-webhooks", "busy"],
    example: { json: { url: RECEIVER, events: ["article.published", "article.retracted"] } },
  },
  {
    method: "GET",
    path: WEBHOOK,
    id: "readWebhook",
    summary: "One of them",
    access: mayChange,
    answers: { 200: { says: "The webhook.", json: toldWebhook } },
    example: { path: { id: 1 } },
  },
  {
    method: "PATCH",
    path: WEBHOOK,
    id: "changeWebhook",
    summary: "Its address or its events; pauses it, or lets it go on",
    access: mayChange,
    ifMatch: "heeded",
    body: { json: webhookChange },
    answers: { 200: { says: "As it is now.", json: toldWebhook } },
    refusals: ["busy"],
    example: { path: { id: 1 }, json: { paused: false } },
  },
  {
    method: "DELETE",
    path: WEBHOOK,
    id: "removeWebhook",
    summary: "Removes it, and what was waiting for it",
    access: mayChange,
    ifMatch: "heeded",
    answers: { 200: { says: "As it was.", json: toldWebhook } },
    refusals: ["busy"],
    example: { path: { id: 1 } },
  },
  {
    method: "POST",
    path: `${WEBHOOK}/secret`,
    id: "rotateSecret",
    summary: "A new secret",
    description: "For a day messages are signed with the one before, too.",
    access: mayChange,
    answers: { 200: { says: "As it is now.", json: withSecret } },
    refusals: ["busy"],
    example: { path: { id: 1 } },
  },
];

const sent: Operation[] = [
  {
    method: "POST",
    path: `${WEBHOOK}/test`,
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
  },
  {
    method: "GET",
    path: `${WEBHOOK}/deliveries`,
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
  },
  {
    method: "POST",
    path: `${WEBHOOK}/deliveries/:delivery`,
    id: "sendOnceMore",
    summary: "Puts one of them into the queue again",
    access: mayChange,
    segments: { delivery: z.string() },
    answers: { 202: { says: "It is waiting.", json: delivery } },
    refusals: ["busy"],
    example: { path: { id: 1, delivery: "msg_1_1764144000000_e1" } },
  },
];

export const webhooks: Group = {
  name: "Webhooks",
  about:
    "Addresses that are told of what happens, through the editions: each thing at least once, under one id.",
  operations: [...managed, ...sent],
};
