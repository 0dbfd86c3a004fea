/** The laws. Whoever breaks one is written down with the instant. */
import type { Ledger } from "../../../src/cache/ledger";
import type { SimulatedD1 } from "./d1";
import type { Answer } from "./front";
import type { SitePage } from "./pages";
import { type ArticleId, type Truth, view } from "./truth";

/** What leaves a Worker was true this lately, in ms. */
const WORKER_MS = 20_000;
/** What a reader sees behind the front was true this lately, in ms. */
const READER_MS = 40_000;
/** A request that joins another's has begun, as it were, this much earlier, in ms. */
const JOINED_MS = 6_000;
/** How long after trouble with D1 an isolate may still distrust it: a wait, 5 s of impatience, a joined render, in ms. */
const DISTRUST_MS = 12_000;

export interface Report {
  reads: number;
  readonly sources: Record<string, number>;
  stale: number;
  unavailable: number;
  worstMs: number;
  worstBehindFrontMs: number;
  readonly violations: string[];
}

interface Isolated {
  /** The newest revision of an article that this isolate showed on a page, and when. */
  readonly shown: Map<string, { revision: number; endedAt: number }>;
  ledger: Ledger | null;
}

export const newIsolated = (): Isolated => ({ shown: new Map(), ledger: null });

export class Watch {
  readonly report: Report = {
    reads: 0,
    sources: {},
    stale: 0,
    unavailable: 0,
    worstMs: 0,
    worstBehindFrontMs: 0,
    violations: [],
  };

  constructor(
    readonly truth: Truth,
    readonly d1: SimulatedD1,
    readonly mayGoBack: boolean,
  ) {}

  /** @param atLeast the edition asked for. @param ledger what the isolate knew when it answered. */
  worker(page: SitePage, answer: Answer, atLeast: number, ledger: Ledger | null, isolated: Isolated): void {
    const { report } = this;
    report.reads += 1;
    report.sources[answer.source] = (report.sources[answer.source] ?? 0) + 1;
    const isAnswered = answer.outcome === "fresh" || answer.outcome === "not found";
    if (!isAnswered) {
      if (answer.outcome === "stale") report.stale += 1;
      else report.unavailable += 1;
      if (!this.d1.hadTrouble(answer.startedAt - DISTRUST_MS, answer.endedAt))
        this.#broken(page, answer, "although D1 was up");
    }
    if (answer.outcome !== "unavailable") this.#heedsRetractions(page, answer, ledger);
    if (!isAnswered) return;
    const age = this.#age(page, answer, answer.endedAt);
    report.worstMs = Math.max(report.worstMs, age);
    if (age > WORKER_MS) this.#broken(page, answer, `superseded ${age} ms ago`);
    // Numbers repeat after a restore: a ledger of before it may think for 20 s that it knows the edition.
    const isJustRestored = answer.startedAt - this.truth.restoredAt < WORKER_MS;
    const asked = isJustRestored ? undefined : this.truth.editions[atLeast - 1];
    if (asked && age > 0 && answer.endedAt - age <= asked.at)
      this.#broken(page, answer, `from before edition ${atLeast}, which was asked for`);
    if (!this.mayGoBack) this.#neverGoesBack(page, answer, isolated);
  }

  /** What a reader saw through the cache in front. */
  reader(page: SitePage, answer: Answer, now: number): void {
    if (answer.outcome !== "fresh" && answer.outcome !== "not found") return;
    const age = this.#age(page, answer, now);
    this.report.worstBehindFrontMs = Math.max(this.report.worstBehindFrontMs, age);
    if (age > READER_MS) this.#broken(page, answer, `superseded ${age} ms ago when it was read at ${now}`);
  }

  /** A ledger never goes back, and knows every edition committed before its asOf. */
  ledger(isolated: Isolated, ledger: Ledger | null): void {
    const before = isolated.ledger;
    isolated.ledger = ledger;
    if (ledger === null || ledger === before) return;
    if (ledger.epoch === this.truth.epoch && ledger.edition < this.truth.editionBefore(ledger.asOf))
      this.#note(`a ledger of edition ${ledger.edition} claims to know all before ${ledger.asOf}`);
    if (before === null || before.epoch !== ledger.epoch) return;
    if (ledger.edition < before.edition || ledger.asOf < before.asOf)
      this.#note(`a ledger went back from ${before.edition} to ${ledger.edition}`);
  }

  failed(failure: unknown): void {
    this.#note(`threw ${String(failure)}`);
  }

  /** How long ago the oldest part of the answer was superseded, in ms; 0 when all of it is true now. */
  #age(page: SitePage, answer: Answer, now: number): number {
    const isMissing = answer.outcome === "not found";
    const since = answer.startedAt - answer.endedAt + now - (isMissing ? JOINED_MS : 0);
    const ages = page.articles.map(id => {
      const what = answer.shown[id] ?? "absent";
      // A list does not tell what is gone from what never was, nor does a 404 in the instant of a republication.
      const isEither = what === "absent" && (page.isList || isMissing);
      return this.#supersededFor(id, isEither ? ["absent", "gone"] : [what], since, now);
    });
    return Math.max(...ages);
  }

  /** @param since what was scheduled up to then must be shown: no rendering outlives its `until`. */
  #supersededFor(id: ArticleId, what: readonly string[], since: number, now: number): number {
    const states = this.truth.statesOf(id);
    for (let i = states.length - 1; i >= 0; i--) {
      const state = states[i];
      if (state === undefined || state.at > now) continue;
      if (what.includes(view(state, since)) || what.includes(view(state, now)))
        return Math.max(0, now - (states[i + 1]?.at ?? now));
    }
    return Number.POSITIVE_INFINITY;
  }

  #heedsRetractions(page: SitePage, answer: Answer, ledger: Ledger | null): void {
    if (ledger === null || ledger.epoch !== this.truth.epoch) return;
    for (const [id, what] of Object.entries(answer.shown)) {
      if (!what.startsWith("r")) continue;
      const shownSince = this.truth
        .statesOf(Number(id) as ArticleId)
        .findLast(state => `r${state.revision}` === what)?.at;
      const known = this.truth.editions.find(
        edition => edition.retracted === Number(id) && edition.at > (shownSince ?? 0),
      );
      if (known && known.number <= ledger.edition)
        this.#broken(page, answer, `shows ${id}, which its ledger knows to be retracted`);
    }
  }

  #neverGoesBack(page: SitePage, answer: Answer, { shown }: Isolated): void {
    for (const [id, what] of Object.entries(answer.shown)) {
      if (!what.startsWith("r")) continue;
      const revision = Number(what.slice(1));
      const before = shown.get(`${page.name} ${id}`);
      if (before && before.endedAt <= answer.startedAt && before.revision > revision)
        this.#broken(page, answer, `went back from revision ${before.revision} of ${id}`);
      if (before === undefined || before.revision <= revision)
        shown.set(`${page.name} ${id}`, { revision, endedAt: answer.endedAt });
    }
  }

  #broken(page: SitePage, answer: Answer, how: string): void {
    this.#note(`${page.name} ${answer.outcome} ${JSON.stringify(answer.shown)} at ${answer.endedAt}: ${how}`);
  }

  #note(violation: string): void {
    if (this.report.violations.length < 5) this.report.violations.push(violation);
  }
}
