/** A webhook: an address that is told of what happens. Types and rules; pure. */
import * as z from "zod";
import type { PauseReason } from "../receiver";
import { EVENTS } from "./event";

/** A site may have so many. */
export const MOST_WEBHOOKS = 20;

/** After a new secret, messages are signed with the old one too for so long, in ms. */
export const ROTATION_MS = 24 * 3_600_000;

export interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly events: readonly string[];
  /** epoch ms */
  readonly createdAt: number;
  readonly tokenId: string | null;
  readonly previousUntil: number | null;
  /** Attempts that have failed since the last one that did not. */
  readonly failures: number;
  readonly failingSince: number | null;
  readonly pausedAt: number | null;
  readonly pauseReason: PauseReason | null;
}

const url = z
  .string()
  .trim()
  .max(2_000)
  .refine(href => URL.canParse(href), "is no address; give one such as https://desk.example/hooks");
const events = z
  .array(z.enum(EVENTS))
  .min(1)
  .overwrite(named => [...new Set(named)]);

export const webhookShape = z.strictObject({ url, events: events.default([...EVENTS]) });
export type SentWebhook = z.output<typeof webhookShape>;

export const webhookChange = z.strictObject({ url, events, paused: z.boolean() }).partial();
export type WebhookChange = z.output<typeof webhookChange>;
