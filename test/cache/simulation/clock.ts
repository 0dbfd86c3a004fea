/** Virtual time: nothing happens but what stands in the queue, and a seed decides every chance. */

/** Microtask turns after an event: more than any chain of awaits in the code under test. */
const TURNS = 100;

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class Clock {
  now: number;
  /** Latest first, so that the next event is popped from the end. */
  readonly #queue: Due[] = [];
  #order = 0;

  constructor(start: number) {
    this.now = start;
  }

  /** @param ms from now, brought to a whole number as clocks show it. Of two at the same instant the first to be entered comes first. */
  after(ms: number, run: () => void): Due {
    this.#order += 1;
    const due = { at: this.now + Math.max(0, Math.ceil(ms)), order: this.#order, run };
    this.#queue.splice(this.#placeOf(due), 0, due);
    return due;
  }

  cancel(due: Due): void {
    const place = this.#placeOf(due);
    if (this.#queue[place] === due) this.#queue.splice(place, 1);
  }

  async sleep(ms: number): Promise<void> {
    await new Promise<void>(resolve => this.after(ms, resolve));
  }

  /** Lets everything happen that is due until then, and what follows from it. */
  async runUntil(end: number): Promise<void> {
    for (let due = this.#queue.at(-1); due !== undefined && due.at <= end; due = this.#queue.at(-1)) {
      this.#queue.pop();
      this.now = due.at;
      due.run();
      for (let turn = 0; turn < TURNS; turn++) await null;
    }
    this.now = end;
  }

  /** The first place whose event comes no later than this one. */
  #placeOf(due: Due): number {
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#queue[middle];
      if (other && (other.at > due.at || (other.at === due.at && other.order > due.order))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Chance from a seed. @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (mulberry32) */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed + 1, 0x9e3779b1);
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low: number, high: number): number {
    return Math.floor(low + this.next() * (high - low));
  }

  /** The time until the next of events that come at random, in ms. */
  wait(meanMs: number): number {
    return -Math.log(1 - this.next()) * meanMs;
  }

  isTrue(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.next() * from.length)];
    if (picked === undefined) throw new Error("picked from nothing");
    return picked;
  }
}
