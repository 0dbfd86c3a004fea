/**
 * `npm run screenshots`: every kind of page of the demo, on a phone and at a desk, in Arabic and English, by day and by
 * night, taken from a started site (`npm start`) with Debian's Chromium. They go to `screenshots/`, to be looked at;
 * those that README shows go to `docs/images/`. SITE=http://localhost:9000 npm run screenshots for another address.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const site = process.env.SITE ?? "http://localhost:8787";
const folder = "screenshots";
const executablePath = execFileSync("sh", ["-c", "command -v chromium"]).toString().trim();
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @param {string} path @returns {Promise<any>} */
const json = async path => await (await fetch(site + path)).json();

/** What the demo has in a language: names of pages, and where they stand. @param {string} lang */
async function pagesIn(lang) {
  const { articles } = await json(`/api/articles?lang=${lang}&limit=20`);
  const { sections } = await json("/api/sections");
  const { pages } = await json("/api/pages");
  const paths = articles.map(/** @param {{ url: string }} one */ one => new URL(one.url).pathname);
  const full = await Promise.all(paths.map(/** @param {string} path */ path => json(`${path}.json`)));
  const rich = full.findIndex(one => one.authors.length > 0 && one.tags.length > 0);
  const { tags, authors } = full[Math.max(rich, 0)];
  /** @param {{ lang: string, url: string }} one */
  const ofLanguage = one => one.lang === lang;
  const words = /** @type {Record<string, string>} */ ({
    ar: "المياه",
    ckb: "ئاو",
    kmr: "av",
    en: "village",
  });
  return {
    front: `/${lang}/`,
    article: paths[Math.max(rich, 0)],
    section: new URL(sections.find(ofLanguage).url).pathname,
    tag: `/${lang}/tag/${encodeURIComponent(tags[0].slug)}/`,
    author: `/${lang}/author/${encodeURIComponent(authors[0].slug)}/`,
    year: `/${lang}/2026/`,
    day: `/${lang}/2026/11/18/`,
    "on-this-day": `/${lang}/on/11-30/`,
    commemorations: `/${lang}/commemorations/`,
    standing: new URL(pages.find(ofLanguage).url).pathname,
    search: `/${lang}/search?q=${encodeURIComponent(words[lang] ?? "")}`,
    "not-found": `/${lang}/none/none`,
  };
}

/** Which of them README shows, under another name. */
const SHOWN = /** @type {Record<string, string>} */ ({
  "front-ar-desktop-light": "front-ar-desktop",
  "article-ar-phone-light": "article-ar-phone",
  "article-ckb-phone-dark": "article-ckb-phone-dark",
  "article-en-desktop-light": "article-en-desktop",
});

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args });
for (const lang of ["ar", "en", "ckb", "kmr"]) {
  for (const [kind, path] of Object.entries(await pagesIn(lang))) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        const name = `${kind}-${lang}-${size}-${colorScheme}`;
        const context = await browser.newContext({ viewport, colorScheme });
        const page = await context.newPage();
        await page.goto(site + path);
        const shown = SHOWN[name];
        if (shown !== undefined) {
          await page.screenshot({ path: `docs/images/${shown}.png` });
          console.log(`docs/images/${shown}.png`);
        }
        await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
        await context.close();
      }
    }
  }
}
await browser.close();
console.log(`${folder}/: ${4 * 12 * 4} pages, to be looked at.`);
