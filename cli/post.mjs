/** `dhikra post`: files and folders to POST /api/uploads, several at once, and again where a run was cut off. */
import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { EXIT, notSent, Refused, Unreachable, Usage } from "./failures.mjs";
import { documentsIn, langOf, typeOf, whyUnread } from "./files.mjs";
import { JOURNAL, openJournal, sha256 } from "./journal.mjs";
import { faultLine, problemLines } from "./output.mjs";
import { inParallel } from "./parallel.mjs";
import { startProgress } from "./progress.mjs";

/** The site takes no more in one request; a larger file is not read into memory to learn that. */
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * @typedef {object} PostOptions
 * @property {string} [lang] @property {string} [status] @property {string} [section] @property {string} [tags]
 * @property {string} [authors] @property {string} [publishedOn] @property {string} [until] @property {string} [translationOf]
 * @property {string} [encoding] @property {string} [namesEncoding]
 * @property {boolean} [dryRun] @property {number} parallel @property {string} [journal]
 */

/**
 * What became of one file.
 * @typedef {object} Report
 * @property {string} file @property {string} outcome `created`, `revised`, `unchanged`, `replayed`, `refused`, `failed`,
 * `already` when the journal says so, `several` for a ZIP, which is told and counted by what is in it.
 * @property {number | null} [id] @property {string | null} [url]
 * @property {readonly { code: string, message: string }[]} [warnings]
 * @property {import("./failures.mjs").Problem} [problem]
 * @property {unknown} [difference] @property {readonly Report[]} [files]
 * @property {readonly { file: string, code: string, message: string }[]} [skipped] of a ZIP, what was not looked into
 */

/** @param {import("./site.mjs").Tools} tools @param {readonly string[]} paths @param {PostOptions} options */
export async function post({ client, output }, paths, options) {
  const { files, passedOver, unread } = await documentsIn(paths);
  if (files.size + unread.length === 0) throw new Usage("There is no document in what was named.");
  const journalPath = options.journal ?? join(await folderOf(paths[0] ?? "."), JOURNAL);
  const journal = options.dryRun || files.size === 0 ? null : openJournal(journalPath);
  const progress = startProgress(output, files.size);
  const counts = new Map();
  /** @type {Report[]} */
  const bad = [];
  const tell = (/** @type {Report} */ report) => {
    for (const outcome of outcomesIn(report)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (isFailed(report)) bad.push(report);
    if (output.json || !output.hasBar) output.result(report, reportLines(report, output));
  };
  for (const { file, detail } of unread) tell(refusedHere(file, detail));
  await inParallel(files, options.parallel, async file => {
    const name = relative(dirname(journalPath), file);
    const report = await postOne(client, file, name, options, journal);
    progress.step();
    tell(report);
    // With the site gone every other file would wait for it in vain.
    if (report.outcome === "failed") throw new Unreachable(report.problem?.detail ?? "The site is gone.");
  }).finally(progress.stop);
  if (output.hasBar)
    output.result(
      null,
      bad.flatMap(report => reportLines(report, output)),
    );
  const said = { counts: Object.fromEntries(counts), passed_over: passedOver };
  output.result(said, [summary(counts, passedOver, options.dryRun === true)]);
  return bad.length > 0 ? EXIT.refused : EXIT.ok;
}

/** @param {string} path @returns {Promise<string>} itself, if it is a folder. */
async function folderOf(path) {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ? path : dirname(path);
}

/**
 * @param {import("./client.mjs").Client} client @param {string} file @param {string} name as the journal calls it
 * @param {PostOptions} options @param {ReturnType<typeof openJournal> | null} journal
 * @returns {Promise<Report>}
 */
async function postOne(client, file, name, options, journal) {
  const bytes = await bytesOf(file);
  if (typeof bytes === "string") return refusedHere(file, bytes);
  const query = queryFor(file, options);
  const [hash, wish] = [sha256(bytes), client.origin + query];
  if (journal?.has(name, hash, wish)) return { file, outcome: "already" };
  const key = journal?.keyFor(name, hash, wish);
  try {
    const { body } = await client.send("POST", `/api/uploads${query}`, {
      body: bytes,
      type: typeOf(file)?.replace("utf-8", options.encoding ?? "utf-8") ?? "application/octet-stream",
      headers: key === undefined ? {} : { "Idempotency-Key": key },
      repeatable: true,
    });
    const report = reportOf(file, /** @type {UploadAnswer} */ (body));
    if (!isFailed(report))
      journal?.add({ file: name, hash, wish, outcome: report.outcome, id: report.id ?? null });
    return report;
  } catch (failure) {
    if (failure instanceof Refused) return { file, outcome: "refused", problem: failure.problem };
    if (!(failure instanceof Unreachable)) throw failure;
    return { ...refusedHere(file, failure.message), outcome: "failed" };
  }
}

/** @param {string} file @returns {Promise<Uint8Array<ArrayBuffer> | string>} or a sentence that says why it is not sent. */
async function bytesOf(file) {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) return `It has ${size} bytes; at most ${MOST_BYTES} are taken.`;
    return new Uint8Array(await readFile(file));
  } catch (failure) {
    return whyUnread(failure);
  }
}

/** @param {string} file @param {string} detail @returns {Report} */
function refusedHere(file, detail) {
  return { file, outcome: "refused", problem: notSent(detail) };
}

/** @param {string} file @param {PostOptions} options */
function queryFor(file, options) {
  const { lang, status, section, tags, authors, publishedOn, until, translationOf, dryRun } = options;
  const said = {
    lang: lang ?? langOf(file) ?? undefined,
    ...{ status, section, tags, authors, published_on: publishedOn, translation_of: translationOf },
    ...{ encoding: options.encoding, names_encoding: options.namesEncoding },
    unpublish_at: until === "never" ? "" : until,
    dry_run: dryRun ? "1" : undefined,
  };
  const query = new URLSearchParams(
    Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return query.size === 0 ? "" : `?${query}`;
}

/**
 * @typedef {object} UploadAnswer
 * @property {string} [outcome] @property {number | null} [id] @property {string | null} [url]
 * @property {Report["warnings"]} [warnings] @property {{ id: number | null, url: string | null }} [article]
 * @property {Report["skipped"]} [skipped]
 * @property {unknown} [difference] @property {(UploadAnswer & { file: string, problem?: Report["problem"] })[]} [files]
 */

/** @param {string} file @param {UploadAnswer} answer @returns {Report} */
function reportOf(file, answer) {
  if (answer.files !== undefined)
    return {
      ...{ file, outcome: "several", files: answer.files.map(inside => reportOf(inside.file, inside)) },
      skipped: answer.skipped ?? [],
    };
  const { outcome = "refused", article, warnings, difference } = answer;
  const { id = null, url = null } = article ?? answer;
  const problem = "problem" in answer ? /** @type {Report["problem"]} */ (answer.problem) : undefined;
  if (problem !== undefined) return { file, outcome, problem };
  return {
    file,
    outcome,
    id,
    url,
    warnings: warnings ?? [],
    ...(difference === undefined ? {} : { difference }),
  };
}

/** What became of it, or of each file in it. @param {Report} report @returns {string[]} */
const outcomesIn = ({ outcome, files = [] }) => (files.length === 0 ? [outcome] : files.flatMap(outcomesIn));

/** @param {Report} report @returns {boolean} */
const isFailed = ({ outcome, files }) =>
  outcome === "refused" || outcome === "failed" || (files ?? []).some(isFailed);

/** @param {Report} report @param {import("./output.mjs").Output} output @returns {string[]} */
function reportLines(report, output) {
  const { file, outcome, id, warnings = [], problem, files = [], skipped = [] } = report;
  const name = output.isolated(file);
  if (problem !== undefined) {
    // Each fault says by itself what is wrong; the title would only say that something is.
    const said = problemLines(problem);
    return said.slice(said.length > 1 ? 1 : 0).map(line => `${outcome}  ${name}: ${output.isolated(line)}`);
  }
  const inside = files.flatMap(one => reportLines({ ...one, file: `${file}/${one.file}` }, output));
  if (files.length > 0)
    return [
      ...inside,
      ...skipped.map(
        one => `skipped  ${output.isolated(`${file}/${one.file}`)}: ${output.isolated(one.message)}`,
      ),
    ];
  const head = [outcome, ...(id == null ? [] : [String(id)]), name].join("  ");
  return [head, ...warnings.map(warning => `  warning: ${output.isolated(faultLine(warning))}`)];
}

/** @param {Map<string, number>} counts @param {readonly string[]} passedOver @param {boolean} isDryRun */
function summary(counts, passedOver, isDryRun) {
  const said = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  const rest =
    passedOver.length === 0 ? "" : ` Passed over in the folders, being no documents: ${passedOver.length}.`;
  return `${isDryRun ? "Nothing was written. It would be: " : ""}${said}.${rest}`;
}
