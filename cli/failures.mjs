/** How a command can fail, and the exit code of each. Codes are a promise: they are listed in docs/cli.md. */

export const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3 };

/**
 * One thing wrong with what was sent, as the API tells it.
 * @typedef {{ code: string, field?: string, message: string, line?: number, offset?: number }} Fault
 */

/**
 * A refusal of the site, RFC 9457.
 * @typedef {{ code: string, status: number, title: string, detail: string, faults?: Fault[] }} Problem
 */

/** The site understood, and refused; or a check of the command's own found a fault. */
export class Refused extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The command was called in a way that means nothing. */
export class Usage extends Error {}

/** Nothing answers at the address, or what answers is no Dhikra, or it cannot answer now. */
export class Unreachable extends Error {}

/** @param {string} origin */
export const notDhikra = origin =>
  new Unreachable(`${origin} answers, but is no Dhikra. Is the address right?`);

/** Of a file that never went to the site. @param {string} detail @returns {Problem} */
export const notSent = detail => ({ code: "not-sent", status: 0, title: "It was not sent", detail });

/**
 * @param {unknown} failure
 * @returns {{ exit: number, problem: Problem }} a problem of the command's own is told in the shape of the API's.
 */
export function told(failure) {
  if (failure instanceof Refused) return { exit: EXIT.refused, problem: failure.problem };
  const detail = failure instanceof Error ? failure.message : String(failure);
  if (failure instanceof Usage)
    return { exit: EXIT.usage, problem: { code: "usage", status: 0, title: "The command is wrong", detail } };
  if (failure instanceof Unreachable)
    return {
      exit: EXIT.unreachable,
      problem: { code: "unreachable", status: 0, title: "The site cannot be reached", detail },
    };
  return { exit: EXIT.refused, problem: { code: "failed", status: 0, title: "The command failed", detail } };
}
