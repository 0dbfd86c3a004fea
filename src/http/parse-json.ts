/** JSON, and where it breaks off or goes wrong. Pure. */
import { ProblemError } from "./problem";

/**
 * @param hint what else it may be, for whoever sent it.
 * @throws ProblemError `not-json` with the place where the engine tells it, counted in lines and letters from 1. @see RFC 8259
 */
export function parseJsonText(text: string, hint = ""): unknown {
  try {
    return JSON.parse(text);
  } catch (failure) {
    throw new ProblemError({ code: "not-json", reason: reasonOf(failure, text) + hint });
  }
}

/** The engine's own sentence quotes what was sent, and is for those who write engines: its place is taken, if it tells one. */
function reasonOf(failure: unknown, text: string): string {
  const said = failure instanceof Error ? failure.message : "";
  const found = /at position (\d+)/.exec(said)?.[1];
  const place = found === undefined ? null : Number(found);
  if (/end of JSON|Unterminated/.test(said) || (place ?? 0) >= text.trimEnd().length)
    return "It ends too early: part of it is missing.";
  if (place === null) return "It cannot be parsed.";
  const before = text.slice(0, place).split(/\r\n|\r|\n/);
  return `It goes wrong in line ${before.length}, letter ${(before.at(-1)?.length ?? 0) + 1}.`;
}
