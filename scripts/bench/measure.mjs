/** One case, measured: rounds of requests to Dhikra and to its bare Worker in turn, so that both meet the same weather. */
import { cpuMicroseconds } from "./cpu.mjs";
import { send, sendMany } from "./load.mjs";

/** An odd number, so that the median is one of them. */
export const ROUNDS = 15;
/** What a server does after its last answer, such as a write to KV, belongs to the round; so long it may take, in ms. */
const AFTERWARDS_MS = 60;

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} source what Dhikra-Cache must say of each answer.
 * @property {number} perRound requests in one round, to each server.
 * @property {number} warmUp requests before the first round, to each server.
 * @property {readonly string[]} paths what is asked for, in turn and then from the start again.
 */

/**
 * @typedef {object} Target
 * @property {string} origin
 * @property {number | null} pid
 * @property {() => string} nextPath each server is asked for the same paths.
 */

/** @typedef {{ perSecond: number, cpu: number | null }} Round CPU in µs a request. */

/**
 * @param {Case} what
 * @param {Target} dhikra
 * @param {Target} bare
 * @throws Error when an answer is not what the case is about.
 */
export async function measure(what, dhikra, bare) {
  await run(what, what.warmUp, dhikra);
  await run(what, what.warmUp, bare);
  /** @type {{ dhikra: Round, bare: Round }[]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const ofDhikra = () => run(what, what.perRound, dhikra);
    const ofBare = () => run(what, what.perRound, bare);
    // By turns each goes first.
    if (round % 2 === 0) rounds.push({ dhikra: await ofDhikra(), bare: await ofBare() });
    else rounds.push({ bare: await ofBare(), dhikra: await ofDhikra() });
  }
  return {
    name: what.name,
    requests: ROUNDS * what.perRound,
    speed: median(rounds.map(round => round.dhikra.perSecond / round.bare.perSecond)),
    cpu: cpuOf(rounds),
  };
}

/** The medians of the rounds; null where CPU is not counted. @param {{ dhikra: Round, bare: Round }[]} rounds */
function cpuOf(rounds) {
  const counted = rounds.flatMap(({ dhikra, bare }) =>
    dhikra.cpu === null || bare.cpu === null ? [] : [{ dhikra: dhikra.cpu, bare: bare.cpu }],
  );
  if (counted.length < rounds.length) return null;
  return {
    dhikra: median(counted.map(round => round.dhikra)),
    bare: median(counted.map(round => round.bare)),
    ratio: median(counted.map(round => round.dhikra / round.bare)),
  };
}

/**
 * @param {Case} what
 * @param {number} count
 * @param {Target} target
 * @returns {Promise<Round>}
 */
async function run(what, count, target) {
  const before = cpuMicroseconds(target.pid);
  const seconds = await sendMany(count, async () => {
    const { status, source } = await send(target.origin, target.nextPath());
    if (status !== 200 || source !== what.source)
      throw new Error(`${what.name}: an answer was ${status} from ${source}, not 200 from ${what.source}`);
  });
  await new Promise(resolve => setTimeout(resolve, AFTERWARDS_MS));
  const after = cpuMicroseconds(target.pid);
  const cpu = before === null || after === null ? null : (after - before) / count;
  return { perSecond: count / seconds, cpu };
}

/** @param {readonly string[]} paths */
export function inTurn(paths) {
  let place = 0;
  return () => paths[place++ % paths.length] ?? "";
}

/** @param {readonly number[]} values an odd number of them. */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) / 2] ?? Number.NaN;
}
