/** Which files of a folder are documents, what their names say, and why one cannot be read. */
import { isUtf8 } from "node:buffer";
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

/** `x.ar.txt` is Arabic, and so is `X.AR.TXT`; null when the name says nothing. @param {string} path */
export function langOf(path) {
  const said = extname(basename(path, extname(path)))
    .slice(1)
    .toLowerCase();
  return LANGS.includes(said) ? said : null;
}

/**
 * What was found of documents.
 * @typedef {object} Found
 * @property {Set<string>} files @property {string[]} passedOver what lies in a folder and is no document.
 * @property {{ file: string, detail: string }[]} unread what cannot even be looked at, and why.
 */

/**
 * The documents among files and folders, folders in the order of their names, each file once.
 * @param {readonly string[]} paths
 * @returns {Promise<Found>}
 * @throws {Usage} when one of the paths is not there, or is named and no document.
 */
export async function documentsIn(paths) {
  /** @type {Found} */
  const found = { files: new Set(), passedOver: [], unread: [] };
  for (const path of paths) {
    const named = await stat(path).catch(() => null);
    // Node hands over the bytes of an argument that are no UTF-8 as this sign.
    if (named === null && path.includes("\ufffd")) found.unread.push({ file: path, detail: NOT_UTF8 });
    else if (named === null) throw new Usage(`There is no file or folder '${path}'.`);
    else if (named.isDirectory()) await walk(path, found);
    else if (typeOf(path) === undefined)
      throw new Usage(`'${path}' is no document; these are taken: ${[...TYPES.keys()].join(" ")}`);
    else found.files.add(path);
  }
  return found;
}

const NOT_UTF8 = "Its name is not UTF-8, so it cannot be opened by it; rename it to letters in UTF-8.";

/** Why a file or folder cannot be read, and what to do. @param {unknown} failure of the file system */
export function whyUnread(failure) {
  const code = String(Object(failure).code);
  if (code === "ENOENT") return "It is not there any more.";
  if (["EACCES", "EPERM"].includes(code)) return "You may not read it; change its permissions.";
  return `It cannot be read: ${failure instanceof Error ? failure.message : String(failure)}`;
}

/** @param {string} folder @param {Found} found */
async function walk(folder, found) {
  const entries = await entriesOf(folder).catch(failure => {
    found.unread.push({ file: folder, detail: whyUnread(failure) });
    return [];
  });
  for (const { name, isNamed, entry } of entries) {
    const path = join(folder, name);
    if (name.startsWith(".")) continue;
    const isDocument = entry.isFile() && typeOf(path) !== undefined;
    if (!isNamed && (isDocument || entry.isDirectory())) found.unread.push({ file: path, detail: NOT_UTF8 });
    else if (entry.isDirectory()) await walk(path, found);
    else if (isDocument) found.files.add(path);
    else found.passedOver.push(path);
  }
}

/** Names are bytes, and not each of them is text: `isNamed` is false where none would open it. @param {string} folder */
async function entriesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  const named = entries.map(entry => ({ entry, name: entry.name.toString(), isNamed: isUtf8(entry.name) }));
  return named.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
