/** The ledger's plain model: every edition in a list, and a loop over it. What the ledger packs into slots must agree. */
import * as fc from "fast-check";
import {
  type CatchUp,
  type EditionNote,
  joinCatchUp,
  type Ledger,
  type Retraction,
  SLOTS,
  type Stamped,
  tagHash,
} from "../../src/cache/ledger";

/** Tags of the model; no two share a slot of a full ledger. */
export const TAGS = Array.from({ length: 12 }, (_, i) => `article:${i}`);
export const EPOCH = "the epoch";

/** Edition n is committed at n × this, in ms of the model's time. */
const EDITION_EVERY_MS = 1_000;

export const committedAt = (number: number) => number * EDITION_EVERY_MS;
/** The newest edition committed before an instant. */
export const editionBefore = (history: readonly EditionNote[], at: number) =>
  history.filter(edition => edition.at < at).length;

/** A history: which tags each edition touched, and whether it retracted article `retracted`. */
export const histories = (maxLength = 30): fc.Arbitrary<readonly EditionNote[]> =>
  fc
    .array(
      fc.record({ tags: fc.subarray(TAGS, { maxLength: 3 }), retracted: fc.option(fc.nat(11), { freq: 4 }) }),
      {
        minLength: 1,
        maxLength,
      },
    )
    .map(rows => rows.map((row, i) => ({ ...row, number: i + 1, at: committedAt(i + 1) })));

/** A question to D1 as it happened: from which edition, when it was sent, and how long until D1 read its tables. */
export interface Asked {
  readonly from: number | null;
  readonly sentAt: number;
  readonly waitedMs: number;
}

/** Questions sent at any time, from any edition that was there when they were sent. */
export const questions = (history: readonly EditionNote[]): fc.Arbitrary<Asked> =>
  fc
    .record({
      from: fc.option(fc.nat(history.length), { freq: 6 }),
      sentAt: fc.nat(committedAt(history.length + 2)),
      waitedMs: fc.nat(5_000),
    })
    .map(asked => ({
      ...asked,
      from: asked.from === null ? null : Math.min(asked.from, editionBefore(history, asked.sentAt)),
    }));

/** What D1 answers. @param listed more editions than this are not listed. */
export function answer(history: readonly EditionNote[], asked: Asked, listed = 500, epoch = EPOCH): CatchUp {
  const current = editionBefore(history, asked.sentAt + asked.waitedMs);
  const { from } = asked;
  const isTooFar = from === null || current - from > listed;
  return {
    epoch,
    from,
    current,
    editions: isTooFar ? null : history.slice(from, current),
    retractions: isTooFar ? retractionsUpTo(history, current) : [],
    asOf: asked.sentAt,
  };
}

export function retractionsUpTo(history: readonly EditionNote[], current: number): Retraction[] {
  return history
    .slice(0, current)
    .flatMap(({ number, retracted, at }) =>
      retracted === null ? [] : [{ article: retracted, edition: number, at }],
    );
}

/** Renderings of any stamp that show some of the tags. Tag `article:7` shows article 7. */
export const renderings = (history: readonly EditionNote[]) =>
  fc
    .record({ stamp: fc.nat(history.length), shown: fc.subarray(TAGS, { minLength: 1, maxLength: 4 }) })
    .map(({ stamp, shown }) => ({ ...rendering(stamp, shown), shown }));

export function rendering(stamp: number, shown: readonly string[], epoch = EPOCH): Stamped {
  const articles = shown.map(tag => Number(tag.slice("article:".length)));
  return { epoch, stamp, tags: shown.map(tagHash), articles };
}

/** Whether an edition after the stamp, and up to the one that the ledger knows, touched what is shown. */
export function isSuperseded(
  history: readonly EditionNote[],
  stamp: number,
  shown: readonly string[],
  upTo: number,
): boolean {
  return history.slice(stamp, upTo).some(edition => edition.tags.some(tag => shown.includes(tag)));
}

/** Whether what is shown was retracted after the stamp, as far as edition `upTo`. */
export function wasRetracted(
  history: readonly EditionNote[],
  { stamp, articles }: Stamped,
  upTo: number,
): boolean {
  return history
    .slice(stamp, upTo)
    .some(({ retracted }) => retracted !== null && articles.includes(retracted));
}

/** A day on: everything is committed, no retraction is forgotten. */
export const FAR_FUTURE = 86_400_000;

/** A ledger that began after edition `from` and has caught up with all of the history. */
export function caughtUp(history: readonly EditionNote[], from: number, slots = SLOTS): Ledger {
  const begun = joinCatchUp(null, begunAt(history, from), slots);
  return joinCatchUp(begun, answer(history, { from, sentAt: FAR_FUTURE, waitedMs: 0 }));
}

export function begunAt(history: readonly EditionNote[], edition: number): CatchUp {
  const sentAt = history[edition - 1]?.at ?? 0;
  return answer(history.slice(0, edition), { from: null, sentAt, waitedMs: 1 });
}

/** The catch-up of a follower without anything new. */
export const ledgerNow = (history: readonly EditionNote[], asOf: number): CatchUp =>
  answer(history, { from: history.length, sentAt: asOf, waitedMs: FAR_FUTURE });

/** A history, and what D1 answered to questions of any beginning, in any order, some of them twice. */
export const conversations = histories().chain(history => {
  const asked = fc.array(questions(history), { minLength: 1, maxLength: 12 });
  // The first question of an isolate is asked from nothing.
  const order = fc
    .tuple(
      questions(history),
      asked.chain(all => fc.shuffledSubarray([...all, ...all])),
    )
    .map(([first, others]) => [{ ...first, from: null }, ...others]);
  return fc.record({
    history: fc.constant(history),
    order,
    listed: fc.constantFrom(3, 500),
    slots: fc.constantFrom(2, SLOTS),
    pages: fc.array(renderings(history), { minLength: 5, maxLength: 10 }),
  });
});
