/** Which files of a folder are documents, and what their names say. */
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { Usage } from "./failures.mjs";

/** What can be posted, with the type that it is sent as. The site looks at the content itself. */
const TYPES = new Map([
  [".txt", "text/plain; charset=utf-8"],
  [".md", "text/markdown; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".htm", "text/html; charset=utf-8"],
  [".json", "application/json"],
  [".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  [".zip", "application/zip"],
]);

const LANGS = ["ar", "ckb", "kmr", "en"];

/** @param {string} path */
export const typeOf = path => TYPES.get(extname(path).toLowerCase());

/** `x.ar.txt` is Arabic; null when the name says nothing. @param {string} path */
export function langOf(path) {
  const said = extname(basename(path, extname(path))).slice(1);
  return LANGS.includes(said) ? said : null;
}

/**
 * The documents among files and folders, folders in the order of their names, each file once.
 * @param {readonly string[]} paths
 * @returns {Promise<{ files: string[], passedOver: string[] }>} `passedOver`: what lies in a folder and is no document.
 * @throws {Usage} when one of the paths is not there, or is named and no document.
 */
export async function documentsIn(paths) {
  /** @type {Set<string>} */
  const files = new Set();
  /** @type {string[]} */
  const passedOver = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found === null) throw new Usage(`There is no file or folder '${path}'.`);
    if (found.isDirectory()) await walk(path, files, passedOver);
    else if (typeOf(path) === undefined)
      throw new Usage(`'${path}' is no document; these are taken: ${[...TYPES.keys()].join(" ")}`);
    else files.add(path);
  }
  return { files: [...files], passedOver };
}

/** @param {string} folder @param {Set<string>} files @param {string[]} passedOver */
async function walk(folder, files, passedOver) {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) await walk(path, files, passedOver);
    else if (entry.isFile() && typeOf(path) !== undefined) files.add(path);
    else passedOver.push(path);
  }
}
