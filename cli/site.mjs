/** Which site a command speaks to, and as whom. */
import { existsSync, readFileSync } from "node:fs";
import { createClient } from "./client.mjs";
import { Usage } from "./failures.mjs";
import { createOutput } from "./output.mjs";

const LOCAL = "http://localhost:8787";
const TOKEN_FILE = ".dev-token";

/**
 * Options that every command has.
 * @typedef {{ url?: string, token?: string, json?: boolean }} Everywhere
 */

/**
 * What a command works with.
 * @typedef {{ client: import("./client.mjs").Client, output: import("./output.mjs").Output }} Tools
 */

/**
 * The address: `--url`, else DHIKRA_URL, else the local site's. The token: `--token`, else DHIKRA_TOKEN, else, for a
 * site on this computer, what `npm start` left in `.dev-token`: that one is never sent anywhere else.
 * @param {Everywhere} options @returns {Tools} @throws {Usage}
 */
export function toolsFor(options) {
  const wished = options.url ?? (process.env.DHIKRA_URL || LOCAL);
  if (!/^https?:\/\//.test(wished) || !URL.canParse(wished))
    throw new Usage(`'${wished}' is no site's address; give one such as https://news.example.`);
  const { origin, hostname } = new URL(wished);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const found = isLocal && existsSync(TOKEN_FILE) ? readFileSync(TOKEN_FILE, "utf8") : "";
  const token = (options.token ?? (process.env.DHIKRA_TOKEN || found)).trim();
  if (!/^[\x21-\x7e]*$/.test(token)) throw new Usage("The token has letters that no token has.");
  return { client: createClient(origin, token), output: createOutput({ json: options.json === true }) };
}
