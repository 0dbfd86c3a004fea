/** The media of an archive: each file under its name, which is the SHA-256 of its bytes, and a line of what is said of it. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readLines } from "./archive.mjs";
import { Refused, Usage } from "./failures.mjs";
import { sha256 } from "./journal.mjs";

/** The folder in the archive that holds them. */
export const MEDIA = "media";

/**
 * @typedef {Record<string, { alt: string | null, caption: string | null, credit: string | null }>} Texts
 * @typedef {{ id: number, hash: string, type: string, src: string, name: string, texts: Texts }} Medium
 * @typedef {Pick<Medium, "hash" | "type" | "name" | "texts"> & { file: string }} Archived
 */

/** @typedef {import("./client.mjs").Client} Client */

/** Oldest first; each file is written before its line. @param {Client} client @param {string} folder @returns {AsyncGenerator<Archived>} */
export async function* exportMedia(client, folder) {
  await mkdir(join(folder, MEDIA), { recursive: true });
  for (const { hash, type, src, name, texts } of (await everyMedium(client)).toReversed()) {
    const file = basename(src);
    const bytes = await bytesAt(client, src);
    if (sha256(bytes) !== hash)
      throw changed(file, "What the site serves is not what it keeps: its SHA-256 differs.");
    await writeFile(join(folder, MEDIA, file), bytes);
    yield { file, hash, type, name, texts };
  }
}

/** Newest first. @param {Client} client */
export async function everyMedium(client) {
  /** @type {Medium[]} */
  const all = [];
  let cursor = "";
  for (;;) {
    const page = /** @type {{ media: Medium[], next_cursor: string | null }} */ (
      await client.get(`/api/media?limit=100${cursor}`)
    );
    all.push(...page.media);
    if (page.next_cursor === null) return all;
    cursor = `&cursor=${page.next_cursor}`;
  }
}

/** @param {Client} client @param {string} src */
async function bytesAt(client, src) {
  const { body } = await client.send("GET", src, { wants: "bytes" });
  return /** @type {Uint8Array<ArrayBuffer>} */ (body);
}

/** Every file is looked at before the first is sent. @param {string} folder @throws {Refused} naming what has changed. */
export async function checkMedia(folder) {
  for await (const { file, hash } of every(folder)) {
    if (basename(file) !== file) throw new Usage(`'${file}' is no name of a file in the archive.`);
    const bytes = await readFile(join(folder, MEDIA, file)).catch(() => null);
    if (bytes === null || sha256(bytes) !== hash)
      throw changed(`${MEDIA}/${file}`, "It is not the file that was exported: its SHA-256 differs.");
  }
}

/** The same bytes are the same medium. @param {Client} client @param {string} folder */
export async function importMedia(client, folder) {
  for await (const { file, hash, type, name, texts } of every(folder)) {
    const body = new Uint8Array(await readFile(join(folder, MEDIA, file)));
    const query = new URLSearchParams({ name });
    const wish = { body, type, repeatable: true };
    const made = /** @type {Medium} */ ((await client.send("POST", `/api/media?${query}`, wish)).body);
    if (made.hash !== hash) throw changed(file, "The site keeps other bytes of it than the archive has.");
    if (Object.keys(texts).length > 0)
      await client.send("PATCH", `/api/media/${made.id}`, { body: { texts } });
  }
}

/** @param {string} folder @returns {AsyncGenerator<Archived>} */
const every = folder => readLines(folder, "media");

/** @param {string} field @param {string} message */
function changed(field, message) {
  const faults = [{ code: "changed", field, message }];
  return new Refused({ code: "changed", status: 0, title: "A file has changed", detail: message, faults });
}
