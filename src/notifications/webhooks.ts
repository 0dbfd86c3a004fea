/** Webhooks: an editor creates, changes, tests or removes one, and looks through its deliveries. */
import * as z from "zod";
import { commit, type Query, runQueries, type Statement } from "../db/client";
import { ProblemError, throwIssues } from "../http/problem";
import type { Runtime } from "../runtime";
import { signedRequest } from "./compose";
import { deliverSoon } from "./deliver";
import { type Delivery, type DeliveryCursor, messageId, type Receiver, readMessageId } from "./delivery";
import { EVENTS, newSecret, testPayload } from "./message";
import { type ReceiverResponse, send, unfit } from "./outbound-request";
import { deliveriesTo, deliveryByKey, queueAgain } from "./queue-queries";
import {
  auditWebhook,
  deleteWebhook,
  insertWebhook,
  MOST_WEBHOOKS,
  replaceSecret,
  updateWebhook,
  webhookById,
} from "./receiver-queries";

/** After a new secret, messages are also signed with the old one for this long, in ms. */
const ROTATION_MS = 24 * 3_600_000;

const url = z
  .string()
  .trim()
  .max(2_000)
  .refine(href => URL.canParse(href), "is not an address; give one such as https://desk.example/hooks");
const events = z
  .array(z.enum(EVENTS))
  .min(1)
  .overwrite(named => [...new Set(named)]);

export const webhookInput = z.strictObject({ url, events: events.default([...EVENTS]) });
export const webhookChange = z.strictObject({ url, events, paused: z.boolean() }).partial();

/** @throws ProblemError `invalid` for an address that nothing is sent to, `too-many-webhooks` */
export async function createWebhook(
  runtime: Runtime,
  input: z.output<typeof webhookInput>,
  tokenId: string,
): Promise<Receiver> {
  const { db, now, random } = runtime;
  const act = { at: now(), tokenId };
  const row = { url: fitAddress(runtime, input.url), events: input.events, secret: newSecret(random) };
  const inserted = insertWebhook(db, row, act);
  const webhook = await readFirst(runtime, inserted, [auditWebhook(db, "create", null, act)]);
  if (webhook === null) throw new ProblemError({ code: "too-many-webhooks", most: MOST_WEBHOOKS });
  return webhook;
}

/** @throws ProblemError `not-found`, `invalid` */
export async function changeWebhook(
  runtime: Runtime,
  id: number,
  { url, events, paused }: z.output<typeof webhookChange>,
  tokenId: string,
): Promise<Receiver> {
  const { db, now } = runtime;
  const act = { at: now(), tokenId };
  const address = url === undefined ? undefined : fitAddress(runtime, url);
  const pause = paused === undefined ? null : paused ? "start" : "end";
  const isEmpty = address === undefined && events === undefined && pause === null;
  const statements = isEmpty
    ? []
    : [updateWebhook(db, id, { url: address, events }, pause, act.at), auditWebhook(db, "change", id, act)];
  const webhook = await readLast(runtime, statements, webhookById(db, id));
  if (pause === "end") deliverSoon(runtime);
  return webhook;
}

/** @throws ProblemError `not-found` */
export async function rotateSecret(runtime: Runtime, id: number, tokenId: string): Promise<Receiver> {
  const { db, now, random } = runtime;
  const act = { at: now(), tokenId };
  const statements = [
    replaceSecret(db, id, newSecret(random), act.at + ROTATION_MS),
    auditWebhook(db, "rotate", id, act),
  ];
  return await readLast(runtime, statements, webhookById(db, id));
}

/** @returns it as it was. @throws ProblemError `not-found` */
export async function removeWebhook(runtime: Runtime, id: number, tokenId: string): Promise<Receiver> {
  const { db, now } = runtime;
  const act = { at: now(), tokenId };
  const statements = [...deleteWebhook(db, id), auditWebhook(db, "delete", id, act)];
  return found(await readFirst(runtime, webhookById(db, id), statements));
}

export interface TestSent {
  /** The message's id. */
  readonly id: string;
  readonly response: ReceiverResponse;
}

/**
 * Sends a message at once, apart from the queue, also while the webhook is paused. Its failures are not counted.
 * @throws ProblemError `not-found`
 */
export async function sendTest(runtime: Runtime, webhookId: number, tokenId: string): Promise<TestSent> {
  const { db, waits, now } = runtime;
  const [read] = await runQueries(db, [webhookById(db, webhookId)], waits.d1Ms);
  const webhook = found(read);
  const at = now();
  const id = messageId({ receiverId: webhookId, at, subject: "test" });
  const request = await signedRequest(runtime, webhook, id, testPayload(at, webhookId));
  await commit(db, [auditWebhook(db, "test", webhookId, { at, tokenId })], waits.d1Ms);
  return { id, response: await send(runtime, request) };
}

/**
 * Queues a delivery again, under its own id, from the start of its schedule. While the webhook is paused it waits.
 * @param id the message's. @throws ProblemError `not-found`
 */
export async function redeliver(
  runtime: Runtime,
  webhookId: number,
  id: string,
  tokenId: string,
): Promise<Delivery> {
  const { db, now } = runtime;
  const key = readMessageId(id);
  if (key === null || key.receiverId !== webhookId) throw new ProblemError({ code: "not-found" });
  const act = { at: now(), tokenId };
  const statements = [queueAgain(db, key, act.at), auditWebhook(db, "redeliver", webhookId, act)];
  const delivery = await readLast(runtime, statements, deliveryByKey(db, key));
  deliverSoon(runtime);
  return delivery;
}

export interface DeliveryPage {
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
  /** Where it continues; null at the end. */
  readonly next: DeliveryCursor | null;
}

/** @param from the last of the page before; null for the newest. @throws D1Unavailable */
export async function listDeliveries(
  { db, waits }: Runtime,
  webhookId: number,
  from: DeliveryCursor | null,
  limit: number,
): Promise<DeliveryPage> {
  const [read] = await runQueries(db, [deliveriesTo(db, webhookId, from, limit + 1)], waits.d1Ms);
  const deliveries = read.slice(0, limit);
  return { deliveries, next: read.length > limit ? (deliveries.at(-1) ?? null) : null };
}

function found<T>(row: T | null): T {
  if (row === null) throw new ProblemError({ code: "not-found" });
  return row;
}

/** One batch that ends with a query. @throws ProblemError `not-found` when it finds nothing. */
async function readLast<T>(
  { db, waits }: Runtime,
  statements: readonly Statement[],
  query: Query<T | null>,
): Promise<T> {
  const results = await commit(db, [...statements, query.statement], waits.d1Ms);
  return found(query.read(results.at(-1)));
}

/** One batch that begins with a query. */
async function readFirst<T>(
  { db, waits }: Runtime,
  query: Query<T>,
  statements: readonly Statement[],
): Promise<T> {
  const results = await commit(db, [query.statement, ...statements], waits.d1Ms);
  return query.read(results[0]);
}

/** The address in the spelling of a parser. @throws ProblemError `invalid` */
function fitAddress(runtime: Runtime, url: string): string {
  const reason = unfit(url, runtime);
  const issue = { code: "address-unfit", field: "url", message: `'url' ${reason}.` };
  throwIssues(reason === null ? [] : [issue]);
  return new URL(url).href;
}
