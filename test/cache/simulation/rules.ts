/** The rules that the simulated site keeps, and broken ones that the simulation must catch. */
import type { CatchUp, Ledger } from "../../../src/cache/ledger";
import type { Query } from "../../../src/db/client";
import { asQuestion } from "./d1";
import type { Read } from "./pages";
import type { Truth } from "./truth";

/** Where a rule is applied. */
export interface Place {
  readonly now: () => number;
  /** What the other isolates of the place know. */
  readonly newestEdition: () => number;
}

export interface Rules {
  readonly follow: (ledger: Ledger | null, asOf: number, place: Place) => Query<CatchUp>;
  /** What an isolate knows when it begins. */
  readonly begin: (truth: Truth, now: number, slots: number) => Ledger | null;
  readonly read: Read;
  readonly knowsUntil: boolean;
}

export const soundRules: Rules = {
  follow: (ledger, asOf) => asQuestion(truth => truth.catchUp(ledger, asOf)),
  begin: () => null,
  read: (truth, id) => truth.stateOf(id),
  knowsUntil: true,
};

/** The database as a replica would show it, this much late, in ms. */
const REPLICA_LAG_MS = 45_000;

export const brokenRules: Readonly<Record<string, Rules>> = {
  "a catch-up asked from another ledger is joined": {
    ...soundRules,
    follow: (ledger, asOf, place) =>
      asQuestion(truth => {
        const catchUp = truth.catchUp(ledger, asOf);
        const from = place.newestEdition();
        return { ...catchUp, editions: catchUp.editions?.filter(({ number }) => number > from) ?? null };
      }),
  },
  "a ledger without a copy begins with its floor at 0": {
    ...soundRules,
    begin: (truth, now, slots) => ({
      epoch: truth.epoch,
      edition: truth.current,
      asOf: now,
      floor: 0,
      slots: new Uint32Array(slots),
      retractions: [],
    }),
  },
  "asOf is the moment of the answer": {
    ...soundRules,
    follow: (ledger, asOf, place) =>
      asQuestion(
        truth => truth.catchUp(ledger, asOf),
        catchUp => ({ ...catchUp, asOf: place.now() }),
      ),
  },
  "pages do not say until when they hold": { ...soundRules, knowsUntil: false },
  "content is read from a late replica, its stamp from the primary": {
    ...soundRules,
    read: (truth, id) => truth.stateOf(id, truth.now() - REPLICA_LAG_MS),
  },
  "a catch-up does not tell what was retracted": {
    ...soundRules,
    follow: (ledger, asOf) =>
      asQuestion(truth => {
        const catchUp = truth.catchUp(ledger, asOf);
        const editions = catchUp.editions?.map(edition => ({ ...edition, retracted: null })) ?? null;
        return { ...catchUp, editions, retractions: [] };
      }),
  },
};
