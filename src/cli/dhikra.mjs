#!/usr/bin/env node
/** The command line of Dhikra: `npx dhikra --help`. Exit codes: src/cli/failures.mjs. */
import { CommanderError } from "commander";
import { EXIT, told } from "./failures.mjs";
import { createOutput, problemLines } from "./output.mjs";
import { createProgram } from "./program.mjs";

try {
  await createProgram(exit => {
    process.exitCode = exit;
  }).parseAsync();
} catch (failure) {
  if (failure instanceof CommanderError) {
    // It has said what is wrong, or the help or version that was asked for.
    process.exitCode = failure.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    const { exit, problem } = told(failure);
    process.exitCode = exit;
    const output = createOutput({ json: process.argv.includes("--json") });
    if (output.json) output.result({ problem }, []);
    else for (const line of problemLines(problem)) output.note(line);
  }
}
