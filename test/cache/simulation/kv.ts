/**
 * KV at its worst: a write takes up to 75 s to be seen elsewhere, in any order; what a place has read it keeps for
 * 60 s, the absence of a key too; 3 of 100 reads are slow; values may be torn; puts are refused.
 */
import type { Chance, Clock } from "./clock";

const SPREAD_MS = 75_000;
const KEPT_MS = 60_000;

export interface KvFaults {
  /** What a read of the ledger's copy gives instead. @param value what lies there. */
  readonly ledgerCopy: (value: Uint8Array | null, first: Uint8Array | null) => Uint8Array | null;
  /** When no read or put succeeds. */
  readonly isDown: (now: number) => boolean;
}

interface Local {
  readonly value: Uint8Array | null;
  readonly readAt: number;
}

export class SimulatedKv {
  readonly #stores: Map<string, Uint8Array>[];
  readonly #locals: Map<string, Local>[];
  readonly #putAt = new Map<string, number>();
  readonly #first = new Map<string, Uint8Array>();

  constructor(
    readonly clock: Clock,
    readonly chance: Chance,
    places: number,
    readonly faults: KvFaults,
  ) {
    this.#stores = Array.from({ length: places }, () => new Map());
    this.#locals = Array.from({ length: places }, () => new Map());
  }

  at(place: number): KVNamespace {
    const get = (key: string) => this.#get(place, key);
    const put = (key: string, value: Uint8Array) => this.#put(place, key, value);
    return { get, put } as unknown as KVNamespace;
  }

  async #get(place: number, key: string): Promise<ArrayBuffer | null> {
    const local = this.#localOf(place, key);
    await this.clock.sleep(this.#latencyMs(local === null));
    if (this.faults.isDown(this.clock.now)) throw new Error("KV GET failed: 500");
    const found = (local ?? this.#read(place, key)).value;
    const value = key === "ledger" ? this.faults.ledgerCopy(found, this.#first.get(key) ?? null) : found;
    if (value === null) return null;
    return value.slice(0, this.chance.isTrue(0.01) ? value.length >> 1 : value.length).buffer as ArrayBuffer;
  }

  async #put(place: number, key: string, value: Uint8Array): Promise<void> {
    const bytes = value.slice();
    const sinceLast = this.clock.now - (this.#putAt.get(key) ?? 0);
    await this.clock.sleep(this.#latencyMs(true));
    if (this.faults.isDown(this.clock.now)) throw new Error("KV PUT failed: 500");
    if (sinceLast < 1_000 || this.chance.isTrue(0.02))
      throw new Error("KV PUT failed: 429 Too Many Requests");
    this.#putAt.set(key, this.clock.now);
    if (!this.#first.has(key)) this.#first.set(key, bytes);
    // Each place sees it in its own time: an older write may land after a newer one.
    for (const [there, store] of this.#stores.entries()) {
      const spreadMs = there === place ? 0 : this.chance.between(0, SPREAD_MS);
      this.clock.after(spreadMs, () => store.set(key, bytes));
    }
  }

  #localOf(place: number, key: string): Local | null {
    const local = this.#locals[place]?.get(key);
    return local !== undefined && this.clock.now - local.readAt < KEPT_MS ? local : null;
  }

  #read(place: number, key: string): Local {
    const local = { value: this.#stores[place]?.get(key) ?? null, readAt: this.clock.now };
    this.#locals[place]?.set(key, local);
    return local;
  }

  #latencyMs(isFar: boolean): number {
    if (this.chance.isTrue(0.03)) return this.chance.between(300, 2_500);
    return isFar ? this.chance.between(30, 150) : this.chance.between(2, 20);
  }
}
