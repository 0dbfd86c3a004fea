/** Recall@10 and mean reciprocal rank, and the table of them. Pure. */
import { LANGS } from "../../../src/text/languages";
import { QUERY_CLASSES } from "./lexicon/entry";
import type { Query } from "./queries";

export interface Asked {
  readonly query: Query;
  /** Ids, best first, ten at most. */
  readonly found: readonly number[];
}

export interface Score {
  readonly queries: number;
  readonly recall: number;
  readonly mrr: number;
}

/** The part of the relevant articles that was found. */
export function recallOf({ query, found }: Asked): number {
  return found.filter(id => query.relevant.has(id)).length / query.relevant.size;
}

/** 1 if the first result is relevant, ½ if the second is the first that is, 0 if none is. */
function reciprocalRank({ query, found }: Asked): number {
  const place = found.findIndex(id => query.relevant.has(id));
  return place < 0 ? 0 : 1 / (place + 1);
}

export function score(asked: readonly Asked[]): Score {
  return {
    queries: asked.length,
    recall: mean(asked.map(recallOf)),
    mrr: mean(asked.map(reciprocalRank)),
  };
}

/** One line per class and language, then per class, per language and in all: ours beside the baseline's. */
export function table(ours: readonly Asked[], plain: readonly Asked[]): string {
  const groups: [name: string, isIn: (query: Query) => boolean][] = [
    ...QUERY_CLASSES.flatMap(kind =>
      LANGS.map((lang): [string, (query: Query) => boolean] => [
        `${kind} ${lang}`,
        query => query.class === kind && query.lang === lang,
      ]),
    ),
    ...QUERY_CLASSES.map((kind): [string, (query: Query) => boolean] => [
      `${kind}, all`,
      query => query.class === kind,
    ]),
    ...LANGS.map((lang): [string, (query: Query) => boolean] => [
      `all ${lang}`,
      query => query.lang === lang,
    ]),
    ["all", () => true],
  ];
  const lines = groups.flatMap(([name, isIn]) => {
    const mine = score(ours.filter(({ query }) => isIn(query)));
    const theirs = score(plain.filter(({ query }) => isIn(query)));
    if (mine.queries === 0) return [];
    const figures = [mine.recall, mine.mrr, theirs.recall, theirs.mrr].map(figure => figure.toFixed(3));
    return [`| ${[name.padEnd(16), String(mine.queries).padStart(4), ...figures].join(" | ")} |`];
  });
  return [
    "| queries          |    n | R@10  | MRR   | plain | MRR   |",
    "| ---------------- | ---- | ----- | ----- | ----- | ----- |",
    ...lines,
  ].join("\n");
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / Math.max(1, figures.length);
}
