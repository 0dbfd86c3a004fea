/**
 * `npm start`: the whole of Dhikra on this computer. Migrates the local database, makes the owner's token on the
 * first run, starts the Worker, fills an empty site with the demo edition, and lets the clock tick each minute.
 *
 * PORT=9000 npm start   another port
 * CLOCK=off npm start   no ticks: call the clock by hand, as README shows
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { publishDemo } from "./demo.mjs";
import { newToken } from "./new-token.mjs";

const TOKEN_FILE = ".dev-token";
const VARIABLES_FILE = ".wrangler/start.env";
const WRANGLER = "node_modules/wrangler/bin/wrangler.js";

const port = Number(process.env.PORT ?? 8787);
const origin = `http://localhost:${port}`;
const quiet = {
  ...process.env,
  CI: "1",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_LOG_PATH: ".wrangler/logs",
  NO_UPDATE_NOTIFIER: "1",
};

/** @param {string} sentence */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** @returns {Promise<boolean>} */
function isFree() {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** @param {string} database */
function migrate(database) {
  const applied = spawnSync(process.execPath, [WRANGLER, "d1", "migrations", "apply", database, "--local"], {
    env: quiet,
  });
  if (applied.status !== 0)
    giveUp(`The migrations could not be applied:\n${applied.stdout}${applied.stderr}`);
}

/** @returns {{ token: string, isNew: boolean }} */
function ownToken() {
  if (existsSync(TOKEN_FILE)) return { token: readFileSync(TOKEN_FILE, "utf8").trim(), isNew: false };
  const token = newToken();
  writeFileSync(TOKEN_FILE, `${token}\n`, { mode: 0o600 });
  return { token, isNew: true };
}

/** @param {string} token */
function startWorker(token) {
  mkdirSync(".wrangler", { recursive: true });
  const variables = [`OWNER_TOKEN=${token}`, `SITE_ORIGIN=${origin}`, "WEBHOOKS_TO_LOCALHOST=yes"];
  writeFileSync(VARIABLES_FILE, `${variables.join("\n")}\n`, { mode: 0o600 });
  const args = [
    "dev",
    "--port",
    String(port),
    "--env-file",
    VARIABLES_FILE,
    "--log-level",
    "warn",
    "--test-scheduled",
    "--show-interactive-dev-session=false",
  ];
  const worker = spawn(process.execPath, [WRANGLER, ...args], {
    env: quiet,
    stdio: ["ignore", "inherit", "inherit"],
  });
  worker.on("exit", code => process.exit(code ?? 0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => worker.kill("SIGTERM"));
}

/** @returns {Promise<{ edition: number }>} what the site says of itself, once it answers. */
async function untilReady() {
  for (let attempt = 0; attempt < 120; attempt++) {
    // Red health is an answer too: here no clock has ticked since it was last stopped.
    const health = await fetch(`${origin}/api/health`).catch(() => null);
    const said = /** @type {{ edition?: number } | null} */ (await health?.json().catch(() => null));
    if (typeof said?.edition === "number") return { edition: said.edition };
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  return giveUp(`The Worker did not answer at ${origin} within 30 seconds.`) ?? { edition: 0 };
}

/** The platform's cron does not fire by itself on a computer of one's own. */
function tickEachMinute() {
  const untilNextMinute = 60_000 - (Date.now() % 60_000);
  setTimeout(() => {
    const time = Math.floor(Date.now() / 60_000) * 60_000;
    fetch(`${origin}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${time}`).catch(failure =>
      console.error(`The clock: ${failure}`),
    );
    tickEachMinute();
  }, untilNextMinute);
}

if (!Number.isInteger(port) || port < 1 || port > 65_535)
  giveUp(`PORT is '${process.env.PORT}'; give a number from 1 to 65535.`);
if (!(await isFree()))
  giveUp(`Port ${port} is in use. Stop what uses it, or choose another: PORT=9000 npm start`);
migrate("DB");
migrate("SEARCH");
const { token, isNew } = ownToken();
startWorker(token);
const { edition } = await untilReady();
if (edition === 0) await publishDemo(origin, token);
if (process.env.CLOCK !== "off") tickEachMinute();
console.log(`Dhikra is ready at ${origin}/ar/   (Ctrl+C ends it)`);
if (isNew) console.log(`The owner's token, shown this once and kept in ${TOKEN_FILE}:\n${token}`);
