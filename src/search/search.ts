/** A reader's search: one round trip to the index, one to the articles, which decide what readers may see. */
import { type Hit, publishedAmong } from "../articles/follower-queries";
import { runQueries } from "../db/client";
import type { Runtime } from "../runtime";
import { LANGS, type Lang } from "../text/languages";
import { articleAt, indexTerm, positionBefore, wordOfTerm } from "./entry";
import { marked, markedExcerpt, matcher, type Segment } from "./highlight";
import { scan, wordsLike } from "./queries";
import { readQuery, type Term, termsIn, tiersOf, WIDEST, widestOf } from "./query";
import { nextCursor, rank, type SearchCursor } from "./rank";

export interface SearchRequest {
  readonly typed: string;
  readonly lang: Lang;
  readonly limit: number;
  /** epoch ms, inclusive; null for no bound. */
  readonly from: number | null;
  /** epoch ms, exclusive. */
  readonly to: number | null;
  /** In this section alone; null for all. */
  readonly sectionId: number | null;
  readonly cursor: SearchCursor | null;
}

export interface SearchResult {
  readonly hit: Hit;
  readonly title: readonly Segment[];
  readonly excerpt: readonly Segment[];
}

export interface SearchResponse {
  readonly results: readonly SearchResult[];
  /** In the other languages, a few each. */
  readonly elsewhere: readonly SearchResult[];
  readonly next: SearchCursor | null;
  /** The nearest spelling in the index, when nothing was found. */
  readonly didYouMean: string | null;
}

const NOTHING: SearchResponse = { results: [], elsewhere: [], next: null, didYouMean: null };
/** How many are shown of each other language. */
const ELSEWHERE = 3;
/** How many are looked at in one scan after the best. */
const BEYOND = 60;

/** @throws D1Unavailable */
export async function search(runtime: Runtime, request: SearchRequest): Promise<SearchResponse> {
  const { lang, limit, sectionId, cursor } = request;
  const wanted = readQuery(request.typed);
  const terms = new Map(LANGS.map(one => [one, termsIn(one, wanted)]));
  const own = terms.get(lang) ?? [];
  const isBeyond = cursor !== null && cursor.shown !== null;
  const tiers = isBeyond ? widestOf(lang, own, BEYOND, sectionId) : tiersOf(lang, own, sectionId);
  if (tiers.length === 0) return NOTHING;
  // A section is of one language.
  const others = cursor === null && sectionId === null ? LANGS.filter(one => one !== lang) : [];
  const beside = others.flatMap(one => widestOf(one, terms.get(one) ?? [], ELSEWHERE));
  const bounds = boundsOf(runtime, request);
  const scans = await scan(runtime.search, [...tiers, ...beside], bounds, runtime.waits.d1Ms);

  const shown = new Set(cursor?.shown ?? []);
  const ranked = rank(
    tiers.map((tier, place) => ({ weight: tier.weight, positions: scans[place] ?? [] })),
  ).filter(position => !shown.has(position));
  const offset = cursor?.offset ?? 0;
  const page = ranked.slice(offset, offset + limit);
  const elsewhere = scans.slice(tiers.length).flat();
  const hits = await hitsAt(runtime, [...page, ...elsewhere]);
  const show = (positions: readonly number[]) =>
    positions
      .flatMap(position => hits.get(articleAt(position)) ?? [])
      .map(hit => resultOf(hit, terms.get(hit.lang) ?? []));
  const isEmpty = ranked.length === 0 && elsewhere.length === 0;
  const widest = isBeyond ? 0 : WIDEST;
  const end = scans[widest]?.length === tiers[widest]?.limit ? (scans[widest]?.at(-1) ?? null) : null;
  return {
    results: show(page),
    elsewhere: show(elsewhere),
    next: nextCursor(ranked, offset + limit, { before: bounds.before, shown: cursor?.shown ?? null }, end),
    didYouMean: isEmpty ? await spellingThatFinds(runtime, request, own) : null,
  };
}

/** A spelling is offered only if readers find something by it: the index may still know a word of what was retracted. */
async function spellingThatFinds(
  runtime: Runtime,
  request: SearchRequest,
  own: readonly Term[],
): Promise<string | null> {
  const spelling = await nearestSpelling(runtime, request.lang, own);
  if (spelling === null) return null;
  const tiers = widestOf(
    request.lang,
    termsIn(request.lang, readQuery(spelling)),
    ELSEWHERE,
    request.sectionId,
  );
  const scans = await scan(runtime.search, tiers, boundsOf(runtime, request), runtime.waits.d1Ms);
  return (await hitsAt(runtime, scans.flat())).size > 0 ? spelling : null;
}

function boundsOf(runtime: Runtime, request: SearchRequest): { from: number; before: number } {
  const now = runtime.now();
  // The minute that is running is looked at too; the articles leave out what in it is still ahead.
  const untilNow = positionBefore(now + 60_000);
  const before =
    request.cursor?.before ??
    (request.to === null ? untilNow : Math.min(untilNow, positionBefore(request.to)));
  return { from: request.from === null ? -Number.MAX_SAFE_INTEGER : positionBefore(request.from), before };
}

/** What readers may see of what the index found: without what was retracted a moment ago. */
async function hitsAt(runtime: Runtime, positions: readonly number[]): Promise<ReadonlyMap<number, Hit>> {
  if (positions.length === 0) return new Map();
  const published = publishedAmong(runtime.db, positions.map(articleAt), runtime.now());
  const [hits] = await runQueries(runtime.db, [published], runtime.waits.d1Ms);
  return new Map(hits.map(hit => [hit.id, hit]));
}

function resultOf(hit: Hit, terms: readonly Term[]): SearchResult {
  const matches = matcher(hit.lang, terms);
  return {
    hit,
    title: marked(hit.lang, hit.title, matches),
    excerpt: markedExcerpt(hit.lang, hit.body, matches),
  };
}

/** How many words of the index a spelling is compared with. */
const COMPARED_WORDS = 120;
/** How many letters may differ at most. */
const FAR = 2;
/** The first half of the letters is taken to be right, and at least these. */
const BEGINNING = 2;

/** The nearest spelling that the index has, for a query of one word; null when none is near. */
async function nearestSpelling(runtime: Runtime, lang: Lang, terms: readonly Term[]): Promise<string | null> {
  const wanted = terms.filter(term => !term.isExcluded).flatMap(term => term.words.map(word => word.exact));
  const [first] = wanted;
  if (first === undefined || wanted.length > 1 || [...first].length <= BEGINNING) return null;
  const beginning = indexTerm(
    lang,
    [...first].slice(0, Math.max(BEGINNING, Math.ceil([...first].length / 2))).join(""),
  );
  const known = await wordsLike(runtime.search, beginning, COMPARED_WORDS, runtime.waits.d1Ms);
  return nearest(first, known.map(wordOfTerm));
}

/** The word at the smallest distance, if that is small. */
function nearest(word: string, candidates: readonly string[]): string | null {
  const measured = candidates
    .filter(candidate => candidate !== word && Math.abs(candidate.length - word.length) <= FAR)
    .map(candidate => ({ candidate, far: distance(word, candidate) }))
    .filter(({ far }) => far <= Math.min(FAR, Math.floor(word.length / 3)))
    .sort((one, other) => one.far - other.far);
  return measured[0]?.candidate ?? null;
}

/** Letters to be changed, added or dropped. @see Levenshtein (1966), by the two-row method of Wagner and Fischer (1974) */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
