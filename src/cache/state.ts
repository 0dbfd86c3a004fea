/** What an isolate remembers of the cache: its ledger, rendered pages, and what is under way. */
import type { Db, Query } from "../db/client";
import { isolateState } from "../runtime";
import { present } from "./edition-queries";
import { type CatchUp, type Ledger, SLOTS } from "./ledger";
import { MemoryShelf } from "./memory-shelf";
import type { Rendering } from "./rendering";

export interface CacheState {
  ledger: Ledger | null;
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
  /** KV fills left in the minute that began at `since`. */
  fills: { since: number; left: number };
  /** The question by which a ledger follows D1. */
  catchUp: (db: Db, ledger: Ledger | null, asOf: number) => Query<CatchUp>;
}

export const cacheState = isolateState<CacheState>(({ memoryBytes }) => ({
  ledger: null,
  memory: new MemoryShelf(memoryBytes),
  renders: new Map(),
  following: null,
  d1FailedAt: 0,
  copyReadAt: 0,
  copyWrittenAt: 0,
  copyDueAt: 0,
  fills: { since: 0, left: 0 },
  catchUp: present,
}));

const MEMORY_BYTES = 16 * 1024 * 1024;

/** An isolate that knows nothing yet. */
export const newIsolate = (memoryBytes = MEMORY_BYTES, slotCount = SLOTS) => ({ memoryBytes, slotCount });
