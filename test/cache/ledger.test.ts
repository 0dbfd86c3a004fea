import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isFresh,
  isWithdrawn,
  joinCatchUp,
  type Ledger,
  RETRACTION_MEMORY_MS,
  SLOTS,
  tagHash,
} from "../../src/cache/ledger";
import {
  answer,
  begunAt,
  caughtUp,
  conversations,
  editionBefore,
  FAR_FUTURE,
  histories,
  isSuperseded,
  ledgerNow,
  rendering,
  renderings,
  TAGS,
  wasRetracted,
} from "./model";

/** A history, where the ledger began, and a rendering of any stamp. */
const cases = histories().chain(history =>
  fc.record({ history: fc.constant(history), began: fc.nat(history.length), page: renderings(history) }),
);

describe("a rendering is fresh", () => {
  it("exactly when no edition after its stamp touched its tags", () => {
    expect(new Set(TAGS.map(tag => tagHash(tag) % SLOTS)).size).toBe(TAGS.length);
    fc.assert(
      fc.property(cases, ({ history, began, page }) => {
        const isTrue = page.stamp >= began && !isSuperseded(history, page.stamp, page.shown, history.length);
        expect(isFresh(caughtUp(history, began), page)).toBe(isTrue);
      }),
    );
  });

  it("never when it was superseded, with two slots too: collisions cost renders, not truth", () => {
    fc.assert(
      fc.property(cases, ({ history, began, page }) => {
        const ledger = caughtUp(history, began, 2);
        const claim = isFresh(ledger, page);
        expect(claim && isSuperseded(history, page.stamp, page.shown, history.length)).toBe(false);
        expect(claim && !isFresh(caughtUp(history, began), page)).toBe(false);
      }),
    );
  });

  it("never below the floor: of editions before its beginning a ledger knows nothing", () => {
    fc.assert(
      fc.property(cases, ({ history, began, page }) => {
        const ledger = joinCatchUp(null, begunAt(history, began));
        expect(isFresh(ledger, page)).toBe(page.stamp >= began);
      }),
    );
  });
});

describe("catch-ups joined in any order, twice, from any beginning", () => {
  it("never take the ledger back", () => {
    fc.assert(
      fc.property(conversations, ({ history, order, listed, slots }) => {
        let ledger: Ledger | null = null;
        for (const asked of order) {
          const next: Ledger = joinCatchUp(ledger, answer(history, asked, listed), slots);
          expect(next.edition).toBeGreaterThanOrEqual(ledger?.edition ?? 0);
          expect(next.asOf).toBeGreaterThanOrEqual(ledger?.asOf ?? 0);
          expect(next.floor).toBeGreaterThanOrEqual(ledger?.floor ?? 0);
          ledger = next;
        }
      }),
    );
  });

  it("leave a ledger that knows every edition committed before its asOf", () => {
    fc.assert(
      fc.property(conversations, ({ history, order, listed }) => {
        let ledger: Ledger | null = null;
        for (const asked of order) {
          ledger = joinCatchUp(ledger, answer(history, asked, listed));
          expect(ledger.edition).toBeGreaterThanOrEqual(editionBefore(history, ledger.asOf));
        }
      }),
    );
  });

  it("never make a superseded page fresh, nor forget a retraction", () => {
    fc.assert(
      fc.property(conversations, ({ history, order, listed, slots, pages }) => {
        let ledger: Ledger | null = null;
        for (const asked of order) {
          ledger = joinCatchUp(ledger, answer(history, asked, listed), slots);
          for (const page of pages) {
            const isOld = isSuperseded(history, page.stamp, page.shown, ledger.edition);
            expect(isOld && isFresh(ledger, page)).toBe(false);
            expect(isWithdrawn(ledger, page)).toBe(wasRetracted(history, page, ledger.edition));
          }
        }
      }),
    );
  });

  it("a gap is refused: an answer asked from beyond what the ledger knows changes nothing", () => {
    fc.assert(
      fc.property(histories(), fc.nat(), (history, any) => {
        const ledger = caughtUp(history.slice(0, any % history.length), 0);
        const from = history.length;
        expect(joinCatchUp(ledger, answer(history, { from, sentAt: FAR_FUTURE, waitedMs: 0 }))).toBe(ledger);
      }),
    );
  });

  it("an isolate 10,000 editions behind raises its floor and serves what is made from then on", () => {
    const history = Array.from({ length: 10_000 }, (_, i) => {
      return { number: i + 1, tags: [`article:${i % 12}`], retracted: i % 3_000 === 0 ? i : null, at: i };
    });
    const behind = caughtUp(history.slice(0, 1), 0);
    const ledger = joinCatchUp(behind, answer(history, { from: 1, sentAt: FAR_FUTURE, waitedMs: 0 }));
    expect({ edition: ledger.edition, floor: ledger.floor }).toEqual({ edition: 10_000, floor: 10_000 });
    expect(isFresh(ledger, rendering(1, ["untouched:1"]))).toBe(false);
    expect(isFresh(ledger, rendering(10_000, ["article:3"]))).toBe(true);
    expect(isWithdrawn(joinCatchUp(ledger, ledgerNow(history, RETRACTION_MEMORY_MS - 1)), old(9_000))).toBe(
      true,
    );
  });
});

const old = (article: number) => ({ ...rendering(1, []), articles: [article] });
