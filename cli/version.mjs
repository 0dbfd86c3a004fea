/** Which version of the command line this is. */
import { readFileSync } from "node:fs";

export function ownVersion() {
  const about = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String(JSON.parse(about).version);
}
