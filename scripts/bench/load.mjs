/** Requests over 8 connections that stay open, each answer read to its end and checked. */
import { Agent, request } from "node:http";

export const CONNECTIONS = 8;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {[string, string][]} headers as they came: in their order and spelling, without those of the connection.
 * @property {string} source what Dhikra-Cache says, without the edition.
 * @property {Buffer} body
 */

const OF_THE_CONNECTION = ["connection", "keep-alive", "date", "transfer-encoding"];

/**
 * @param {string} origin
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: string }} init
 * @returns {Promise<Reply>}
 */
export function send(origin, path, { method = "GET", headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(
      origin + path,
      { agent, method, headers: { "Accept-Encoding": "identity", ...headers } },
      response => {
        /** @type {Buffer[]} */
        const chunks = [];
        response.on("data", chunk => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response.rawHeaders),
            source: String(response.headers["dhikra-cache"]).split(";")[0] ?? "",
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/**
 * Sends `count` requests, 8 at a time.
 * @param {number} count
 * @param {(place: number) => Promise<unknown>} sendOne
 * @returns {Promise<number>} how long it took, in seconds.
 */
export async function sendMany(count, sendOne) {
  const began = performance.now();
  let place = 0;
  const connection = async () => {
    while (place < count) await sendOne(place++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return (performance.now() - began) / 1_000;
}

/**
 * @param {readonly string[]} raw names and values in turn.
 * @returns {[string, string][]}
 */
function headersOf(raw) {
  /** @type {[string, string][]} */
  const pairs = [];
  for (let place = 0; place < raw.length; place += 2) {
    const name = raw[place] ?? "";
    if (!OF_THE_CONNECTION.includes(name.toLowerCase())) pairs.push([name, raw[place + 1] ?? ""]);
  }
  return pairs;
}
