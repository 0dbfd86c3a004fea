/** Every SQL statement by which editors keep webhooks. They are receivers of kind `webhook`. */

import { and, eq, type SQL, sql } from "drizzle-orm";
import { audit } from "../../db/audit";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { deliveries, receivers } from "../../db/schema";
import { insertSelect } from "../../db/sql";
import type { Receiver } from "../receiver";
import { MOST_WEBHOOKS, type Webhook } from "./webhook";

/** A webhook and what its letters are signed with. */
export interface Kept {
  readonly webhook: Webhook;
  readonly receiver: Receiver;
}

const isWebhook = (id: number | SQL) => and(eq(receivers.kind, "webhook"), sql`${receivers.id} = ${id}`);
const newestId = sql`(SELECT max(id) FROM receivers)`;
const newestEdition = sql`(SELECT coalesce(max(number), 0) FROM editions)`;

const keptOf = (row: typeof receivers.$inferSelect): Kept => ({
  webhook: row,
  receiver: row,
});

export function allWebhooks(db: Db): Query<readonly Webhook[]> {
  const statement = db.select().from(receivers).where(eq(receivers.kind, "webhook")).orderBy(receivers.id);
  return asQuery(statement, rows => rows.map(row => keptOf(row).webhook));
}

export function webhookById(db: Db, id: number): Query<Kept | null> {
  return asQuery(db.select().from(receivers).where(isWebhook(id)), ([row]) => (row ? keptOf(row) : null));
}

/** Told from the newest edition on. Makes none when the site has its number of them. */
export function insertWebhook(
  db: Db,
  { url, events, secret }: { url: string; events: readonly string[]; secret: string },
  { at, tokenId }: { at: number; tokenId: string },
): Query<Kept | null> {
  const statement = insertSelect(db, receivers, {
    values: {
      ...{ kind: "webhook", url, events, secret },
      ...{ followed: newestEdition, createdAt: at, tokenId },
    },
    from: sql`WHERE (SELECT count(*) FROM receivers WHERE kind = 'webhook') < ${MOST_WEBHOOKS}`,
  }).returning();
  return asQuery(statement, ([row]) => (row ? keptOf(row) : null));
}

/** Told again, it is told of what happens from now on; and what failed is forgotten. */
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

/** @param until epoch ms: so long the old one signs too. */
export function replaceSecret(db: Db, id: number, secret: string, until: number): Statement {
  return db
    .update(receivers)
    .set({ previousSecret: sql`secret`, previousUntil: until, secret })
    .where(isWebhook(id));
}

/** With everything that it was still to be told. */
export function deleteWebhook(db: Db, id: number): Statement[] {
  return [
    db.delete(deliveries).where(eq(deliveries.receiverId, id)),
    db.delete(receivers).where(isWebhook(id)),
  ];
}

export type WebhookAct = "create" | "change" | "rotate" | "delete" | "test" | "redeliver";

/**
 * What an editor did, if it was done: to stand right behind the statement that does it. No edition: readers see nothing
 * of it. @param id null for the one that this batch has made.
 */
export function recordWebhookAct(
  db: Db,
  act: WebhookAct,
  id: number | null,
  { at, tokenId }: { at: number; tokenId: string },
): Statement {
  const subject = { id: id ?? newestId };
  const from = sql`WHERE changes() > 0`;
  return audit(db, { at, tokenId, action: `webhook.${act}`, subject, edition: "none", from });
}
