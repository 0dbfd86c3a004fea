/**
 * The ledger: which editions touched which tags. With it a rendering is judged fresh or not, without asking D1.
 * Pure: nothing here reads a clock or does I/O. The design and its proof: docs/decisions/0001-a-ledger-not-a-timer.md.
 */

/** How many slots a ledger has. Fewer cost needless renders, never truth. */
export const SLOTS = 4_096;

/** How long a retraction is remembered by name, in ms. */
export const RETRACTION_MEMORY_MS = 48 * 3_600_000;

export interface Retraction {
  readonly article: number;
  readonly edition: number;
  /** epoch ms */
  readonly at: number;
}

export interface Ledger {
  /** The mark of the database that its numbers come from. */
  readonly epoch: string;
  /** The newest edition it knows. */
  readonly edition: number;
  /** It knows every edition that was committed before this instant, epoch ms; 0 when nothing is known of now. */
  readonly asOf: number;
  /** Of editions up to this one it knows nothing: a stamp below it is never fresh. */
  readonly floor: number;
  /** `slots[hash % length]` is the last edition that touched a tag hashing there. */
  readonly slots: Uint32Array;
  /** What was retracted lately: a slot says that a tag moved, not why. */
  readonly retractions: readonly Retraction[];
}

/** One row of `editions`, as a follower reads it. */
export interface EditionNote {
  readonly number: number;
  readonly tags: readonly string[];
  readonly retracted: number | null;
  readonly at: number;
}

/** What D1 knows of "what is new since edition `from`?". */
export interface CatchUp {
  readonly epoch: string;
  /** The edition it was asked from; null when it was asked from nothing. */
  readonly from: number | null;
  /** The newest edition there is. */
  readonly current: number;
  /** Every edition after `from`, in order; null when there are too many to list, or `from` is of another epoch. */
  readonly editions: readonly EditionNote[] | null;
  /** Every retraction still to be remembered; of a follower that starts anew: from nothing, from another epoch, or from too far behind. */
  readonly retractions: readonly Retraction[];
  /** The instant before the question was sent, epoch ms. */
  readonly asOf: number;
}

/** What of a rendering decides whether it is still true. */
export interface Stamped {
  readonly epoch: string;
  /** The edition that it was made from. */
  readonly stamp: number;
  /** `tagHash` of each of its tags. */
  readonly tags: readonly number[];
  /** Ids of the articles that it shows. */
  readonly articles: readonly number[];
}

/** 32-bit FNV-1a over the UTF-16 units of a tag, with a final mix. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
export function tagHash(tag: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < tag.length; i++) hash = Math.imul(hash ^ tag.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A ledger that begins now: it knows nothing of the past, so its floor is the current edition. */
export function beginLedger(catchUp: CatchUp, slotCount = SLOTS): Ledger {
  return {
    epoch: catchUp.epoch,
    edition: catchUp.current,
    asOf: catchUp.asOf,
    floor: catchUp.current,
    slots: new Uint32Array(slotCount),
    retractions: catchUp.retractions,
  };
}

/**
 * Joins a catch-up to a ledger. A ledger never goes back: an older catch-up changes nothing, and one that begins beyond
 * what this ledger knows would leave a gap, so it is refused.
 * @returns the same object when nothing is learned; a new ledger when the epoch is another or too much was missed.
 */
export function joinCatchUp(ledger: Ledger | null, catchUp: CatchUp, slotCount = SLOTS): Ledger {
  if (ledger === null) return beginLedger(catchUp, slotCount);
  if (catchUp.epoch !== ledger.epoch)
    return catchUp.asOf > ledger.asOf ? beginLedger(catchUp, ledger.slots.length) : ledger;
  if (catchUp.from === null || catchUp.editions === null) {
    if (catchUp.current < ledger.edition || catchUp.asOf < ledger.asOf) return ledger;
    const begun = beginLedger(catchUp, ledger.slots.length);
    return { ...begun, retractions: mergeRetractions(ledger.retractions, catchUp) };
  }
  if (catchUp.from > ledger.edition) return ledger;
  const news = catchUp.editions.filter(edition => edition.number > ledger.edition);
  const asOf = Math.max(ledger.asOf, catchUp.asOf);
  if (news.length === 0) return asOf === ledger.asOf ? ledger : { ...ledger, asOf };
  return {
    ...ledger,
    edition: news.reduce((newest, edition) => Math.max(newest, edition.number), ledger.edition),
    asOf,
    slots: touch(ledger.slots, news),
    retractions: mergeRetractions(ledger.retractions, catchUp),
  };
}

/**
 * Joins the copy kept in KV: it saves a cold isolate from knowing nothing, and tells one that has lost D1 what was
 * retracted. A cold isolate takes its `asOf` too, which is true, and lies in the past: it asks D1 all the same
 * once that is 20 s ago.
 */
export function joinCopy(ledger: Ledger | null, copy: Ledger): Ledger {
  if (ledger === null) return copy;
  if (copy.epoch !== ledger.epoch || copy.edition <= ledger.edition) return ledger;
  if (copy.slots.length !== ledger.slots.length) return ledger;
  const retractions = uniqueRetractions([...ledger.retractions, ...copy.retractions]);
  const isJoined = copy.floor <= ledger.edition;
  if (!isJoined) return { ...copy, asOf: ledger.asOf, retractions };
  const slots = ledger.slots.map((edition, slot) => Math.max(edition, copy.slots[slot] ?? 0));
  return { ...ledger, edition: copy.edition, floor: Math.min(ledger.floor, copy.floor), slots, retractions };
}

/** Whether no edition after its stamp touched its tags, as far as this ledger knows. */
export function isFresh(ledger: Ledger, rendering: Stamped): boolean {
  if (rendering.epoch !== ledger.epoch || rendering.stamp < ledger.floor) return false;
  for (const hash of rendering.tags) {
    if ((ledger.slots[hash % ledger.slots.length] ?? 0) > rendering.stamp) return false;
  }
  return true;
}

/** Whether it shows an article that was retracted after it was made: never to be served, stale or not. */
export function isWithdrawn(ledger: Ledger, rendering: Stamped): boolean {
  return ledger.retractions.some(
    retraction =>
      (rendering.epoch !== ledger.epoch || retraction.edition > rendering.stamp) &&
      rendering.articles.includes(retraction.article),
  );
}

function touch(slots: Uint32Array, editions: readonly EditionNote[]): Uint32Array {
  const touched = slots.slice();
  for (const { number, tags } of editions) {
    for (const tag of tags) {
      const slot = tagHash(tag) % touched.length;
      touched[slot] = Math.max(touched[slot] ?? 0, number);
    }
  }
  return touched;
}

function mergeRetractions(known: readonly Retraction[], catchUp: CatchUp): readonly Retraction[] {
  const news = (catchUp.editions ?? []).flatMap(({ number, retracted, at }) =>
    retracted === null ? [] : [{ article: retracted, edition: number, at }],
  );
  return uniqueRetractions([...known, ...catchUp.retractions, ...news]).filter(
    retraction => retraction.at > catchUp.asOf - RETRACTION_MEMORY_MS,
  );
}

function uniqueRetractions(retractions: readonly Retraction[]): readonly Retraction[] {
  return [...new Map(retractions.map(retraction => [retraction.edition, retraction])).values()];
}
