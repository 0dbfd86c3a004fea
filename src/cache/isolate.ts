/** Everything that an isolate remembers between requests. All of it may vanish at any time. */
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import { type Ledger, SLOTS } from "./ledger";
import { MemoryShelf } from "./memory-shelf";
import type { Rendering } from "./rendering";

export interface Isolate {
  ledger: Ledger | null;
  /** How many slots its ledger has. */
  readonly slotCount: number;
  readonly memory: MemoryShelf;
  /** Renders under way, by key: one render per key, however many ask at once. */
  readonly renders: Map<string, Promise<Rendering>>;
  /** The catch-up under way, if any. */
  following: Promise<void> | null;
  /** When D1 last failed to answer, epoch ms: then the next question waits less long for it. */
  d1FailedAt: number;
  /** When the ledger's copy was last read from KV, epoch ms. */
  copyReadAt: number;
  /** When the ledger's copy last went to KV, and when the one that waits its turn will, epoch ms; 0 for none. */
  copyWrittenAt: number;
  copyDueAt: number;
  /** Since when the search index is brought up to date, epoch ms, 0 for not at all; and whether to go on after. */
  indexing: { since: number; again: boolean };
  /** What was last told of the site's health, and when, epoch ms. */
  health: { readonly at: number; readonly status: number; readonly said: object } | null;
  /** KV fills left in the minute that began at `since`. */
  fills: { since: number; left: number };
  /** Refusals in the minute that began at `since`, by whom and what for. */
  readonly refusals: Map<string, { readonly since: number; count: number }>;
  /** Wrong tokens shown lately, by caller. */
  readonly failures: Map<string, { readonly since: number; count: number }>;
  /** The hashes of the tokens that open something, as they were asked for at `at`, epoch ms. */
  tokenHashes: { at: number; readonly found: Promise<ReadonlySet<string>> } | null;
  /** The public keys of Cloudflare Access, and how often they were asked for in the minute that began at `since`. */
  readonly ring: {
    keys: { readonly at: number; readonly find: JWTVerifyGetKey } | null;
    asked: { since: number; times: number };
  };
  /** What each token may still send, and as of when, epoch ms. */
  readonly buckets: Map<string, { readonly at: number; readonly left: number }>;
}

const MEMORY_BYTES = 16 * 1024 * 1024;

export function newIsolate(memoryBytes = MEMORY_BYTES, slotCount = SLOTS): Isolate {
  return {
    ledger: null,
    slotCount,
    memory: new MemoryShelf(memoryBytes),
    renders: new Map(),
    following: null,
    d1FailedAt: 0,
    copyReadAt: 0,
    copyWrittenAt: 0,
    copyDueAt: 0,
    indexing: { since: 0, again: false },
    health: null,
    fills: { since: 0, left: 0 },
    refusals: new Map(),
    failures: new Map(),
    tokenHashes: null,
    buckets: new Map(),
    ring: { keys: null, asked: { since: 0, times: 0 } },
  };
}
