/** Programs from Debian: installed when they are missing, and a check whose program cannot be had fails. */
import { execFileSync, spawnSync } from "node:child_process";

const isThere = (program: string) => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

/** @param programs each by the package that brings it. @throws when one is still missing. */
export function needDebian(programs: Readonly<Record<string, string>>): void {
  const missing = Object.keys(programs).filter(program => !isThere(program));
  install(missing.map(program => programs[program] ?? ""));
  const lacking = missing.filter(program => !isThere(program));
  if (lacking.length > 0) throw new Error(`not to be had from Debian: ${lacking.join(", ")}`);
}

/** Debian's own interpreter, whichever comes first on PATH. */
export const PYTHON = "/usr/bin/python3";

/** A module of Debian's Python. @throws when it is still missing. */
export function needPython(module: string, debianPackage: string): void {
  const importIt = ["-c", `import ${module}`];
  if (spawnSync(PYTHON, importIt).status !== 0) install([debianPackage]);
  execFileSync(PYTHON, importIt);
}

function install(packages: readonly string[]): void {
  if (packages.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", ["update", "-qq"], { env, stdio: ["ignore", "ignore", "inherit"] });
  const args = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  execFileSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
}

/** What a program says, whatever it thinks of it. */
export function runFreely(program: string, args: readonly string[]): { stdout: string; stderr: string } {
  const { stdout, stderr } = spawnSync(program, args, { maxBuffer: 64 * 1024 * 1024, encoding: "utf8" });
  return { stdout, stderr };
}

/** What a program says to an input. @throws with what it complained of, when it failed. */
export function run(program: string, args: readonly string[], input: string | Uint8Array = ""): string {
  const done = spawnSync(program, args, { input, maxBuffer: 64 * 1024 * 1024, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.stderr}${done.stdout}`);
  return done.stdout;
}
