/** The command line as people run it: a process of its own. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const PROGRAM = resolve("cli/dhikra.mjs");

export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ran>;
  readonly kill: () => void;
}

/** @param env DHIKRA_URL and DHIKRA_TOKEN, most of all. */
export function start(args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", text => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", text => {
    stderr += text;
  });
  const ended = new Promise<Ran>(done => {
    child.once("close", exit => done({ exit, stdout, stderr }));
  });
  return { ended, kill: () => child.kill("SIGKILL") };
}

/** What a command with `--json` wrote: each line is a document. */
export function documents(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line));
}
