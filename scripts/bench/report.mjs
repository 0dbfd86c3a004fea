/** What was measured, for a person to read. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Most CPU a hot article may take, as a multiple of the bare Worker's. */
const GOAL = 1.35;

/** @typedef {Awaited<ReturnType<typeof import("./measure.mjs").measure>> & { bytes: number }} Row */

/** @param {readonly Row[]} rows */
export function printReport(rows) {
  const columns = ["case", "requests", "bytes", "rps ratio", "CPU µs", "bare µs", "CPU ratio"];
  const cells = rows.map(({ name, requests, bytes, speed, cpu }) => [
    name,
    String(requests),
    String(bytes),
    speed.toFixed(2),
    cpu?.dhikra.toFixed(0) ?? "-",
    cpu?.bare.toFixed(0) ?? "-",
    cpu?.ratio.toFixed(2) ?? "-",
  ]);
  for (const line of aligned([columns, ...cells])) console.log(line);
  const bundle = readFileSync("dist/index.js");
  console.log(`\nbundle: ${kilobytes(bundle.length)}, gzipped ${kilobytes(gzipSync(bundle).length)}`);
  const hot = rows.find(row => row.name === "hot article")?.cpu?.ratio;
  if (hot === undefined) console.log("CPU per request is read from /proc, which this system does not have.");
  else console.log(`hot article CPU ratio ${hot.toFixed(2)} (goal at most ${GOAL})`);
}

/** The first column to the left, numbers to the right. @param {readonly string[][]} table */
function aligned(table) {
  const widths = (table[0] ?? []).map((_, place) => Math.max(...table.map(row => row[place]?.length ?? 0)));
  return table.map(row =>
    row
      .map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join("  "),
  );
}

/** @param {number} bytes */
const kilobytes = bytes => `${(bytes / 1_024).toFixed(1)} KB`;
