/**
 * The cache in the memory of an isolate: the renderings used last, bounded in bytes. It has two generations: what is used
 * moves to the young one or stays there, and when that is full the old one goes. So a hit costs one look-up.
 */
import type { Rendering } from "./rendering";

/** What a rendering weighs besides its body: headers, tags and the map's own bookkeeping, in bytes. */
const OVERHEAD_BYTES = 1_024;

export class MemoryCache {
  #young = new Map<string, Rendering>();
  #old = new Map<string, Rendering>();
  /** Of the young ones. */
  #bytes = 0;

  constructor(readonly maxBytes: number) {}

  get(key: string): Rendering | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.#store(key, old);
    return old;
  }

  /** Stores it, unless a newer one is there: a slow render must not replace what came after it. */
  put(key: string, rendering: Rendering): void {
    const stored = this.#young.get(key) ?? this.#old.get(key);
    if (stored !== undefined && stored.epoch === rendering.epoch && stored.stamp > rendering.stamp) return;
    this.#store(key, rendering);
  }

  #store(key: string, rendering: Rendering): void {
    const replaced = this.#young.get(key);
    this.#bytes += weight(rendering) - (replaced === undefined ? 0 : weight(replaced));
    this.#young.set(key, rendering);
    this.#old.delete(key);
    if (this.#bytes <= this.maxBytes / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#bytes = 0;
  }
}

function weight(rendering: Rendering): number {
  return rendering.body.byteLength + OVERHEAD_BYTES;
}
