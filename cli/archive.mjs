/** A folder that holds a site: files of NDJSON, and a manifest with the SHA-256 of each. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { Refused, Usage } from "./failures.mjs";

const MANIFEST = "manifest.json";
const FORMAT = "dhikra-archive-1";

/** What every archive has; older ones lack `identity`, `authors` and `addresses`. */
const FILES = ["media", "settings", "sections", "pages", "switches", "observances", "articles"];

/** @typedef {{ name: string, lines: number, bytes: number, sha256: string }} Entry */

/** Lies in the folder while an export is under way: what was cut off may be begun again in its place. */
const UNFINISHED = ".unfinished";

/** Makes nothing. @param {string} folder @throws {Usage} when something lies in it already but an export that was cut off, or it is none. */
export async function refuseFull(folder) {
  const lying = await readdir(folder).catch(failure => {
    if (failure.code === "ENOENT") return /** @type {string[]} */ ([]);
    throw new Usage(`'${folder}' cannot be written into (${failure.code}); name a new folder.`);
  });
  if (lying.length > 0 && !lying.includes(UNFINISHED))
    throw new Usage(`'${folder}' is not empty; name a new folder.`);
}

/** Empty, and marked as unfinished. What an export that was cut off has left there goes. @param {string} folder @throws {Usage} when it cannot be made. */
export async function makeFolder(folder) {
  await mkdir(folder, { recursive: true }).catch(failure => {
    throw new Usage(`'${folder}' cannot be made (${failure.code}); name another folder.`);
  });
  const left = (await readdir(folder)).filter(name => name === "media" || /\.ndjson(\.part)?$/.test(name));
  for (const name of left) await rm(join(folder, name), { recursive: true });
  await writeFile(join(folder, UNFINISHED), "An export is under way here, or was cut off.\n");
}

/**
 * Writes a file line by line, under its name only when it is whole.
 * @param {string} folder @param {string} name @param {AsyncIterable<object> | Iterable<object>} all
 * @returns {Promise<Entry>}
 */
export async function writeLines(folder, name, all) {
  const file = `${name}.ndjson`;
  const path = join(folder, file);
  const [stream, hash] = [createWriteStream(`${path}.part`), createHash("sha256")];
  let [lines, bytes] = [0, 0];
  for await (const one of all) {
    const line = Buffer.from(`${JSON.stringify(one)}\n`);
    hash.update(line);
    [lines, bytes] = [lines + 1, bytes + line.length];
    if (!stream.write(line)) await new Promise(done => stream.once("drain", () => done(null)));
  }
  stream.end();
  await finished(stream);
  await rename(`${path}.part`, path);
  return { name: file, lines, bytes, sha256: hash.digest("hex") };
}

/** The last to be written: a folder without it is no archive. @param {string} folder @param {readonly Entry[]} files */
export async function writeManifest(folder, files) {
  await writeFile(join(folder, MANIFEST), `${JSON.stringify({ format: FORMAT, files }, null, 2)}\n`);
  await rm(join(folder, UNFINISHED));
}

/**
 * @param {string} folder @returns {Promise<readonly Entry[]>}
 * @throws {Usage} when it is no archive. @throws {Refused} naming every file that is not what the manifest says.
 */
export async function checkedManifest(folder) {
  const manifest = await readManifest(folder);
  const { files = [] } = manifest;
  const isWhole = FILES.every(name => files.some(file => file.name === `${name}.ndjson`));
  if (manifest.format !== FORMAT || !isWhole)
    throw new Usage(`'${folder}' is no archive that dhikra export has made, or not a whole one.`);
  const faults = [];
  for (const { name, sha256 } of files) {
    if ((await hashOf(join(folder, name))) === sha256) continue;
    const message = "It is not the file that was exported: its SHA-256 differs.";
    faults.push({ code: "changed", field: name, message });
  }
  const detail = "Nothing was imported.";
  if (faults.length > 0)
    throw new Refused({ code: "changed", status: 0, title: "The archive has changed", detail, faults });
  return files;
}

/** @param {string} folder @returns {Promise<{ format?: string, files?: Entry[] }>} nothing of what is missing or cut off. */
async function readManifest(folder) {
  const text = await readFile(join(folder, MANIFEST), "utf8").catch(() => "{}");
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Read in pieces: a site may have gigabytes. @param {string} path @returns {Promise<string>} of a file that cannot be read, none. */
async function hashOf(path) {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(path)) hash.update(piece);
  } catch {
    return "";
  }
  return hash.digest("hex");
}

/** @template T @param {string} folder @param {string} name @returns {AsyncGenerator<T>} @throws {Usage} for a line that is no JSON. */
export async function* readLines(folder, name) {
  const file = `${name}.ndjson`;
  const input = createReadStream(join(folder, file), "utf8");
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line !== "") yield parsedLine(line, `${file}, line ${number}`);
  }
}

/** @param {string} line @param {string} place */
function parsedLine(line, place) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Usage(`${place} is no JSON: the archive was changed. What stands before it has been imported.`);
  }
}
