/** A delivery: a message to one receiver about one thing that happened. Types and names; pure. */
import type { deliveries, receivers } from "../db/schema";

/** Who gets notified: a webhook, a WebSub hub, or IndexNow. */
export type Receiver = typeof receivers.$inferSelect;
export type ServiceKind = Exclude<Receiver["kind"], "webhook">;
export type PauseReason = NonNullable<Receiver["pauseReason"]>;

export type Delivery = typeof deliveries.$inferSelect;

/** Identifies a delivery: made of what happened, so queueing the same thing twice is one delivery. */
export type DeliveryKey = Pick<Delivery, "receiverId" | "at" | "subject">;

export interface AddressedDelivery {
  readonly delivery: Delivery;
  readonly receiver: Receiver;
}

/** The event of a delivery to a service. */
export const PING = "ping";

/** Its id for the receiver, the same at each attempt. No dots: it is signed with dots around it. */
export function messageId({ receiverId, at, subject }: DeliveryKey): string {
  return `msg_${receiverId}_${at}_${subject}`;
}

/** The inverse of `messageId`. @returns null for text that is not one. */
export function readMessageId(id: string): DeliveryKey | null {
  const [, receiver, at, subject] = /^msg_(\d{1,15})_(\d{1,15})_([a-z0-9]{1,40})$/.exec(id) ?? [];
  return subject === undefined ? null : { receiverId: Number(receiver), at: Number(at), subject };
}

/** Where a list of deliveries, newest first, continues. */
export type DeliveryCursor = Pick<DeliveryKey, "at" | "subject">;

export const cursorText = ({ at, subject }: DeliveryCursor): string => `${at}.${subject}`;

/** The inverse of `cursorText`. @returns null for text that is not one. */
export function readDeliveryCursor(text: string): DeliveryCursor | null {
  const [, at, subject] = /^(\d{1,15})\.([a-z0-9]{1,40})$/.exec(text) ?? [];
  return subject === undefined ? null : { at: Number(at), subject };
}
