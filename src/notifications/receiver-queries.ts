/** Receivers: webhooks, which editors manage, and the services that the settings name. */
import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { audit } from "../db/audit";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { deliveries, receivers } from "../db/schema";
import { insertSelect, readJson, thisEdition } from "../db/sql";
import type { PauseReason, Receiver, ServiceKind } from "./delivery";
import { HOPELESS_FAILURES, HOPELESS_MS } from "./retry";

/** A site may have so many. */
export const MOST_WEBHOOKS = 20;

const names = z.array(z.string());
const newestId = sql`(SELECT max(id) FROM receivers)`;
const newestEdition = sql`(SELECT coalesce(max(number), 0) FROM editions)`;

/** A receiver as the audit log and the health check name it: a webhook's id, or the service. */
const named = (webhook: SQL) => sql<string>`CASE kind WHEN 'webhook' THEN ${webhook} ELSE kind END`;

export function activeReceivers(db: Db): Query<readonly Receiver[]> {
  return asQuery(db.select().from(receivers).where(isNull(receivers.pausedAt)), rows => rows);
}

/** It responded: what failed before is forgotten. Writes nothing when nothing did. */
export function noteResponded(db: Db, id: number): Statement {
  return db
    .update(receivers)
    .set({ failures: 0, failingSince: null })
    .where(and(eq(receivers.id, id), isNotNull(receivers.failingSince)));
}

/** @param at epoch ms. */
export function noteFailed(db: Db, id: number, count: number, at: number): Statement {
  return db
    .update(receivers)
    .set({
      failures: sql`${receivers.failures} + ${count}`,
      failingSince: sql`coalesce(${receivers.failingSince}, ${at})`,
    })
    .where(eq(receivers.id, id));
}

/** The stopping rule, after `noteFailed`: a receiver that is gone, or has failed too often for too long. */
export function pauseHopeless(
  db: Db,
  id: number,
  reason: Exclude<PauseReason, "editor">,
  at: number,
): Statement[] {
  const isHopeless = sql`failures >= ${HOPELESS_FAILURES} AND failing_since <= ${at - HOPELESS_MS}`;
  const guard = sql`id = ${id} AND paused_at IS NULL AND ${reason === "gone" ? sql`true` : isHopeless}`;
  return [
    audit(db, {
      ...{ at, tokenId: null, action: "webhook.pause", edition: "none" },
      subject: named(sql`CAST(id AS TEXT)`),
      from: sql`FROM receivers WHERE ${guard}`,
    }),
    db.update(receivers).set({ pausedAt: at, pauseReason: reason }).where(guard),
  ];
}

/** Where IndexNow takes addresses; it hands them on to every search engine that takes part. */
export const INDEXNOW_URL = "https://api.indexnow.org/indexnow";

/** Each service's address, as the settings say; NULL when it is off. */
const SERVICE_URLS: Readonly<Record<ServiceKind, SQL>> = {
  websub: sql`json_extract(settings, '$.websub_hub')`,
  indexnow: sql`CASE WHEN json_extract(settings, '$.indexnow_key') IS NULL THEN NULL ELSE ${INDEXNOW_URL} END`,
};

/**
 * Starts notifying a service from this edition on, or stops, as the settings say. For the batch of a change of its
 * setting, after the edition.
 */
export function resetService(db: Db, kind: ServiceKind, at: number): Statement[] {
  const url = SERVICE_URLS[kind];
  return [
    db.delete(deliveries).where(sql`receiver_id IN (SELECT id FROM receivers WHERE kind = ${kind})`),
    db.delete(receivers).where(eq(receivers.kind, kind)),
    insertSelect(db, receivers, {
      values: { kind, url, followed: thisEdition, createdAt: at },
      from: sql`FROM site WHERE id = 1 AND ${url} IS NOT NULL`,
    }),
  ];
}

const isWebhook = (id: number) => and(eq(receivers.kind, "webhook"), eq(receivers.id, id));

export function allWebhooks(db: Db): Query<readonly Receiver[]> {
  const statement = db.select().from(receivers).where(eq(receivers.kind, "webhook")).orderBy(receivers.id);
  return asQuery(statement, rows => rows);
}

export function webhookById(db: Db, id: number): Query<Receiver | null> {
  return asQuery(db.select().from(receivers).where(isWebhook(id)), ([row]) => row ?? null);
}

/** Notified from the newest edition on. Inserts none, and reads null, when the site has `MOST_WEBHOOKS`. */
export function insertWebhook(
  db: Db,
  {
    url,
    events,
    secret,
  }: { readonly url: string; readonly events: readonly string[]; readonly secret: string },
  { at, tokenId }: Act,
): Query<Receiver | null> {
  const count = sql`(SELECT count(*) FROM receivers WHERE kind = 'webhook')`;
  const statement = insertSelect(db, receivers, {
    values: {
      ...{ kind: "webhook", url, events, secret },
      ...{ followed: newestEdition, createdAt: at, tokenId },
    },
    from: sql`WHERE ${count} < ${MOST_WEBHOOKS}`,
  }).returning();
  return asQuery(statement, ([inserted]) => inserted ?? null);
}

/** Resumed, it is notified of what happens from now on, and its failures are forgotten. @param at epoch ms. */
export function updateWebhook(
  db: Db,
  id: number,
  change: { readonly url?: string | undefined; readonly events?: readonly string[] | undefined },
  pause: "start" | "end" | null,
  at: number,
): Statement {
  const { url, events } = change;
  const paused = { pausedAt: sql`coalesce(${receivers.pausedAt}, ${at})`, pauseReason: sql`'editor'` };
  const resumed = {
    pausedAt: null,
    pauseReason: null,
    failures: 0,
    failingSince: null,
    followed: sql`CASE WHEN ${receivers.pausedAt} IS NULL THEN ${receivers.followed} ELSE ${newestEdition} END`,
  };
  return db
    .update(receivers)
    .set({
      ...(url === undefined ? {} : { url }),
      ...(events === undefined ? {} : { events }),
      ...(pause === "start" ? paused : {}),
      ...(pause === "end" ? resumed : {}),
    })
    .where(isWebhook(id));
}

/** @param until epoch ms: the old secret signs too until then. */
export function replaceSecret(db: Db, id: number, secret: string, until: number): Statement {
  return db
    .update(receivers)
    .set({ previousSecret: receivers.secret, previousUntil: until, secret })
    .where(isWebhook(id));
}

/** With everything that was queued for it. */
export function deleteWebhook(db: Db, id: number): Statement[] {
  return [
    db.delete(deliveries).where(eq(deliveries.receiverId, id)),
    db.delete(receivers).where(isWebhook(id)),
  ];
}

/** When an editor did something, and by which token. */
export interface Act {
  /** epoch ms */
  readonly at: number;
  readonly tokenId: string;
}

/**
 * What an editor did, if it was done: right after the statement that does it. No edition: readers see nothing of it.
 * @param id null for the one that this batch has made.
 */
export function auditWebhook(
  db: Db,
  action: "create" | "change" | "rotate" | "delete" | "test" | "redeliver",
  id: number | null,
  { at, tokenId }: Act,
): Statement {
  const subject = { id: id ?? newestId };
  const from = sql`WHERE changes() > 0`;
  return audit(db, { at, tokenId, action: `webhook.${action}`, subject, edition: "none", from });
}

/** How far the receivers are, for the health check. */
export interface ReceiversState {
  /** The edition up to which all of them were followed; null without receivers. */
  readonly edition: number | null;
  /** When the first edition that one lacks was made, epoch ms. */
  readonly behindSince: number | null;
  /** Those that were paused because they are gone or never respond: `webhook 3`, `websub`. */
  readonly paused: readonly string[];
}

export function receiversState(db: Db): Query<ReceiversState> {
  const statement = db
    .select({
      edition: sql<number | null>`least.followed`,
      behindSince: sql<number | null>`(SELECT at FROM editions WHERE number = least.followed + 1)`,
      paused: sql<string>`(SELECT json_group_array(${named(sql`'webhook ' || id`)}) FROM receivers
        WHERE pause_reason IN ('gone', 'failing'))`,
    })
    .from(sql`(SELECT min(followed) AS followed FROM receivers WHERE paused_at IS NULL) AS least`);
  return asQuery(statement, ([row]) => ({
    edition: row?.edition ?? null,
    behindSince: row?.behindSince ?? null,
    paused: readJson(names, row?.paused ?? "[]"),
  }));
}
