/**
 * `npm run test:corpora -- FOLDER…`: accounts for folders of documents. Each visible word, link, label of a list, heading
 * and picture that an independent reader sees stands in the article that the site would make, or in a warning.
 * Needs Debian's pandoc, cmark-gfm and chromium.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { lossesOf } from "./account.mjs";
import { sourceOf } from "./sources.mjs";

/** @typedef {{ file: string, outcome: "accounted" | "lost" | "refused" | "unread", losses: import("./account.mjs").Loss[], codes: string[] }} Account */

/** @param {string} path @returns {string[]} the documents in it, by name. */
export function documentsIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).toSorted();
  return names
    .flatMap(name => documentsIn(join(path, name)))
    .filter(name => /\.(?:docx|html?|md)$/i.test(name));
}

/**
 * @param {readonly string[]} files @param {{ origin: string, token: string }} site @param {(account: Account) => void} report
 */
export async function accountFor(files, { origin, token }, report) {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });
  try {
    const page = await (await browser.newContext({ offline: true, javaScriptEnabled: true })).newPage();
    for (const file of files) report(await accountOf(file, origin, token, page));
  } finally {
    await browser.close();
  }
}

/** @param {string} file @param {string} origin @param {string} token @param {import("playwright-core").Page} page @returns {Promise<Account>} */
async function accountOf(file, origin, token, page) {
  const query = new URLSearchParams({ lang: "en", dry_run: "1", published_on: "2026-11-30" });
  const response = await fetch(`${origin}/api/uploads?${query}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": typeOf(file) },
    body: new Uint8Array(readFileSync(file)),
  });
  const answer = /** @type {any} */ (await response.json());
  if (response.status !== 200) {
    const codes = (answer.faults ?? [answer]).map((/** @type {{ code: string }} */ one) => one.code);
    return { file, outcome: "refused", losses: [], codes };
  }
  const source = await sourceOf(file, page).catch(() => null);
  const codes = answer.warnings.map((/** @type {{ code: string }} */ one) => one.code);
  if (source === null) return { file, outcome: "unread", losses: [], codes };
  const losses = lossesOf(source, answer.article, answer.warnings);
  return { file, outcome: losses.length === 0 ? "accounted" : "lost", losses, codes };
}

/** @param {string} file */
const typeOf = file =>
  /\.md$/i.test(file) ? "text/markdown" : /\.html?$/i.test(file) ? "text/html" : "application/octet-stream";
