/**
 * What a command says. With `--json` standard output is JSON and nothing else; without it, lines for people. Whatever
 * is about the work and not its result goes to standard error, so that a pipe gets results alone.
 */

/** @typedef {ReturnType<typeof createOutput>} Output */

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";

/** @param {{ json: boolean, stdout?: NodeJS.WriteStream, stderr?: NodeJS.WriteStream }} where */
export function createOutput({ json, stdout = process.stdout, stderr = process.stderr }) {
  const isTerminal = stdout.isTTY === true && !json;
  // Whoever reads the pipe has enough: `dhikra list | head -1` is no failure.
  for (const stream of [stdout, stderr])
    stream.on("error", failure => process.exit("code" in failure && failure.code === "EPIPE" ? 0 : 1));

  return {
    json,
    isTerminal,
    /** Whether a bar may be drawn. */
    hasBar: stderr.isTTY === true && !json,
    /** A result: the value as one line of JSON, or the lines. @param {unknown} value @param {readonly string[]} lines */
    result(value, lines) {
      const text = json ? JSON.stringify(value) : lines.map(printable).join("\n");
      if (text !== "") stdout.write(`${text}\n`);
    },
    /** A line about the work. @param {string} line */
    note(line) {
      stderr.write(`${onOneLine(line)}\n`);
    },
    /**
     * A name or title of any script, so that a right-to-left one does not turn its line about, nor a line break in it
     * make two. Only a terminal gets the marks: in a file or a pipe they would be part of the text.
     * @param {string} text
     */
    isolated(text) {
      const line = onOneLine(text);
      return isTerminal ? FIRST_STRONG_ISOLATE + line + POP_DIRECTIONAL_ISOLATE : line;
    },
  };
}

/** Whoever reads line by line gets no line that a name has made up. @param {string} text */
function onOneLine(text) {
  return printable(text).replace(/[\t\n\u2028\u2029]/g, "\ufffd");
}

/** What an article says must not move the cursor of whoever reads it; its lines and tabs stay. @param {string} line */
function printable(line) {
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

/** A refusal in lines: what it is, then each fault with its place. @param {import("./failures.mjs").Problem} problem */
export function problemLines(problem) {
  const faults = (problem.faults ?? []).map(faultLine);
  return faults.length > 0 ? [problem.title, ...faults] : [`${problem.title}: ${problem.detail}`];
}

/** @param {import("./failures.mjs").Fault} fault */
export function faultLine({ line, field, message }) {
  if (line !== undefined) return `line ${line}: ${message}`;
  return field === undefined || message.includes(field) ? message : `${field}: ${message}`;
}
