/** The newsroom as it really is: every edition and every state that an article was in, and since when. */
import type { CatchUp, EditionNote, Ledger } from "../../../src/cache/ledger";
import { RETRACTION_MEMORY_MS } from "../../../src/cache/ledger";

/** More editions than this are not listed, so that idle isolates are left behind within minutes. */
const LISTED_EDITIONS = 20;

/** Articles of the newsroom; each belongs to one of two lists. */
export const ARTICLES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type ArticleId = (typeof ARTICLES)[number];
export const listOf = (id: ArticleId) => `list:${id % 2}`;

export interface State {
  /** epoch ms */
  readonly at: number;
  /** Unique over all articles and epochs. */
  readonly revision: number;
  readonly standing: "none" | "released" | "retracted";
  readonly publishAt: number;
}

/** What a reader sees of an article: `r12`, `gone`, or `absent`. */
export function view(state: State, at: number): string {
  if (state.standing === "retracted") return "gone";
  return state.standing === "released" && state.publishAt <= at ? `r${state.revision}` : "absent";
}

export class Truth {
  epoch = "first epoch";
  /** When the database was last restored, epoch ms; 0 for never. */
  restoredAt = 0;
  editions: EditionNote[] = [];
  #revisions = 0;
  readonly #states = new Map<ArticleId, State[]>();

  /** @param now epoch ms */
  constructor(readonly now: () => number) {
    for (const id of ARTICLES) {
      this.#states.set(id, [{ at: 0, revision: 0, standing: "none", publishAt: 0 }]);
    }
  }

  get current(): number {
    return this.editions.length;
  }

  /** Oldest first; never empty. */
  statesOf(id: ArticleId): readonly State[] {
    return this.#states.get(id) ?? [];
  }

  stateOf(id: ArticleId, at = Number.POSITIVE_INFINITY): State {
    const state = this.statesOf(id).findLast(one => one.at <= at);
    if (state === undefined) throw new Error("before the beginning");
    return state;
  }

  /** Commits an edition. @param publishAt null retracts. */
  change(id: ArticleId, publishAt: number | null): void {
    const at = this.now();
    this.#revisions += 1;
    const standing = publishAt === null ? "retracted" : "released";
    this.#states.get(id)?.push({ at, revision: this.#revisions, standing, publishAt: publishAt ?? 0 });
    const retracted = publishAt === null ? id : null;
    this.editions.push({ number: this.current + 1, at, tags: [`article:${id}`, listOf(id)], retracted });
  }

  /** Brings back the database of an earlier edition, under a new epoch. */
  restore(edition: number): void {
    const at = this.now();
    const then = this.editions[edition - 1]?.at ?? 0;
    this.epoch = `restored at ${at}`;
    this.restoredAt = at;
    this.editions = this.editions.slice(0, edition);
    for (const id of ARTICLES) this.#states.get(id)?.push({ ...this.stateOf(id, then), at });
  }

  /** What D1 says to a follower, as `editions/store.ts` asks it. */
  catchUp(ledger: Ledger | null, asOf: number): CatchUp {
    const from = ledger?.edition ?? null;
    const isTooFar = from === null || ledger?.epoch !== this.epoch || this.current - from > LISTED_EDITIONS;
    const retractions = this.editions.flatMap(({ number, retracted, at }) =>
      retracted === null || at <= asOf - RETRACTION_MEMORY_MS
        ? []
        : [{ article: retracted, edition: number, at }],
    );
    return {
      epoch: this.epoch,
      from,
      current: this.current,
      editions: isTooFar ? null : this.editions.slice(from),
      retractions: isTooFar ? retractions : [],
      asOf,
    };
  }

  /** The newest edition committed before an instant. */
  editionBefore(at: number): number {
    return this.editions.findLast(edition => edition.at < at)?.number ?? 0;
  }
}
