/** Every SQL statement about receivers, but for those by which editors keep webhooks (`webhooks/store.ts`). */

import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { audit } from "../db/audit";
import { asQuery, type Db, type Query, type Statement } from "../db/client";
import { deliveries, receivers } from "../db/schema";
import { insertSelect, readJson, thisEdition } from "../db/sql";
import type { PauseReason, Receiver, ReceiverKind } from "./receiver";
import { HOPELESS_FAILURES, HOPELESS_MS } from "./retry";

const columns = {
  id: receivers.id,
  kind: receivers.kind,
  url: receivers.url,
  secret: receivers.secret,
  previousSecret: receivers.previousSecret,
  previousUntil: receivers.previousUntil,
  followed: receivers.followed,
};

export function activeReceivers(db: Db): Query<readonly Receiver[]> {
  return asQuery(db.select(columns).from(receivers).where(isNull(receivers.pausedAt)), rows => rows);
}

/** It answered: what failed before is forgotten. Writes nothing when nothing did. */
export function noteAnswered(db: Db, id: number): Statement {
  return db
    .update(receivers)
    .set({ failures: 0, failingSince: null })
    .where(and(eq(receivers.id, id), isNotNull(receivers.failingSince)));
}

/** @param at  epoch ms. */
export function noteFailed(db: Db, id: number, count: number, at: number): Statement {
  return db
    .update(receivers)
    .set({
      failures: sql`${receivers.failures} + ${count}`,
      failingSince: sql`coalesce(${receivers.failingSince}, ${at})`,
    })
    .where(eq(receivers.id, id));
}

/** The stopping rule, behind `noteFailed`: a receiver that is gone, or has failed too often for too long. */
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
      subject: sql`CASE kind WHEN 'webhook' THEN CAST(id AS TEXT) ELSE kind END`,
      from: sql`FROM receivers WHERE ${guard}`,
    }),
    db.update(receivers).set({ pausedAt: at, pauseReason: reason }).where(guard),
  ];
}

/** Where IndexNow takes addresses; it hands them on to every search engine that takes part. */
export const INDEXNOW_URL = "https://api.indexnow.org/indexnow";

/** Where each service is, as the settings say; NULL when it is not to be told. */
const SERVICES: Record<Exclude<ReceiverKind, "webhook">, SQL> = {
  websub: sql`json_extract(settings, '$.websub_hub')`,
  indexnow: sql`CASE WHEN json_extract(settings, '$.indexnow_key') IS NULL THEN NULL ELSE ${INDEXNOW_URL} END`,
};

/**
 * Has a service told from this edition on, or no more, as the settings say. To stand in the batch of a change of its
 * setting, behind the edition.
 */
export function tellServiceAsSet(db: Db, kind: keyof typeof SERVICES, at: number): Statement[] {
  const url = SERVICES[kind];
  return [
    db.delete(deliveries).where(sql`receiver_id IN (SELECT id FROM receivers WHERE kind = ${kind})`),
    db.delete(receivers).where(eq(receivers.kind, kind)),
    insertSelect(db, receivers, {
      values: { kind, url, followed: thisEdition, createdAt: at },
      from: sql`FROM site WHERE id = 1 AND ${url} IS NOT NULL`,
    }),
  ];
}

/** How far the receivers are, for whoever watches the site. */
export interface ReceiversState {
  /** The edition up to which all of them were followed; null when there is none to tell. */
  readonly edition: number | null;
  /** When the first edition that one lacks was made, epoch ms. */
  readonly behindSince: number | null;
  /** Those that were paused because they are gone or never answer: `webhook 3`, `websub`. */
  readonly paused: readonly string[];
}

export function receiversState(db: Db): Query<ReceiversState> {
  const statement = db
    .select({
      edition: sql<number | null>`least.followed`,
      behindSince: sql<number | null>`(SELECT at FROM editions WHERE number = least.followed + 1)`,
      paused: sql<string>`(SELECT json_group_array(CASE kind WHEN 'webhook' THEN 'webhook ' || id ELSE kind END) FROM receivers
        WHERE pause_reason IN ('gone', 'failing'))`,
    })
    .from(sql`(SELECT min(followed) AS followed FROM receivers WHERE paused_at IS NULL) AS least`);
  return asQuery(statement, ([row]) => ({
    edition: row?.edition ?? null,
    behindSince: row?.behindSince ?? null,
    paused: readJson(names, row?.paused ?? "[]"),
  }));
}

const names = z.array(z.string());
