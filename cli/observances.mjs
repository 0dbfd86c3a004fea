/** `dhikra observances import`: a pack of days that return comes in, all of them off. */
import { readFile } from "node:fs/promises";
import { EXIT, Usage } from "./failures.mjs";

/**
 * @typedef {{ field: string, from: unknown, to: unknown, outcome: string }} Change
 * @typedef {{ field: string, message: string }} Fault
 * @typedef {object} PackReport
 * @property {string} as_of @property {readonly { key: string }[]} added
 * @property {readonly { key: string, changes: readonly Change[], faults: readonly Fault[] }[]} changed @property {number} unchanged
 */

/** @param {import("./site.mjs").Tools} tools @param {string} path @param {{ dryRun?: boolean }} options */
export async function importObservances({ client, output }, path, { dryRun = false }) {
  const pack = await readFile(path, "utf8").catch(() => {
    throw new Usage(`The pack '${path}' cannot be read.`);
  });
  // The door is a merge: the same pack again changes nothing.
  const wish = { body: pack, repeatable: true };
  const { body } = await client.send("POST", `/api/observances/import?dry_run=${dryRun}`, wish);
  const report = /** @type {PackReport} */ (body);
  const { added, changed, unchanged, as_of } = report;
  const changes = changed.flatMap(({ key, changes }) =>
    changes.map(({ field, from, to, outcome }) =>
      output.isolated(`${key} ${field}: ${JSON.stringify(from)} → ${JSON.stringify(to)} (${outcome})`),
    ),
  );
  const faults = changed.flatMap(({ key, faults }) =>
    faults.map(({ field, message }) => output.isolated(`${key} ${field} is held from now on: ${message}`)),
  );
  output.result(report, [
    `${dryRun ? "Would import" : "Imported"} the pack of ${as_of}:`,
    `${added.length} new, ${changed.length} changed, ${unchanged} unchanged.`,
    ...changes,
    ...faults,
  ]);
  return EXIT.ok;
}
