/** `npm start` as a newcomer runs it: in a folder of its own, twice, and on a port that is taken. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const PARTS = ["package.json", "wrangler.toml", "tsconfig.json", "src", "migrations", "scripts", "demo"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dhikra-"));
  for (const part of PARTS) cpSync(part, join(folder, part), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise(done => server.close(done));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Runs until it says that it is ready, or ends. */
async function start(port: number): Promise<{ output: string; stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), CLOCK: "off" },
  });
  let output = "";
  const ended = new Promise<void>(done => child.once("exit", () => done()));
  const ready = new Promise<void>(done => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", chunk => {
        output += String(chunk);
        if (output.includes("(Ctrl+C ends it)")) setTimeout(done, 200);
      });
    }
  });
  await Promise.race([ready, ended]);
  return {
    output,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** As the owner: to others the same answer is given for ten seconds. */
const editionAt = async (port: number) => {
  const token = readFileSync(join(folder, ".dev-token"), "utf8").trim();
  const headers = { Authorization: `Bearer ${token}` };
  return (await (await fetch(`http://localhost:${port}/api/health`, { headers })).json()) as {
    edition: number;
  };
};

it("the first start shows the demo and the owner's token, the second changes nothing", {
  timeout: 120_000,
}, async () => {
  const port = await freePort();
  const first = await start(port);
  const token = readFileSync(join(folder, ".dev-token"), "utf8").trim();
  expect(first.output).toContain(`http://localhost:${port}/ar/`);
  expect(first.output).toContain(token);
  expect(first.output).not.toMatch(/warn|error/i);
  expect(statSync(join(folder, ".dev-token")).mode & 0o077).toBe(0);
  const page = await fetch(`http://localhost:${port}/ar/`);
  expect(await page.text()).toContain(`http://localhost:${port}/ar/`);
  const { edition } = await editionAt(port);
  expect(edition).toBeGreaterThan(5);
  await first.stop();

  const second = await start(port);
  expect(second.output).not.toContain(token);
  expect((await editionAt(port)).edition).toBe(edition);
  expect(readFileSync(join(folder, ".dev-token"), "utf8").trim()).toBe(token);
  await second.stop();
});

it("a port that is taken is said in one sentence, before anything is made", async () => {
  const server = createServer();
  const port = await freePort();
  await new Promise<void>(done => server.listen(port, "127.0.0.1", done));
  const { output } = await start(port);
  server.close();
  expect(output.trim()).toBe(
    `Port ${port} is in use. Stop what uses it, or choose another: PORT=9000 npm start`,
  );
});
