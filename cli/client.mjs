/** Talking with a site's API: one address, one token, and a second try where a repetition takes effect once. */
import { setTimeout as pause } from "node:timers/promises";
import { notDhikra, Refused, Unreachable } from "./failures.mjs";

const ATTEMPTS = 5;
/** How long an answer may take, in ms: a ZIP of a hundred documents is written one by one. */
const PATIENCE_MS = 120_000;
/** The longest pause that a site may ask for, in ms: a limit of so many a minute is over after one. */
const LONGEST_PAUSE_MS = 60_000;
/** So often is a client slowed down before it gives up: others who send with the same token may be served first. */
const MOST_WAITS = 30;

/**
 * @typedef {object} Wish
 * @property {string | Uint8Array<ArrayBuffer> | object} [body] an object goes as JSON.
 * @property {string} [type] the Content-Type of a body of bytes.
 * @property {Record<string, string>} [headers]
 * @property {boolean} [repeatable] whether sending it twice has one effect; GET, PUT and DELETE are by themselves.
 * @property {boolean} [isAnonymous] without the token.
 * @property {"json" | "text" | "bytes"} [wants] what a 2xx has as its body; JSON, if nothing is said.
 * @property {readonly number[]} [accepts] statuses beyond 2xx that are an answer and no failure.
 */

/** @typedef {{ status: number, headers: Headers, body: unknown }} Answer */

/** @typedef {ReturnType<typeof createClient>} Client */

/**
 * @param {string} origin without a slash at its end.
 * @param {string} token empty for none.
 */
export function createClient(origin, token) {
  /**
   * @param {string} method @param {string} path @param {Wish} [wish]
   * @returns {Promise<Answer>} a body that is JSON is read, any other is a string.
   * @throws {Refused} @throws {Unreachable}
   */
  async function send(method, path, wish = {}) {
    const isRepeatable = wish.repeatable ?? method !== "POST";
    let [attempt, waits] = [1, 0];
    for (;;) {
      const isLast = attempt === ATTEMPTS;
      const answer = await once(method, path, wish).catch(failure => {
        if (!isRepeatable || isLast) throw unreachable(origin, failure);
        return null;
      });
      const isSlowedDown = answer?.status === 429 && waits < MOST_WAITS;
      const isDown = answer === null || [502, 503, 504].includes(answer.status);
      const isAccepted = answer !== null && (wish.accepts ?? []).includes(answer.status);
      if (isAccepted) return answer;
      if (answer !== null && !(isSlowedDown || (isDown && isRepeatable && !isLast)))
        return checked(origin, answer, wish.wants ?? "json");
      await pause(pauseMs(answer, isSlowedDown ? waits + 1 : attempt));
      if (isSlowedDown) waits += 1;
      else attempt += 1;
    }
  }

  /**
   * With its body: an answer that breaks off has not come.
   * @param {string} method @param {string} path @param {Wish} wish @returns {Promise<Answer>}
   */
  async function once(method, path, { body, type, headers, isAnonymous, wants }) {
    const isBytes = typeof body === "string" || body instanceof Uint8Array;
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(token === "" || isAnonymous ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "Content-Type": (isBytes && type) || "application/json" }),
        "User-Agent": "dhikra-cli",
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, headers: response.headers, body: await bodyOf(response, wants) };
  }

  return { origin, token, send, get: async (/** @type {string} */ path) => (await send("GET", path)).body };
}

/** @param {Answer | null} answer @param {number} attempt counted from 1 */
function pauseMs(answer, attempt) {
  const asked = Number(answer?.headers.get("Retry-After") ?? "");
  if (asked > 0) return Math.min(asked * 1000, LONGEST_PAUSE_MS);
  return Math.min(250 * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
}

/** @param {Response} response @param {Wish["wants"]} wants @returns {Promise<unknown>} @throws when it breaks off. */
async function bodyOf(response, wants) {
  if (wants === "bytes" && response.ok) return new Uint8Array(await response.arrayBuffer());
  const text = await response.text();
  return /\bjson\b/.test(response.headers.get("Content-Type") ?? "") ? JSON.parse(text) : text;
}

/**
 * @param {string} origin @param {Answer} answer @param {NonNullable<Wish["wants"]>} wants
 * @returns {Answer} a success, as it was wanted. @throws {Refused} @throws {Unreachable}
 */
function checked(origin, answer, wants) {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    if (wants === "json" && (typeof body !== "object" || body === null)) throw notDhikra(origin);
    return answer;
  }
  const problem = /** @type {Partial<import("./failures.mjs").Problem>} */ (Object(body));
  if (status >= 502 || typeof problem.code !== "string") {
    const said = problem.detail ?? `It answers ${status}, as no Dhikra does. Is the address right?`;
    throw new Unreachable(`${origin}: ${said}`);
  }
  throw new Refused(/** @type {import("./failures.mjs").Problem} */ (problem));
}

/** @param {string} origin @param {unknown} failure */
function unreachable(origin, failure) {
  const cause = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  const said = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new Unreachable(`${origin} does not answer: ${said}. Is the site running, and the address right?`);
}
