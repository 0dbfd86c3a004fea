/**
 * `npm run observances:import`: imports packs/observances.json, or the file that is named, into the site; everything in
 * it that is new comes in switched off. `-- --dry-run` tells the difference and writes nothing.
 * SITE=https://news.example TOKEN=dhk_… npm run observances:import for a deployed site.
 */
import { existsSync, readFileSync } from "node:fs";

const site = process.env.SITE ?? "http://localhost:8787";
const token =
  process.env.TOKEN ?? (existsSync(".dev-token") ? readFileSync(".dev-token", "utf8").trim() : "");
const named = process.argv.slice(2).find(argument => !argument.startsWith("--"));
const isDryRun = process.argv.includes("--dry-run");
const file = named ?? new URL("../packs/observances.json", import.meta.url);

const response = await fetch(`${site}/api/observances/import?dry_run=${isDryRun}`, {
  method: "POST",
  body: readFileSync(file),
  headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
});
if (!response.ok) throw new Error(`The site answered ${response.status}: ${await response.text()}`);

/**
 * @typedef {{ field: string, from: unknown, to: unknown, outcome: string }} Change
 * @typedef {{ field: string, message: string }} Fault
 * @typedef {{ key: string, changes: Change[], faults: Fault[] }} Changed
 * @type {{ as_of: string, added: { key: string }[], changed: Changed[], unchanged: number }}
 */
const report = await response.json();
console.log(`${isDryRun ? "Would import" : "Imported"} the pack of ${report.as_of}:`);
console.log(`${report.added.length} new, ${report.changed.length} changed, ${report.unchanged} unchanged.`);
for (const { key, changes, faults } of report.changed) {
  for (const { field, from, to, outcome } of changes)
    console.log(`${key} ${field}: ${JSON.stringify(from)} → ${JSON.stringify(to)} (${outcome})`);
  for (const { field, message } of faults) console.log(`${key} ${field} is held from now on: ${message}`);
}
