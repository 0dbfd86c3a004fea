import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EditionNote,
  isFresh,
  isWithdrawn,
  joinCatchUp,
  joinCopy,
  type Ledger,
  RETRACTION_MEMORY_MS,
} from "../../src/cache/ledger";
import {
  type Asked,
  answer,
  begunAt,
  caughtUp,
  conversations,
  EPOCH,
  FAR_FUTURE,
  isSuperseded,
  ledgerNow,
  rendering,
  retractionsUpTo,
  wasRetracted,
} from "./model";

describe("the copy in KV", () => {
  const copies = conversations.chain(conversation =>
    fc.record({ conversation: fc.constant(conversation), own: fc.nat(12), began: fc.nat(30) }),
  );

  it("older, newer or with a gap, never takes the ledger back, spends it or makes an old page fresh", () => {
    fc.assert(
      fc.property(copies, ({ conversation: { history, order, listed, slots, pages }, own, began }) => {
        const [mine, others] = [order.slice(0, own), order.slice(own).map(firstFromNothing)];
        const ledger = joinAll(history, mine, listed, slots);
        const copy =
          joinAll(history, others, listed, slots) ?? caughtUp(history, began % history.length, slots);
        const joined = joinCopy(ledger, copy);
        expect(joined.edition).toBe(Math.max(ledger?.edition ?? 0, copy.edition));
        expect(joined.asOf).toBe(ledger?.asOf ?? copy.asOf);
        for (const page of pages) {
          const isOld = isSuperseded(history, page.stamp, page.shown, joined.edition);
          expect(isOld && isFresh(joined, page)).toBe(false);
          expect(isWithdrawn(joined, page)).toBe(wasRetracted(history, page, joined.edition));
        }
      }),
    );
  });

  it("of another epoch or size is as if it were not there", () => {
    const history = [{ number: 1, tags: ["article:1"], retracted: null, at: 1 }];
    const ledger = joinCatchUp(null, begunAt([], 0));
    const copy = caughtUp(history, 0);
    expect(joinCopy(ledger, copy).edition).toBe(1);
    expect(joinCopy(ledger, { ...copy, epoch: "another" })).toBe(ledger);
    expect(joinCopy(ledger, { ...copy, slots: new Uint32Array(2) })).toBe(ledger);
  });

  it("gives a cold isolate all that its writer knew", () => {
    const history = [{ number: 1, tags: ["article:1"], retracted: 1, at: 1 }];
    const copy = caughtUp(history, 0);
    expect(joinCopy(null, copy)).toEqual(copy);
  });
});

const firstFromNothing = (asked: Asked, i: number): Asked => (i === 0 ? { ...asked, from: null } : asked);

function joinAll(
  history: readonly EditionNote[],
  order: readonly Asked[],
  listed: number,
  slots: number,
): Ledger | null {
  return order.reduce<Ledger | null>(
    (ledger, asked) => joinCatchUp(ledger, answer(history, asked, listed), slots),
    null,
  );
}

describe("another epoch", () => {
  const history = [{ number: 1, tags: ["article:1"], retracted: null, at: 1 }];
  const restored = { ...begunAt(history, 1), epoch: "restored", asOf: FAR_FUTURE + 1 };

  it("makes every page stale at once, however new its stamp looks", () => {
    const ledger = joinCatchUp(caughtUp(history, 0), restored);
    expect(isFresh(ledger, rendering(1, ["article:2"]))).toBe(false);
    expect(isFresh(ledger, rendering(9_999, ["article:2"]))).toBe(false);
    expect(isFresh(ledger, rendering(1, ["article:2"], "restored"))).toBe(true);
  });

  it("keeps the ledger's size", () => {
    expect(joinCatchUp(caughtUp(history, 0, 2), restored).slots).toHaveLength(2);
  });

  it("heard late, from before the restore, changes nothing", () => {
    const ledger = joinCatchUp(null, restored);
    expect(joinCatchUp(ledger, ledgerNow(history, 5))).toBe(ledger);
  });

  it("withdraws a page of the old epoch that shows what the restored database says is retracted", () => {
    const withRetraction = { ...restored, retractions: [{ article: 7, edition: 1, at: FAR_FUTURE }] };
    const ledger = joinCatchUp(caughtUp(history, 0), withRetraction);
    expect(isWithdrawn(ledger, rendering(9_999, ["article:7"]))).toBe(true);
    expect(isWithdrawn(ledger, rendering(9_999, ["article:7"], "restored"))).toBe(false);
  });
});

describe("a retraction", () => {
  const retracting = [{ number: 1, tags: ["article:7"], retracted: 7, at: 1_000 }];
  const touching = (at: number) => [...retracting, { number: 2, tags: ["article:8"], retracted: null, at }];

  it("is remembered by name for 48 hours, and then forgotten", () => {
    const page = rendering(0, ["article:7"]);
    for (const [late, isKnown] of [
      [RETRACTION_MEMORY_MS - 1, true],
      [RETRACTION_MEMORY_MS, false],
    ] as const) {
      const sentAt = 1_000 + late;
      const ledger = joinCatchUp(
        caughtUp(retracting, 0),
        answer(touching(sentAt - 1), { from: 1, sentAt, waitedMs: 0 }),
      );
      // `caughtUp` lies in the far future: what counts is when the newest answer was asked for.
      expect(isWithdrawn(ledger, page)).toBe(isKnown);
    }
  });

  it("withdraws what was made before it and shows the article, and nothing else", () => {
    const ledger = caughtUp(retracting, 0);
    expect(ledger.retractions).toEqual(retractionsUpTo(retracting, 1));
    expect(isWithdrawn(ledger, rendering(0, ["article:7"]))).toBe(true);
    expect(isWithdrawn(ledger, rendering(0, ["article:8"]))).toBe(false);
    expect(isWithdrawn(ledger, rendering(1, ["article:7"]))).toBe(false);
    expect(ledger.epoch).toBe(EPOCH);
  });
});
