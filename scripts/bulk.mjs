/**
 * Posts many small generated articles with `dhikra post`, is killed once on the way, goes on, and prints what it took.
 * DHIKRA_URL=http://localhost:8787 node scripts/bulk.mjs 10000   (a site of its own: it stays full)
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const count = Number(process.argv[2] ?? 10_000);
const program = fileURLToPath(new URL("../cli/dhikra.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dhikra-bulk-"));
const journal = join(folder, ".dhikra-journal.ndjson");

for (let number = 1; number <= count; number++) {
  const day = `${String((number % 28) + 1).padStart(2, "0")}/${String((number % 12) + 1).padStart(2, "0")}/${1990 + (number % 30)}`;
  const text = `${day}\n\nخبر من الأرشيف رقم ${number}\n\n${"وصلت المياه إلى القرية صباح اليوم. ".repeat(12)}\n`;
  writeFileSync(join(folder, `${String(number).padStart(6, "0")}.ar.txt`), text);
}

/** @param {number} pid in KiB; 0 where the system does not tell. */
function residentKib(pid) {
  const path = `/proc/${pid}/status`;
  const status = existsSync(path) ? readFileSync(path, "utf8") : "";
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
}

const answered = () => (existsSync(journal) ? readFileSync(journal, "utf8").split("\n").length - 2 : 0);

/** @param {number} killedAt how many files are answered for when it is killed. @returns {Promise<{ exit: number | null, said: string, samples: number[] }>} */
function run(killedAt) {
  const child = spawn(process.execPath, [
    program,
    "post",
    folder,
    "--status",
    "published",
    "--parallel",
    "4",
  ]);
  let said = "";
  /** @type {number[]} */
  const samples = [];
  child.stdout.setEncoding("utf8").on("data", text => {
    said = (said + text).slice(-500);
  });
  child.stderr.pipe(process.stderr);
  const watch = setInterval(() => {
    samples.push(residentKib(child.pid ?? 0));
    if (answered() >= killedAt) child.kill("SIGKILL");
  }, 500);
  return new Promise(done => {
    child.once("close", exit => {
      clearInterval(watch);
      done({ exit, said, samples });
    });
  });
}

const began = Date.now();
const first = await run(Math.floor(count / 3));
console.log(`killed after ${answered()} of ${count}`);
const rest = await run(Number.POSITIVE_INFINITY);
const seconds = (Date.now() - began) / 1000;
const samples = [...first.samples, ...rest.samples].filter(sample => sample > 0);
console.log(rest.said.trimEnd().split("\n").at(-1));
console.log(`${seconds.toFixed(0)} s, ${(count / seconds).toFixed(0)} articles a second, exit ${rest.exit}`);
const mib = (/** @type {number | undefined} */ kib) => `${((kib ?? 0) / 1024).toFixed(0)} MiB`;
const late = rest.samples.filter(sample => sample > 0);
console.log(
  `memory of the client: at most ${mib(Math.max(...samples))}; early ${mib(late[4])}, at the end ${mib(late.at(-1))}`,
);
rmSync(folder, { recursive: true });
