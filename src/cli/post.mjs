/** `dhikra post`: files and folders to POST /api/uploads, several at once, and again where a run was cut off. */
import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { EXIT, Refused, Unreachable, Usage } from "./failures.mjs";
import { documentsIn, langOf, typeOf } from "./files.mjs";
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
 * @property {string} [encoding]
 * @property {boolean} [dryRun] @property {number} parallel @property {string} [journal]
 */

/**
 * What became of one file.
 * @typedef {object} Report
 * @property {string} file @property {string} outcome `created`, `revised`, `unchanged`, `replayed`, `refused`, `failed`,
 * `already` when the journal says so, `several` for a ZIP.
 * @property {number | null} [id] @property {string | null} [url]
 * @property {readonly { code: string, message: string }[]} [warnings]
 * @property {import("./failures.mjs").Problem} [problem]
 * @property {unknown} [difference] @property {readonly Report[]} [files]
 */

/** @param {import("./site.mjs").Tools} tools @param {readonly string[]} paths @param {PostOptions} options */
export async function post({ client, output }, paths, options) {
  const { files, passedOver } = await documentsIn(paths);
  const first = paths[0];
  if (files.length === 0 || first === undefined) throw new Usage("There is no document in what was named.");
  const isFolder = (await stat(first)).isDirectory();
  const journalPath = options.journal ?? join(isFolder ? first : dirname(first), JOURNAL);
  const journal = options.dryRun ? null : openJournal(journalPath);
  const progress = startProgress(output, files.length);
  const counts = new Map();
  /** @type {Report[]} */
  const bad = [];
  await inParallel(files, options.parallel, async file => {
    const name = relative(dirname(journalPath), file);
    const report = await postOne(client, file, name, options, journal);
    counts.set(report.outcome, (counts.get(report.outcome) ?? 0) + 1);
    const isBad = isFailed(report);
    if (isBad) bad.push(report);
    progress.step();
    if (output.json || !output.hasBar) output.result(report, reportLines(report, output));
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

/**
 * @param {import("./client.mjs").Client} client @param {string} file @param {string} name as the journal calls it
 * @param {PostOptions} options @param {ReturnType<typeof openJournal> | null} journal
 * @returns {Promise<Report>}
 */
async function postOne(client, file, name, options, journal) {
  const { size } = await stat(file);
  if (size > MOST_BYTES) return refusedHere(file, `It has ${size} bytes; at most ${MOST_BYTES} are taken.`);
  const bytes = new Uint8Array(await readFile(file));
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

/** @param {string} file @param {string} detail @returns {Report} */
function refusedHere(file, detail) {
  return {
    file,
    outcome: "refused",
    problem: { code: "not-sent", status: 0, title: "It was not sent", detail },
  };
}

/** @param {string} file @param {PostOptions} options */
function queryFor(file, options) {
  const { lang, status, section, tags, authors, publishedOn, until, translationOf, encoding, dryRun } =
    options;
  const said = {
    lang: lang ?? langOf(file) ?? undefined,
    ...{ status, section, tags, authors, published_on: publishedOn, translation_of: translationOf, encoding },
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
 * @property {unknown} [difference] @property {(UploadAnswer & { file: string, problem?: Report["problem"] })[]} [files]
 */

/** @param {string} file @param {UploadAnswer} answer @returns {Report} */
function reportOf(file, answer) {
  if (answer.files !== undefined)
    return { file, outcome: "several", files: answer.files.map(inside => reportOf(inside.file, inside)) };
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

/** @param {Report} report @returns {boolean} */
const isFailed = ({ outcome, files }) =>
  outcome === "refused" || outcome === "failed" || (files ?? []).some(isFailed);

/** @param {Report} report @param {import("./output.mjs").Output} output @returns {string[]} */
function reportLines(report, output) {
  const { file, outcome, id, warnings = [], problem, files = [] } = report;
  const name = output.isolated(file);
  if (problem !== undefined) {
    // Each fault says by itself what is wrong; the title would only say that something is.
    const said = problemLines(problem);
    return said.slice(said.length > 1 ? 1 : 0).map(line => `${outcome}  ${name}: ${output.isolated(line)}`);
  }
  const inside = files.flatMap(one => reportLines({ ...one, file: `${file}/${one.file}` }, output));
  if (files.length > 0) return inside;
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
