/**
 * `npm run bench`: what a request costs in Dhikra, as a multiple of what it costs in a Worker that does nothing but
 * return the same bytes with the same headers. How it measures, and what it does not say: docs/bench.md.
 */

import { publishArchive } from "./bench/archive.mjs";
import { ARTICLES, casesOf } from "./bench/cases.mjs";
import { send } from "./bench/load.mjs";
import { inTurn, measure } from "./bench/measure.mjs";
import { printReport } from "./bench/report.mjs";
import { startBare, startDhikra } from "./bench/servers.mjs";

/** Whatever hangs is given up after this, in ms. */
const PATIENCE_MS = 180_000;
/** The ledger's copy goes to KV up to a second after the last edition, in ms. */
const SETTLED_MS = 1_500;

/** @typedef {import("./bench/measure.mjs").Case} Case */
/** @typedef {import("./bench/load.mjs").Reply} Reply */
/** @typedef {Awaited<ReturnType<typeof startDhikra>>} Dhikra */

/**
 * An answer of the kind that a case is about. A page is in memory only once it was asked for.
 * @param {Case} what
 * @param {import("./bench/measure.mjs").Target} dhikra
 */
async function exampleOf(what, dhikra) {
  for (let attempt = 0; attempt < 2; attempt++) {
    const reply = await send(dhikra.origin, dhikra.nextPath());
    if (reply.status === 200 && reply.source === what.source) return reply;
  }
  throw new Error(`${what.name}: Dhikra does not answer with 200 from ${what.source}`);
}

/**
 * The yardstick must answer to the letter what Dhikra does.
 * @param {Reply} bare
 * @param {Reply} dhikra
 */
function assertSame(bare, dhikra) {
  const headers = [bare, dhikra].map(reply => JSON.stringify(reply.headers.toSorted(), null, 1));
  if (!bare.body.equals(dhikra.body) || headers[0] !== headers[1])
    throw new Error(`the bare Worker's answer is another:\n${headers.join("\n")}`);
}

/**
 * @param {Case} what
 * @param {Dhikra} dhikra
 */
async function compare(what, dhikra) {
  const asked = { ...dhikra, nextPath: inTurn(what.paths) };
  const example = await exampleOf(what, asked);
  const bare = await startBare(example);
  try {
    assertSame(await send(bare.origin, "/"), example);
    return {
      ...(await measure(what, asked, { ...bare, nextPath: inTurn(what.paths) })),
      bytes: example.body.length,
    };
  } finally {
    await bare.close();
  }
}

async function bench() {
  const dhikra = await startDhikra();
  try {
    const paths = await publishArchive(dhikra.origin, dhikra.token, ARTICLES);
    await new Promise(resolve => setTimeout(resolve, SETTLED_MS));
    const rows = [];
    for (const what of casesOf(paths)) rows.push(await compare(what, dhikra));
    printReport(rows);
  } finally {
    await dhikra.close();
  }
}

setTimeout(() => {
  console.error(`Nothing more was measured within ${PATIENCE_MS / 1_000} s.`);
  process.exit(1);
}, PATIENCE_MS).unref();
await bench();
process.exit(0);
