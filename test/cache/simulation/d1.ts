/**
 * A D1 of one writer: a batch travels there, is carried out at one instant, and its answer travels back. It may be
 * down (throwing, or never answering), lose an answer, or be slow; and whoever asked may be dead by then.
 */
import type { Db, Query, Statement } from "../../../src/db/client";
import { Chance, type Clock } from "./clock";
import type { Truth } from "./truth";

/** A statement of the simulation: what it does to the truth, and what it answers. */
type Act = (truth: Truth) => unknown;

export const asQuestion = <T>(
  act: (truth: Truth) => T,
  read: (value: T) => T = value => value,
): Query<T> => ({
  statement: asStatement(act),
  read: value => read(value as T),
});

export const asStatement = (act: Act): Statement => act as unknown as Statement;

/** Whoever asks; one that died gets no answer, though what it asked for may have been done. */
export interface Caller {
  isDead: boolean;
  /** Dies as soon as its next write is committed. */
  isDoomed: boolean;
  /** How far it is from D1, one way, in ms. */
  readonly distanceMs: number;
}

export interface Outage {
  readonly from: number;
  readonly to: number;
  readonly hangs: boolean;
}

/** Up to three spans of up to two minutes in which nothing is answered. @param probability of each. */
export function someOutages(
  span: { from: number; to: number },
  seed: number,
  probability: number,
): readonly Outage[] {
  const chance = new Chance(seed);
  return Array.from({ length: 3 }, () => {
    const from = chance.between(span.from, span.to);
    return { from, to: from + chance.between(500, 120_000), hangs: chance.isTrue(0.5) };
  }).filter(() => chance.isTrue(probability));
}

export class SimulatedD1 {
  /** When an answer was lost or took longer than anybody waits. */
  readonly #mishaps: number[] = [];

  constructor(
    readonly clock: Clock,
    readonly chance: Chance,
    readonly truth: Truth,
    readonly outages: readonly Outage[],
    readonly losesAnswers: boolean,
  ) {}

  db(caller: Caller): Db {
    const batch = (acts: readonly Act[]) =>
      new Promise<unknown[]>((resolve, reject) => {
        this.clock.after(this.#travelMs(caller), () => this.#arrive(caller, acts, resolve, reject));
      });
    return { batch } as unknown as Db;
  }

  /** Whether something went wrong with D1 between two instants. */
  hadTrouble(from: number, to: number): boolean {
    return (
      this.outages.some(outage => outage.from <= to && outage.to >= from) ||
      this.#mishaps.some(at => at >= from && at <= to)
    );
  }

  #arrive(
    caller: Caller,
    acts: readonly Act[],
    resolve: (rows: unknown[]) => void,
    reject: (why: Error) => void,
  ): void {
    const lost = () => reject(new Error("D1_ERROR: Network connection lost"));
    const outage = this.outages.find(({ from, to }) => from <= this.clock.now && this.clock.now < to);
    if (outage) {
      if (!outage.hangs) this.clock.after(this.#travelMs(caller), lost);
      return;
    }
    const editionBefore = this.truth.current;
    const rows = acts.map(act => act(this.truth));
    if (caller.isDoomed && this.truth.current > editionBefore) caller.isDead = true;
    if (caller.isDead) return;
    const isWrite = this.truth.current > editionBefore;
    if (this.losesAnswers && this.chance.isTrue(isWrite ? 0.05 : 0.002)) {
      this.#mishaps.push(this.clock.now);
      if (this.chance.isTrue(0.5)) this.clock.after(this.#travelMs(caller), lost);
      return;
    }
    this.clock.after(this.#travelMs(caller), () => resolve(rows));
  }

  /** One way. In 3 of 100 cases slow, yet far below what a reader waits. */
  #travelMs(caller: Caller): number {
    return (
      caller.distanceMs +
      (this.chance.isTrue(0.03) ? this.chance.between(200, 1_200) : this.chance.between(1, 30))
    );
  }
}
