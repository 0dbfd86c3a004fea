/**
 * `npm run search:rebuild`: builds the search index anew from nothing, while the site goes on serving.
 * SITE=https://news.example TOKEN=dhk_… npm run search:rebuild for a deployed site.
 */
import { existsSync, readFileSync } from "node:fs";

const site = process.env.SITE ?? "http://localhost:8787";
const token =
  process.env.TOKEN ?? (existsSync(".dev-token") ? readFileSync(".dev-token", "utf8").trim() : "");

/** @param {boolean} fromNothing @returns {Promise<{ edition: number, current: number }>} */
async function step(fromNothing) {
  const response = await fetch(`${site}/api/search/rebuild`, {
    method: "POST",
    body: JSON.stringify({ from_nothing: fromNothing }),
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
  });
  if (!response.ok) throw new Error(`The site answered ${response.status}: ${await response.text()}`);
  return /** @type {{ edition: number, current: number }} */ (await response.json());
}

let { edition, current } = await step(true);
while (edition < current) {
  console.log(`edition ${edition} of ${current}`);
  ({ edition, current } = await step(false));
}
console.log(`The index stands at edition ${edition}.`);
