/** What goes out for a delivery. Types alone. */
import type { Delivery } from "./delivery";
import type { Receiver } from "./receiver";

export interface Letter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A delivery with whom it is for. */
export interface Addressed {
  readonly delivery: Delivery;
  readonly receiver: Receiver;
}
