/** What is measured, and in which order: each case leaves behind what a later one needs. */
import { ROUNDS } from "./measure.mjs";

/** @typedef {import("./measure.mjs").Case} Case */

const HOT = { source: "memory", perRound: 3_000, warmUp: 6_000 };
const MISS = { source: "origin", perRound: 115, warmUp: 300 };
const KV = { source: "kv", perRound: 500, warmUp: 500 };

/** How many articles are read for the first time: by the misses of a run, and by the one that shows what a miss answers. */
const UNREAD = ROUNDS * MISS.perRound + MISS.warmUp + 1;

/** How many articles `casesOf` needs: those, and the hot one. */
export const ARTICLES = UNREAD + 1;

/**
 * @param {readonly string[]} articles paths of `ARTICLES` articles that nobody has read yet.
 * @returns {Case[]} to be measured in this order.
 */
export function casesOf(articles) {
  const [hot = "", ...unread] = articles;
  return [
    { name: "hot article", ...HOT, paths: [hot] },
    { name: "front page", ...HOT, paths: ["/ar/"] },
    { name: "JSON", ...HOT, paths: [`${hot}.json`] },
    // Each miss leaves its page in KV. Together they do not fit into an isolate's memory, which holds 16 MB …
    { name: "miss", ...MISS, paths: unread },
    // … so when they are read in a circle, each has left memory before its turn comes again.
    { name: "KV-warm article", ...KV, paths: unread },
  ];
}
