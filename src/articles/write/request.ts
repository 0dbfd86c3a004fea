/** A request to write an article: who asks, on which conditions, and what comes of it. Types alone. */
import type { Db, Statement } from "../../db/client";
import type { Precondition } from "../../http/precondition";
import type { Settings } from "../../settings/settings";
import type { Article } from "../article";

export interface Writer {
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly mayPublish: boolean;
}

export interface SaveOptions {
  /** When another article has the address: a document that comes again is that article; anything else gets `-2`. */
  readonly sameAddress: "same-article" | "suffix";
  readonly cause: string;
  /** Why an existing article changes, where it is not simply revised. */
  readonly reason?: "restored";
  /** The observance that it commemorates, and whether the clock publishes it by itself. */
  readonly commemorates?: { readonly observanceId: number; readonly isAutomatic: boolean };
  /** The translation group to join, when it is known without an article's id. */
  readonly groupId?: number;
  readonly idempotency?: IdempotencyClaim | null;
  /** Statements that must hold or fail together with the article, such as the claim of an occurrence. */
  readonly alongside?: (db: Db) => Statement[];
}

export interface SaveResult {
  readonly outcome: "created" | "revised" | "unchanged" | "replayed";
  readonly article: Article;
  readonly settings: Settings;
  readonly edition: number;
}

/** An Idempotency-Key as it is claimed in the batch of its effect: only hashes. */
export interface IdempotencyClaim {
  readonly keyHash: string;
  readonly requestHash: string;
}

/** Who asks for a change of an existing article, and on which conditions. */
export interface ChangeRequest {
  /** null for the clock. */
  readonly tokenId: string | null;
  /** null: any revision may be followed. */
  readonly precondition: Precondition | null;
  readonly idempotency: IdempotencyClaim | null;
}
