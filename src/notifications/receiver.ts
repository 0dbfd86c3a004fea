/** Who is told of editions. Types alone. */

export type ReceiverKind = "webhook" | "websub" | "indexnow";

/** Why it is told nothing: an editor's word, its own (410), or that it never answers. */
export type PauseReason = "editor" | "gone" | "failing";

export interface Receiver {
  readonly id: number;
  readonly kind: ReceiverKind;
  readonly url: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  /** epoch ms; until then it is signed with the previous secret too. */
  readonly previousUntil: number | null;
  /** The edition up to which its deliveries are in the queue. */
  readonly followed: number;
}
