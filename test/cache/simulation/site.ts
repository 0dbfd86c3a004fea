/**
 * A site of three places with three isolates each, its readers and writers, in virtual time: the real cache code on a
 * simulated platform. One seed, one history.
 */

import { makeEdition } from "../../../src/cache/editions";
import { cacheState, follow, newIsolate, renewCopy } from "../../../src/cache/follow";
import { readThrough } from "../../../src/cache/read-through";
import type { Isolate, Runtime } from "../../../src/runtime";
import { Chance, Clock } from "./clock";
import { asQuestion, asStatement, type Caller, SimulatedD1, someOutages } from "./d1";
import { type Answer, Front } from "./front";
import { type KvFaults, SimulatedKv } from "./kv";
import { PAGES, pageOf, type SitePage } from "./pages";
import { type Rules, soundRules } from "./rules";
import { answerOf } from "./serve";
import { ARTICLES, type ArticleId, Truth } from "./truth";
import { newIsolated, type Report, Watch } from "./watch";

export interface Plan {
  readonly seed: number;
  readonly minutes: number;
  readonly slots: number;
  readonly ledgerCopy: KvFaults["ledgerCopy"];
  /** Whether the database is taken back some editions on the way. */
  readonly restores: boolean;
  readonly rules: Rules;
}

export const usualPlan: Omit<Plan, "seed"> = {
  minutes: 10,
  slots: 4_096,
  ledgerCopy: value => value,
  restores: false,
  rules: soundRules,
};

const START = Date.parse("2026-11-23T07:00:00Z");
/** One way to D1, in ms; a question from the third place takes longer than an impatient isolate waits. */
const DISTANCES_MS = [5, 40, 165] as const;
const ISOLATES_A_PLACE = 3;
/** Room for four pages, so that KV is asked. */
const MEMORY_BYTES = 4_500;
const READ_EVERY_MS = 200;
const WRITE_EVERY_MS = 6_000;
const RECYCLE_EVERY_MS = 15_000;

interface Seat {
  readonly place: number;
  readonly caller: Caller;
  readonly isolate: Isolate;
  readonly runtime: Runtime;
  readonly isolated: ReturnType<typeof newIsolated>;
}

export class Site {
  readonly clock = new Clock(START);
  readonly truth = new Truth(() => this.clock.now);
  readonly #chance: Chance;
  readonly #d1: SimulatedD1;
  readonly #kv: SimulatedKv;
  readonly #fronts = DISTANCES_MS.map(() => new Front(this.clock));
  readonly #seats: Seat[];
  readonly #watch: Watch;
  readonly #writersDie: boolean;

  constructor(readonly plan: Plan) {
    const { seed } = plan;
    const span = { from: START + 30_000, to: START + plan.minutes * 60_000 };
    const chance = new Chance(seed);
    this.#chance = chance;
    this.#d1 = new SimulatedD1(
      this.clock,
      chance,
      this.truth,
      someOutages(span, seed * 2, 0.6),
      seed % 2 === 0,
    );
    const kvOutages = someOutages(span, seed * 2 + 1, 0.3);
    this.#kv = new SimulatedKv(this.clock, chance, DISTANCES_MS.length, {
      ledgerCopy: plan.ledgerCopy,
      isDown: now => kvOutages.some(({ from, to }) => from <= now && now < to),
    });
    this.#writersDie = seed % 4 === 0;
    this.#watch = new Watch(this.truth, this.#d1, plan.restores);
    this.#seats = DISTANCES_MS.flatMap((_, place) =>
      Array.from({ length: ISOLATES_A_PLACE }, () => this.#newSeat(place)),
    );
  }

  async run(): Promise<Report> {
    const { clock } = this;
    this.#nowAndThen(READ_EVERY_MS, () => this.#readSomething());
    this.#nowAndThen(WRITE_EVERY_MS, () => this.#writeSomething());
    this.#nowAndThen(RECYCLE_EVERY_MS, async () =>
      this.#recycle(this.#chance.between(0, this.#seats.length)),
    );
    this.#nowAndThen(60_000, () => this.#tick());
    const end = START + this.plan.minutes * 60_000;
    if (this.plan.restores) clock.after((end - START) / 2, () => this.truth.restore(this.truth.current - 5));
    await clock.runUntil(end);
    return this.#watch.report;
  }

  #nowAndThen(meanMs: number, work: () => Promise<unknown>): void {
    this.clock.after(this.#chance.wait(meanMs), () => {
      this.#background(work());
      this.#nowAndThen(meanMs, work);
    });
  }

  /** Work nobody waits for; a failure that is none of D1's is one of ours. */
  #background(work: Promise<unknown>): void {
    work.catch(failure => this.#watch.failed(failure));
  }

  async #readSomething(): Promise<void> {
    const page = this.#chance.pick(PAGES);
    const place = this.#chance.between(0, DISTANCES_MS.length);
    if (this.#chance.isTrue(0.5)) {
      await this.#serve(this.#anIsolateOf(place), page, 0);
      return;
    }
    const fetch = () => this.#serve(this.#anIsolateOf(place), page, 0);
    const answer = await this.#fronts[place]?.read(page.name, fetch, work => this.#background(work));
    if (answer) this.#watch.reader(page, answer, this.clock.now);
  }

  async #serve(seat: Seat, page: SitePage, atLeast: number): Promise<Answer> {
    const startedAt = this.clock.now;
    const { read, knowsUntil } = this.plan.rules;
    const answered = await answerOf(
      () => readThrough(seat.runtime, pageOf(page, read, knowsUntil), atLeast),
      () => this.clock.now,
    );
    const answer = { ...answered, startedAt, endedAt: this.clock.now };
    if (seat.caller.isDead) return { ...answer, outcome: "unavailable", cacheControl: "private" };
    const { ledger } = cacheState(seat);
    this.#watch.ledger(seat.isolated, ledger);
    this.#watch.worker(page, answer, atLeast, ledger, seat.isolated);
    return answer;
  }

  /** An editor changes something, and reads it everywhere at once. */
  async #writeSomething(): Promise<void> {
    const place = this.#chance.between(0, DISTANCES_MS.length);
    const seat = this.#anIsolateOf(place);
    const id = this.#chance.pick(ARTICLES);
    if (this.#writersDie && this.#chance.isTrue(0.2)) {
      seat.caller.isDoomed = true;
      this.#recycle(this.#seats.indexOf(seat));
    }
    const publishAt = this.#standingWanted(id);
    const change = asStatement(truth => truth.change(id, publishAt));
    const edition = await makeEdition(
      seat.runtime,
      [change],
      asQuestion(() => null),
    )
      .then(made => made.edition)
      .catch(() => 0);
    if (edition === 0 || seat.caller.isDead) return;
    const ofArticle = PAGES.filter(page => page.articles.includes(id));
    for (const reader of [seat, this.#chance.pick(this.#seats), this.#chance.pick(this.#seats)]) {
      this.#background(this.#serve(reader, this.#chance.pick(ofArticle), edition));
    }
  }

  /** What becomes of the article: out now, at a later moment, or taken away. */
  #standingWanted(id: ArticleId): number | null {
    const isOut = this.truth.stateOf(id).standing === "released";
    if (isOut && this.#chance.isTrue(0.35)) return null;
    return this.clock.now + (this.#chance.isTrue(0.3) ? this.#chance.between(2_000, 60_000) : 0);
  }

  async #tick(): Promise<void> {
    const { runtime } = this.#chance.pick(this.#seats);
    await follow(runtime, 0).catch(() => undefined);
    await renewCopy(runtime);
  }

  /** Of a place's isolates one has most of the readers, one few of them. */
  #anIsolateOf(place: number): Seat {
    const chance = this.#chance.next();
    const which = chance < 0.7 ? 0 : chance < 0.97 ? 1 : 2;
    const seat = this.#seats[place * ISOLATES_A_PLACE + which];
    if (seat === undefined) throw new Error("no such isolate");
    return seat;
  }

  /** The platform ends an isolate and begins another, which knows nothing. */
  #recycle(index: number): void {
    const seat = this.#seats[index];
    if (seat) this.#seats[index] = this.#newSeat(seat.place);
  }

  #newSeat(place: number): Seat {
    const caller: Caller = { isDead: false, isDoomed: false, distanceMs: DISTANCES_MS[place] ?? 0 };
    const isolate = newIsolate(MEMORY_BYTES, this.plan.slots);
    const state = cacheState({ isolate });
    state.ledger = this.plan.rules.begin(this.truth, this.clock.now, this.plan.slots);
    const newestEdition = () =>
      Math.max(
        0,
        ...this.#seats
          .filter(seat => seat.place === place)
          .map(seat => cacheState(seat).ledger?.edition ?? 0),
      );
    const now = () => this.clock.now;
    state.catchUp = (_, ledger, asOf) => this.plan.rules.follow(ledger, asOf, { now, newestEdition });
    const runtime = this.#runtime(place, caller, isolate);
    return { place, caller, isolate, runtime, isolated: newIsolated() };
  }

  #runtime(place: number, caller: Caller, isolate: Isolate): Runtime {
    const now = () => this.clock.now;
    return {
      db: this.#d1.db(caller),
      kv: this.#kv.at(place),
      media: undefined as unknown as R2Bucket,
      images: null,
      rateLimit: null,
      search: undefined as unknown as D1Database,
      followers: [],
      allowsLocalhost: false,
      isolate,
      version: "the only version",
      origin: "https://news.example",
      ownerToken: null,
      access: null,
      waits: { d1Ms: 3_000, kvMs: 500, receiverMs: 10_000 },
      kvFillsPerMinute: 60,
      uploadsPerMinute: 0,
      now,
      random: bytes => new Uint8Array(bytes),
      sleep: ms => this.clock.sleep(ms),
      outbound: async () => Response.error(),
      waitUntil: work => this.#background(work),
      purge: null,
    };
  }
}
