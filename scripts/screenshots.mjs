/**
 * `npm run screenshots`: the demo's pages as README shows them, taken from a started site (`npm start`) with
 * Debian's Chromium. SITE=http://localhost:9000 npm run screenshots for another address.
 */
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const site = process.env.SITE ?? "http://localhost:8787";
const executablePath = execFileSync("sh", ["-c", "command -v chromium"]).toString().trim();
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @param {string} lang @returns {Promise<string>} the address of its newest article. */
async function newestIn(lang) {
  const { articles } = await (await fetch(`${site}/api/articles?lang=${lang}&limit=1`)).json();
  return new URL(articles[0].url).pathname;
}

/** @type {{ name: string, path: string, width: number, height: number, scheme: "light" | "dark" }[]} */
const shots = [
  { name: "front-ar-desktop", path: "/ar/", width: 1280, height: 860, scheme: "light" },
  { name: "article-ar-phone", path: await newestIn("ar"), width: 390, height: 844, scheme: "light" },
  { name: "article-ckb-phone-dark", path: await newestIn("ckb"), width: 390, height: 844, scheme: "dark" },
  { name: "article-en-desktop", path: await newestIn("en"), width: 1280, height: 860, scheme: "light" },
];

const browser = await chromium.launch({ executablePath, args });
for (const { name, path, width, height, scheme } of shots) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  await page.goto(site + path);
  await page.screenshot({ path: `docs/images/${name}.png` });
  console.log(`docs/images/${name}.png`);
  await context.close();
}
await browser.close();
