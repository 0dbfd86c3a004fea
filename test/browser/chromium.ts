/** The machine's own Chromium, which asks nobody outside for anything. */
import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

const OFFLINE = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws when no Chromium is installed. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"])
    .toString()
    .trim();
  return await chromium.launch({ executablePath, args: OFFLINE });
}
