/**
 * The isolate's own shelf: the renderings used last, bounded in bytes. It has two generations: what is used comes to
 * or stays in the young one, and when that is full the old one goes. So a hit in it costs a look-up and nothing else.
 */
import type { Rendering } from "./rendering";

/** What a rendering weighs besides its body: headers, tags and the map's own bookkeeping, in bytes. */
const OVERHEAD_BYTES = 1_024;

export class MemoryShelf {
  #young = new Map<string, Rendering>();
  #old = new Map<string, Rendering>();
  /** Of the young ones. */
  #bytes = 0;

  constructor(readonly maxBytes: number) {}

  get(key: string): Rendering | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.#keep(key, old);
    return old;
  }

  /** Keeps it, unless a newer one lies there: a slow render must not push out what came after it. */
  put(key: string, rendering: Rendering): void {
    const kept = this.#young.get(key) ?? this.#old.get(key);
    if (kept !== undefined && kept.epoch === rendering.epoch && kept.stamp > rendering.stamp) return;
    this.#keep(key, rendering);
  }

  #keep(key: string, rendering: Rendering): void {
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
