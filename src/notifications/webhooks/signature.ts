/**
 * How a message is signed, so that whoever receives it knows that it comes from here and is whole.
 * @see Standard Webhooks 1.0.0, "Signature scheme", symmetric: HMAC-SHA256 over id, second and body.
 */
import type { Receiver } from "../receiver";

const PREFIX = "whsec_";
/** The specification allows 24 to 64. */
const SECRET_BYTES = 32;

/** A new secret, in the form in which libraries of the specification take it. */
export function mintSecret(random: (bytes: number) => Uint8Array): string {
  return PREFIX + random(SECRET_BYTES).toBase64();
}

/** @param at of the attempt, epoch ms. @returns the three headers of the specification. */
export async function signatureHeaders(
  { secret, previousSecret, previousUntil }: Pick<Receiver, "secret" | "previousSecret" | "previousUntil">,
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
