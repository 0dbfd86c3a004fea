/** An editor makes, changes, re-keys or removes a webhook. */
import { commit, type Query, type Statement } from "../../db/client";
import { ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { unfit } from "../receiver-address";
import { tellSoon } from "../tell";
import * as store from "./queries";
import { mintSecret } from "./signature";
import { MOST_WEBHOOKS, ROTATION_MS, type SentWebhook, type Webhook, type WebhookChange } from "./webhook";

/** A webhook with its secret, which is told this once. */
export interface Keyed {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** @throws ProblemError `invalid` for an address that nothing is sent to, `too-many-webhooks` */
export async function createWebhook(runtime: Runtime, sent: SentWebhook, tokenId: string): Promise<Keyed> {
  const { db, now, random } = runtime;
  const url = fitAddress(runtime, sent.url);
  const secret = mintSecret(random);
  const act = { at: now(), tokenId };
  const made = store.insertWebhook(db, { url, events: sent.events, secret }, act);
  const kept = await askedFirst(runtime, made, [store.recordWebhookAct(db, "create", null, act)]);
  if (kept === null) throw new ProblemError({ code: "too-many-webhooks", most: MOST_WEBHOOKS });
  return { webhook: kept.webhook, secret };
}

/** @throws ProblemError `not-found`, `invalid` */
export async function changeWebhook(
  runtime: Runtime,
  id: number,
  { url, events, paused }: WebhookChange,
  tokenId: string,
): Promise<Webhook> {
  const { db, now } = runtime;
  const act = { at: now(), tokenId };
  const address = url === undefined ? undefined : fitAddress(runtime, url);
  const pause = paused === undefined ? null : paused ? "start" : "end";
  const isEmpty = address === undefined && events === undefined && pause === null;
  const statements = isEmpty
    ? []
    : [
        store.updateWebhook(db, id, { url: address, events }, pause, act.at),
        store.recordWebhookAct(db, "change", id, act),
      ];
  const webhook = await written(runtime, id, statements);
  if (pause === "end") tellSoon(runtime);
  return webhook;
}

/** @throws ProblemError `not-found` */
export async function rotateSecret(runtime: Runtime, id: number, tokenId: string): Promise<Keyed> {
  const { db, now, random } = runtime;
  const secret = mintSecret(random);
  const act = { at: now(), tokenId };
  const statements = [
    store.replaceSecret(db, id, secret, act.at + ROTATION_MS),
    store.recordWebhookAct(db, "rotate", id, act),
  ];
  return { webhook: await written(runtime, id, statements), secret };
}

/** @returns it as it was. @throws ProblemError `not-found` */
export async function removeWebhook(runtime: Runtime, id: number, tokenId: string): Promise<Webhook> {
  const { db, now } = runtime;
  const act = { at: now(), tokenId };
  const statements = [...store.deleteWebhook(db, id), store.recordWebhookAct(db, "delete", id, act)];
  const kept = await askedFirst(runtime, store.webhookById(db, id), statements);
  if (kept === null) throw new ProblemError({ code: "not-found" });
  return kept.webhook;
}

async function written(runtime: Runtime, id: number, statements: readonly Statement[]): Promise<Webhook> {
  const found = store.webhookById(runtime.db, id);
  const results = await commit(runtime.db, [...statements, found.statement], runtime.waits.d1Ms);
  const kept = found.read(results.at(-1));
  if (kept === null) throw new ProblemError({ code: "not-found" });
  return kept.webhook;
}

/** One batch, which begins with what is asked. */
async function askedFirst<T>(
  { db, waits }: Runtime,
  asked: Query<T>,
  statements: readonly Statement[],
): Promise<T> {
  const results = await commit(db, [asked.statement, ...statements], waits.d1Ms);
  return asked.read(results[0]);
}

/** The address in the spelling of a parser. @throws ProblemError `invalid` */
function fitAddress({ origin, allowsLocalhost }: Runtime, url: string): string {
  const reason = unfit(url, { origin, mayBeLocal: allowsLocalhost });
  const fault = { code: "address-unfit", field: "url", message: `'url' ${reason}.` };
  throwIssues(reason === null ? [] : [fault]);
  return new URL(url).href;
}
