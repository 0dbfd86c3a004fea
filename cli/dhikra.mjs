#!/usr/bin/env node
/** The command line of Dhikra: `npx dhikra --help`. Exit codes: cli/failures.mjs. */
import { CommanderError } from "commander";
import { EXIT, told, Usage } from "./failures.mjs";
import { createOutput, problemLines } from "./output.mjs";
import { createProgram } from "./program.mjs";

const isJson = process.argv.includes("--json");

try {
  await createProgram(exit => {
    process.exitCode = exit;
  }, isJson).parseAsync();
} catch (failure) {
  const isWords = failure instanceof CommanderError;
  if (isWords && (failure.exitCode === 0 || !isJson)) {
    // It has said what is wrong, or the help or version that was asked for.
    process.exitCode = failure.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    const { exit, problem } = told(isWords ? misread(failure) : failure);
    process.exitCode = exit;
    const output = createOutput({ json: isJson });
    if (isJson) output.result({ problem }, []);
    else for (const line of problemLines(problem)) output.note(line);
  }
}

/** Each command takes --json: where that is unknown, or help stands in place of a sentence, none was named. @param {CommanderError} failure */
function misread({ code, message }) {
  if (code === "commander.help" || message.includes("option '--json'"))
    return new Usage("No command is named; dhikra --help lists them.");
  return new Usage(message.replace(/^error: /, "").replaceAll("\n", " "));
}
