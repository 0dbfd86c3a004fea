/** A message to one receiver about one thing that happened. Types and names; pure. */

export const PING = "ping";

export type State = "waiting" | "delivered" | "given-up" | "overtaken";

/** Which one it is: the same for whoever puts it into the queue, and however often. */
export interface DeliveryKey {
  readonly receiverId: number;
  /** When it happened, epoch ms. */
  readonly at: number;
  /** `e128` for an edition; `o` and a hash for what is overdue. */
  readonly subject: string;
}

export interface Delivery extends DeliveryKey {
  readonly event: string;
  readonly edition: number;
  /** Of a ping: the edition after which those begin that it speaks of. */
  readonly afterEdition: number | null;
  readonly articleId: number | null;
  /** What is overdue, as the log calls it. */
  readonly overdue: string | null;
  readonly state: State;
  readonly attempts: number;
  /** epoch ms */
  readonly nextAt: number | null;
  readonly attemptedAt: number | null;
  readonly status: number | null;
  readonly failure: string | null;
}

/** Its name for the receiver, the same at each attempt. Letters, digits and `_` alone, since it is signed with dots around it. */
export function messageId({ receiverId, at, subject }: DeliveryKey): string {
  return `msg_${receiverId}_${at}_${subject}`;
}

/** The inverse of `messageId`. @returns null for what is none. */
export function readMessageId(id: string): DeliveryKey | null {
  const [, receiver, at, subject] = /^msg_(\d{1,15})_(\d{1,15})_([a-z0-9]{1,40})$/.exec(id) ?? [];
  return subject === undefined ? null : { receiverId: Number(receiver), at: Number(at), subject };
}

/** Where a list of them goes on; newest first. */
export type Place = Pick<DeliveryKey, "at" | "subject">;

export const placeText = ({ at, subject }: Place): string => `${at}.${subject}`;

/** The inverse of `placeText`. @returns null for one that is none of ours. */
export function readPlace(text: string): Place | null {
  const [, at, subject] = /^(\d{1,15})\.([a-z0-9]{1,40})$/.exec(text) ?? [];
  return subject === undefined ? null : { at: Number(at), subject };
}
