/** A reader's search: one round trip to the index, one to the truth, which has the last word on what readers may see. */
import { type Hit, publishedAmong } from "../articles/follower-queries";
import { runQueries } from "../db/client";
import type { Runtime } from "../runtime";
import { LANGS, type Lang } from "../text/languages";
import { articleAt, positionBefore } from "./entry";
import { tiersOf, WIDEST, widestOf } from "./expression";
import { marked, markedExcerpt, matcher, type Segment } from "./highlight";
import { walk } from "./queries";
import { readQuery, type Term, termsIn } from "./query";
import { rank } from "./rank";
import { nearestSpelling } from "./spelling";

export interface Wish {
  readonly typed: string;
  readonly lang: Lang;
  readonly limit: number;
  /** epoch ms, inclusive; null for no bound. */
  readonly from: number | null;
  /** epoch ms, exclusive. */
  readonly to: number | null;
  /** In this section alone; null for all. */
  readonly sectionId: number | null;
  readonly place: Place | null;
}

/** Where a list of results goes on: so many after the first of those before a position. */
export interface Place {
  readonly before: number;
  readonly offset: number;
  /** Beyond the best, the rest follows newest first; these of it were among the best. Null while the best last. */
  readonly shown: readonly number[] | null;
}

export interface Result {
  readonly hit: Hit;
  readonly title: readonly Segment[];
  readonly excerpt: readonly Segment[];
}

export interface Found {
  readonly results: readonly Result[];
  /** In the other languages, a few each. */
  readonly elsewhere: readonly Result[];
  readonly next: Place | null;
  /** The nearest spelling in the index, when nothing was found. */
  readonly didYouMean: string | null;
}

const NOTHING: Found = { results: [], elsewhere: [], next: null, didYouMean: null };
/** How many are shown of each other language. */
const ELSEWHERE = 3;
/** How many are looked at in one walk beyond the best. */
const BEYOND = 60;

/** @throws D1Unavailable */
export async function search(runtime: Runtime, wish: Wish): Promise<Found> {
  const wanted = readQuery(wish.typed);
  const terms = new Map(LANGS.map(lang => [lang, termsIn(lang, wanted)]));
  const own = terms.get(wish.lang) ?? [];
  const isBeyond = wish.place !== null && wish.place.shown !== null;
  const { sectionId } = wish;
  const tiers = isBeyond ? widestOf(wish.lang, own, BEYOND, sectionId) : tiersOf(wish.lang, own, sectionId);
  if (tiers.length === 0) return NOTHING;
  // A section is of one language.
  const others = wish.place === null && sectionId === null ? LANGS.filter(lang => lang !== wish.lang) : [];
  const beside = others.flatMap(lang => widestOf(lang, terms.get(lang) ?? [], ELSEWHERE));
  const bounds = boundsOf(runtime, wish);
  const walks = await walk(runtime.search, [...tiers, ...beside], bounds, runtime.waits.d1Ms);

  const shown = new Set(wish.place?.shown ?? []);
  const ranked = rank(
    tiers.map((tier, place) => ({ weight: tier.weight, positions: walks[place] ?? [] })),
  ).filter(position => !shown.has(position));
  const offset = wish.place?.offset ?? 0;
  const page = ranked.slice(offset, offset + wish.limit);
  const elsewhere = walks.slice(tiers.length).flat();
  const hits = await hitsAt(runtime, [...page, ...elsewhere]);
  const show = (positions: readonly number[]) =>
    positions
      .flatMap(position => hits.get(articleAt(position)) ?? [])
      .map(hit => resultOf(hit, terms.get(hit.lang) ?? []));
  const isEmpty = ranked.length === 0 && elsewhere.length === 0;
  const widest = isBeyond ? 0 : WIDEST;
  const end = walks[widest]?.length === tiers[widest]?.limit ? (walks[widest]?.at(-1) ?? null) : null;
  return {
    results: show(page),
    elsewhere: show(elsewhere),
    next: nextPlace(ranked, offset + wish.limit, bounds.before, wish.place?.shown ?? null, end),
    didYouMean: isEmpty ? await spellingThatFinds(runtime, wish, own) : null,
  };
}

/** A spelling is offered only if readers find something by it: the index may still know a word of what was retracted. */
async function spellingThatFinds(runtime: Runtime, wish: Wish, own: readonly Term[]): Promise<string | null> {
  const spelling = await nearestSpelling(runtime, wish.lang, own);
  if (spelling === null) return null;
  const tiers = widestOf(wish.lang, termsIn(wish.lang, readQuery(spelling)), ELSEWHERE, wish.sectionId);
  const walks = await walk(runtime.search, tiers, boundsOf(runtime, wish), runtime.waits.d1Ms);
  return (await hitsAt(runtime, walks.flat())).size > 0 ? spelling : null;
}

function boundsOf(runtime: Runtime, wish: Wish): { from: number; before: number } {
  const now = runtime.now();
  // The minute that is running is looked at too; what in it is still ahead is left out by the truth.
  const untilNow = positionBefore(now + 60_000);
  const before =
    wish.place?.before ?? (wish.to === null ? untilNow : Math.min(untilNow, positionBefore(wish.to)));
  return { from: wish.from === null ? -Number.MAX_SAFE_INTEGER : positionBefore(wish.from), before };
}

/** The truth has the last word: what was retracted a moment ago is not among them. */
async function hitsAt(runtime: Runtime, positions: readonly number[]): Promise<ReadonlyMap<number, Hit>> {
  if (positions.length === 0) return new Map();
  const question = publishedAmong(runtime.db, positions.map(articleAt), runtime.now());
  const [hits] = await runQueries(runtime.db, [question], runtime.waits.d1Ms);
  return new Map(hits.map(hit => [hit.id, hit]));
}

function resultOf(hit: Hit, terms: readonly Term[]): Result {
  const matches = matcher(hit.lang, terms);
  return {
    hit,
    title: marked(hit.lang, hit.title, matches),
    excerpt: markedExcerpt(hit.lang, hit.body, matches),
  };
}

/**
 * Further down the same ranking; when that is at its end, what is older than the widest walk has come.
 * @param end the last position of the widest walk; null when it came to the end of all there is.
 */
function nextPlace(
  ranked: readonly number[],
  offset: number,
  before: number,
  shown: readonly number[] | null,
  end: number | null,
): Place | null {
  if (offset < ranked.length) return { before, offset, shown };
  if (end === null) return null;
  return { before: end, offset: 0, shown: [...(shown ?? []), ...ranked].filter(position => position < end) };
}
