/**
 * What was posted already, so that a run that was cut off goes on where it was. One line of JSON for each file that
 * the site has answered for, appended at once: `kill -9` loses at most the line of an answer that was on its way, and
 * then the Idempotency-Key, which is the same again, makes the site answer for it once more and do nothing.
 */
import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { Usage } from "./failures.mjs";

export const JOURNAL = ".dhikra-journal.ndjson";

/** @typedef {{ file: string, hash: string, wish: string, times: number, outcome: string, id: number | null }} Line */

/** @param {string | Uint8Array} bytes */
export const sha256 = bytes => createHash("sha256").update(bytes).digest("hex");

/**
 * @param {string} path
 * @returns what of it concerns a file. A journal that is not there begins with a random mark, which is part of every
 * key: so posting the same again on purpose, with a new journal, is a new request.
 * @throws {Usage} when it cannot be written.
 */
export function openJournal(path) {
  const { mark, known, isTorn } = readJournal(path);
  const begun = mark ?? randomUUID();
  if (mark === null) append(path, `${isTorn ? "\n" : ""}${JSON.stringify({ journal: begun })}\n`);
  else if (isTorn) append(path, "\n");
  return {
    /** Whether these bytes are what the site last got of this file. @param {string} file @param {string} hash @param {string} wish */
    has: (file, hash, wish) => known.get(nameOf(file, wish))?.hash === hash,
    /** The same for the same bytes until they are answered for. @param {string} file @param {string} hash @param {string} wish */
    keyFor: (file, hash, wish) =>
      `dhikra-${sha256(JSON.stringify([begun, file, wish, hash, known.get(nameOf(file, wish))?.times ?? 0]))}`,
    /** A run answers for each file once, so it need not remember what it has added. @param {Omit<Line, "times">} answered */
    add(answered) {
      const times = (known.get(nameOf(answered.file, answered.wish))?.times ?? 0) + 1;
      append(path, `${JSON.stringify({ ...answered, times })}\n`);
    },
  };
}

/** @param {string} path @returns {{ mark: string | null, known: Map<string, { hash: string, times: number }>, isTorn: boolean }} */
function readJournal(path) {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  /** @type {Map<string, { hash: string, times: number }>} */
  const known = new Map();
  let mark = null;
  for (const row of text.split("\n")) {
    const line = readLine(row);
    if (typeof line.journal === "string") mark ??= line.journal;
    const { file, wish, hash, times } = line;
    if (typeof file === "string" && typeof wish === "string" && typeof hash === "string")
      known.set(nameOf(file, wish), { hash, times: times ?? 1 });
  }
  return { mark, known, isTorn: text !== "" && !text.endsWith("\n") };
}

/** A line that was being written when the run was killed says nothing. @param {string} row @returns {Partial<Line> & { journal?: string }} */
function readLine(row) {
  try {
    return Object(JSON.parse(row));
  } catch {
    return {};
  }
}

/** @param {string} path @param {string} text */
function append(path, text) {
  try {
    appendFileSync(path, text);
  } catch (failure) {
    const said = failure instanceof Error ? failure.message : String(failure);
    throw new Usage(`The journal cannot be written (${said}); name another place with --journal.`);
  }
}

/** @param {string} file @param {string} wish */
const nameOf = (file, wish) => `${wish}\n${file}`;
