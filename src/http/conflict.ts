/** Optimistic writing: read, decide, write, and begin again when somebody else was faster. */
import { UniqueKeyTaken } from "../db/client";
import { ProblemError } from "./problem";

const ATTEMPTS = 20;

/** What an attempt returns when its guard found that somebody else was faster, and nothing was written. */
export const OVERTAKEN = Symbol("overtaken");

/**
 * Runs `attempt` until it wins. Each attempt must read anew what it decides by.
 * @param isRetried whether a unique key that refused its write is a lost race, so that another attempt can win; any
 * other refusal is thrown.
 * @throws ProblemError `busy` after 20 attempts; whatever else `attempt` throws.
 */
export async function retryOnConflict<T>(
  attempt: () => Promise<T | typeof OVERTAKEN>,
  isRetried: (conflict: UniqueKeyTaken) => boolean,
): Promise<T> {
  for (let count = 1; count <= ATTEMPTS; count++) {
    try {
      const result = await attempt();
      if (result !== OVERTAKEN) return result;
    } catch (failure) {
      if (!(failure instanceof UniqueKeyTaken && isRetried(failure))) throw failure;
    }
  }
  throw new ProblemError({ code: "busy" });
}
