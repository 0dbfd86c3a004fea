/** The isolate's own shelf: the renderings used last, bounded in bytes. */
import type { Rendering } from "./rendering";

/** What a rendering weighs besides its body: headers, tags and the map's own bookkeeping, in bytes. */
const OVERHEAD_BYTES = 1_024;

export class MemoryShelf {
  readonly #renderings = new Map<string, Rendering>();
  #bytes = 0;

  constructor(readonly maxBytes: number) {}

  /** Taking one marks it as used last. */
  get(key: string): Rendering | undefined {
    const rendering = this.#renderings.get(key);
    if (rendering !== undefined && this.#renderings.size > 1) {
      this.#renderings.delete(key);
      this.#renderings.set(key, rendering);
    }
    return rendering;
  }

  /** Keeps it, unless a newer one lies there: a slow render must not push out what came after it. */
  put(key: string, rendering: Rendering): void {
    const kept = this.#renderings.get(key);
    if (kept !== undefined && kept.epoch === rendering.epoch && kept.stamp > rendering.stamp) return;
    this.#drop(key);
    this.#renderings.set(key, rendering);
    this.#bytes += weight(rendering);
    for (const oldest of this.#renderings.keys()) {
      if (this.#bytes <= this.maxBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const kept = this.#renderings.get(key);
    if (kept === undefined) return;
    this.#renderings.delete(key);
    this.#bytes -= weight(kept);
  }
}

function weight(rendering: Rendering): number {
  return rendering.body.byteLength + OVERHEAD_BYTES;
}
