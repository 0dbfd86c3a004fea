/** What a write of an article is asked, what it meets, and what it answers. Types alone. */
import type { Db, Statement } from "../db/client";
import type { Precondition } from "../http/precondition";
import type { Settings } from "../settings/settings";
import type { Article } from "./article";
import type { Rival } from "./translation";

export interface Writer {
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly mayPublish: boolean;
}

export interface Saving {
  /** What to do when another article has the address: a document is the same article; anything else takes `-2`. */
  readonly sameAddress: "same-article" | "suffix";
  readonly cause: string;
  /** Why an article that is there changes, where it is not simply revised. */
  readonly reason?: "restored";
  /** The observance that it commemorates, and whether the clock releases it by itself. */
  readonly commemorates?: { readonly observanceId: number; readonly isAutomatic: boolean };
  /** The translation group to join, when it is known without an article's id. */
  readonly groupId?: number;
  readonly idempotency?: IdempotencyClaim | null;
  /** Statements of another room that must hold or fail with this article: the claim of an occurrence. */
  readonly alongside?: (db: Db) => Statement[];
}

export interface Saved {
  readonly outcome: "created" | "revised" | "unchanged" | "replayed";
  readonly article: Article;
  readonly settings: Settings;
  readonly edition: number;
}

/** What the draft meets when it comes. */
export interface Place {
  readonly settings: Settings;
  /** The translation group that it joins, or founds. */
  readonly groupId: number;
  /** The article that stands there in its language, and is not itself; null when the place is free. */
  readonly rival: Rival | null;
  /** epoch ms */
  readonly now: number;
}

/** What the draft meets: the article at its address, and the newest edition. */
export interface Met extends Place {
  readonly article: Article;
  /** The one that the article is to have: its own, unless an editor asked for another. */
  readonly slug: string;
  readonly edition: number;
}

/** An Idempotency-Key, as it is claimed in the batch of its effect: hashes alone. */
export interface IdempotencyClaim {
  readonly keyHash: string;
  readonly requestHash: string;
}

/** Who asks for a change of an article that is there, and on which conditions. */
export interface Asking {
  /** null for the clock. */
  readonly tokenId: string | null;
  /** null: whatever stands. */
  readonly precondition: Precondition | null;
  readonly idempotency: IdempotencyClaim | null;
}

/** What the first request with a key did. */
export interface Claimed {
  readonly requestHash: string;
  readonly articleId: number;
  readonly edition: number;
}
