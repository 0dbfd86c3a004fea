/** How far a long work is: a bar on a terminal, nothing elsewhere, where every file has its line. */
import { Presets, SingleBar } from "cli-progress";

/** @param {import("./output.mjs").Output} output @param {number} total */
export function startProgress(output, total) {
  if (!output.hasBar) return { step: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { format: "{bar} {value}/{total}  {eta_formatted} left", stream: process.stderr },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
