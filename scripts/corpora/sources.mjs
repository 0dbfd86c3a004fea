/**
 * Documents as programs by others see them: Word documents by pandoc, HTML by Chromium, Markdown by cmark-gfm and
 * Chromium. None of it shares code with the site.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { numeral, wordsOf } from "./account.mjs";

/** @typedef {import("./account.mjs").Source} Source @typedef {import("playwright-core").Page} Page */

/** @param {string} path @param {Page} page of a browser without a network. @returns {Promise<Source | null>} null for what none of them reads. */
export async function sourceOf(path, page) {
  if (/\.docx$/i.test(path))
    return fromPandoc(JSON.parse(run("pandoc", ["--track-changes=accept", "-t", "json", path])));
  if (/\.html?$/i.test(path)) return await fromBrowser(readFileSync(path, "utf8"), page);
  if (/\.(?:md|markdown)$/i.test(path)) {
    const text = readFileSync(path, "utf8").replace(/^---\n[\s\S]*?\n---\n/, "");
    const extensions = ["table", "strikethrough"].flatMap(name => ["-e", name]);
    const html = run("cmark-gfm", ["--unsafe", "--footnotes", ...extensions], text);
    return await fromBrowser(html, page);
  }
  return null;
}

/** @param {string} command @param {readonly string[]} args @param {string} [input] */
function run(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...(input === undefined ? {} : { input }),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
  return stdout;
}

/** @param {string} html @param {Page} page @returns {Promise<Source>} */
async function fromBrowser(html, page) {
  await page.setContent(html, { waitUntil: "domcontentloaded" });
  const seen = await page.evaluate(() => {
    const shown = (/** @type {Element} */ one) =>
      one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].filter(shown);
    return {
      text: document.body.innerText,
      links: all("a[href]").map(one => one.getAttribute("href") ?? ""),
      headings: all("h1, h2, h3, h4, h5, h6").map(one => one.textContent ?? ""),
      pictures: all("img").length,
      lists: all("ol").map(one => ({
        type: one.getAttribute("type") ?? "1",
        start: Number(one.getAttribute("start") ?? 1),
        entries: [...one.children].filter(child => child.tagName === "LI").length,
      })),
    };
  });
  return {
    words: wordsOf(seen.text),
    links: seen.links.filter(link => /^(?:https?|mailto|tel):/i.test(link)),
    headings: seen.headings,
    pictures: seen.pictures,
    labels: seen.lists.flatMap(({ type, start, entries }) =>
      Array.from({ length: entries }, (_, place) => numeral(type, start + place)),
    ),
  };
}

/** Pandoc's tree: a node is `{ t: name, c: content }`. @typedef {{ t: string, c?: unknown }} Node */

/** @param {unknown} value @returns {value is Node} */
const isNode = value =>
  typeof value === "object" && value !== null && "t" in value && typeof value.t === "string";

/** @param {{ blocks: unknown, meta?: unknown }} document @returns {Source} */
export function fromPandoc({ blocks, meta = {} }) {
  /** @type {{ text: string, links: string[], headings: string[], labels: string[], pictures: number }} */
  const found = { text: "", links: [], headings: [], labels: [], pictures: 0 };
  read([meta, blocks], found);
  return { ...found, words: wordsOf(found.text) };
}

/** @param {unknown} value @param {{ text: string, links: string[], headings: string[], labels: string[], pictures: number }} found */
function read(value, found) {
  if (Array.isArray(value)) for (const one of value) read(one, found);
  else if (isNode(value)) readNode(value, found);
  else if (typeof value === "object" && value !== null) read(Object.values(value), found);
}

const TYPES = { LowerAlpha: "a", UpperAlpha: "A", LowerRoman: "i", UpperRoman: "I" };
const BLOCKS = [
  "Para",
  "Plain",
  "Header",
  "CodeBlock",
  "LineBreak",
  "SoftBreak",
  "Space",
  "Note",
  "Cell",
  "MetaInlines",
];

/** @param {Node} node @param {Parameters<typeof read>[1]} found */
function readNode({ t, c }, found) {
  const content = Array.isArray(c) ? c : [];
  if (t === "Str" || t === "MetaString") found.text += String(c);
  else if (t === "Code" || t === "CodeBlock" || t === "Math") found.text += String(content[1]);
  else if (t === "Note") {
    found.text += " ";
    read(c, found);
  } else if (t === "DefinitionList") {
    for (const [term, meanings] of /** @type {[unknown, unknown][]} */ (content)) {
      read(term, found);
      found.text += " ";
      read(meanings, found);
    }
  } else if (t === "Link") {
    const [address = ""] = /** @type {string[]} */ (content[2] ?? []);
    if (!address.startsWith("#")) found.links.push(address);
    read(content[1], found);
  } else if (t === "Image") {
    found.pictures += 1;
    read(content[1], found);
  } else if (t === "Header") {
    const before = found.text.length;
    read(content[2], found);
    found.headings.push(found.text.slice(before));
  } else if (t === "OrderedList") {
    const [[start, style], entries] = /** @type {[[number, Node], unknown[]]} */ (content);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (style.t)] ?? "1";
    found.labels.push(...entries.map((_, place) => numeral(type, start + place)));
    read(entries, found);
  } else if (t === "Span" || t === "Div") read(content[1], found);
  else if (t !== "RawInline" && t !== "RawBlock") read(c, found);
  if (BLOCKS.includes(t)) found.text += " ";
}
