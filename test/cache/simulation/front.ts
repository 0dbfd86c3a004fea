/** The cache in front of one place's Workers: it does what their Cache-Control says, and is never purged. */
import type { Clock } from "./clock";

/** What a Worker answered, and what the check needs to know of it. */
export interface Answer {
  readonly outcome: "fresh" | "stale" | "not found" | "unavailable";
  /** Which shelf it came from, or `none`. */
  readonly source: string;
  /** Article id → what is shown of it; empty of an outcome that shows nothing. */
  readonly shown: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly cacheControl: string;
}

interface Kept {
  readonly answer: Answer;
  readonly keptAt: number;
  readonly freshMs: number;
  readonly revalidateMs: number;
  isRefreshing: boolean;
}

export class Front {
  readonly #kept = new Map<string, Kept>();

  constructor(readonly clock: Clock) {}

  /** @param fetch asks a Worker. @param background work nobody waits for. */
  async read(
    name: string,
    fetch: () => Promise<Answer>,
    background: (work: Promise<unknown>) => void,
  ): Promise<Answer> {
    const kept = this.#kept.get(name);
    const age = kept ? this.clock.now - kept.keptAt : Number.POSITIVE_INFINITY;
    if (kept === undefined || age >= kept.freshMs + kept.revalidateMs) return await this.#fetch(name, fetch);
    if (age >= kept.freshMs && !kept.isRefreshing) {
      kept.isRefreshing = true;
      background(this.#fetch(name, fetch));
    }
    return kept.answer;
  }

  async #fetch(name: string, fetch: () => Promise<Answer>): Promise<Answer> {
    const answer = await fetch();
    const [, fresh] = /public, max-age=(\d+)/.exec(answer.cacheControl) ?? [];
    const [, revalidate] = /stale-while-revalidate=(\d+)/.exec(answer.cacheControl) ?? [];
    if (fresh === undefined) return answer;
    this.#kept.set(name, {
      answer,
      keptAt: this.clock.now,
      freshMs: Number(fresh) * 1_000,
      revalidateMs: Number(revalidate ?? 0) * 1_000,
      isRefreshing: false,
    });
    return answer;
  }
}
