/** The audit log: who did what, and who was refused. Types and shapes. */

/** What an act was done to, or that it was refused: the word before the dot of its action. */
export const KINDS = [
  ...["article", "media", "author", "section", "page", "observance", "observances", "occurrence"],
  ...["switch", "settings", "token", "webhook", "refused"],
] as const;

export interface Act {
  readonly id: number;
  /** epoch ms */
  readonly at: number;
  /** null for the clock, or for a request without a token. Of a refusal: the token that was claimed, proven or not. */
  readonly tokenId: string | null;
  readonly tokenName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly edition: number | null;
}

export interface Wanted {
  readonly kind: string | null;
  readonly tokenId: string | null;
  readonly subject: string | null;
}

/** One answer looks through so many acts at most, however few of them match: what it costs is known beforehand. */
export const LOOKED_THROUGH = 5_000;
