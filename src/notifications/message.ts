/**
 * The messages of webhooks, and how they are signed. Pure.
 * @see Standard Webhooks 1.0.0, "Payload structure" and "Signature scheme"
 */
import { instant, permalink } from "../articles/article";
import type { OnShow, TakenAway } from "../articles/follower-queries";
import type { Receiver } from "./delivery";

export const EVENTS = ["article.published", "article.revised", "article.retracted", "clock.overdue"] as const;

/** Only sent when an editor tests a webhook. */
const TEST_EVENT = "webhook.test";

/** When it happened, and which edition made it so. */
export interface Happening {
  readonly event: string;
  /** epoch ms */
  readonly at: number;
  readonly edition: number;
}

/** An article that readers see: never its text. @param origin scheme and host. */
export function shownPayload(happening: Happening, article: OnShow, origin: string): string {
  return payload(happening, {
    id: article.id,
    lang: article.lang,
    title: article.title,
    url: origin + permalink(article),
    status: "published",
    revision: article.revision,
    edition: happening.edition,
    published_on: article.publishedOn,
    published_at: instant(article.publishAt),
    is_commemoration: article.isCommemoration,
    is_automatic: article.isAutomatic,
  });
}

/** An article that was taken away: not its title either. */
export function takenAwayPayload(happening: Happening, article: TakenAway, origin: string): string {
  return payload(happening, {
    id: article.id,
    lang: article.lang,
    url: origin + permalink(article),
    status: "retracted",
    edition: happening.edition,
    published_on: article.publishedOn,
    is_commemoration: article.isCommemoration,
  });
}

/** Something that the clock came to late. @param what as in the log. */
export function overduePayload(happening: Happening, what: string): string {
  return payload(happening, { what, due_at: instant(happening.at) });
}

export function testPayload(at: number, webhookId: number): string {
  return payload({ event: TEST_EVENT, at }, { webhook: webhookId });
}

function payload({ event, at }: Pick<Happening, "event" | "at">, data: object): string {
  return JSON.stringify({ type: event, timestamp: instant(at), data });
}

const PREFIX = "whsec_";
/** The specification allows 24 to 64. */
const SECRET_BYTES = 32;

/** A new secret, in the form in which libraries of the specification take it. */
export function newSecret(random: (bytes: number) => Uint8Array): string {
  return PREFIX + random(SECRET_BYTES).toBase64();
}

/**
 * HMAC-SHA256 over id, second and body, by the secret and, during a rotation, by the one before.
 * @param at of the attempt, epoch ms. @returns the three headers of the specification.
 */
export async function signatureHeaders(
  { secret, previousSecret, previousUntil }: Receiver,
  id: string,
  at: number,
  body: string,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1_000));
  const isRotating = previousSecret !== null && previousUntil !== null && at < previousUntil;
  const secrets = isRotating ? [secret, previousSecret] : [secret];
  const signatures = await Promise.all(secrets.map(one => sign(one, `${id}.${timestamp}.${body}`)));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

async function sign(secret: string, signed: string): Promise<string> {
  const bytes = Uint8Array.fromBase64(secret.slice(PREFIX.length));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(signed));
  return `v1,${new Uint8Array(signature).toBase64()}`;
}
