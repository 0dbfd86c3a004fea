/**
 * Which tokens an isolate has heard of: asked only for a caller whose tokens have opened nothing of late, so that a
 * colleague at the same address comes in, and whoever guesses costs D1 nothing.
 */
import { runQueries, withTimeout } from "../db/client";
import { isolateState, type Runtime } from "../runtime";
import { hashesOfTokens } from "./queries";
import { readToken, type TokenParts } from "./token";

/** A token that was made since is met after so long, in ms. */
const KEPT_MS = 10_000;
/** When D1 did not tell, it is asked again after so long, in ms. */
const AGAIN_MS = 1_000;

/** Whether it may open something: what it does open is for `authenticate` to say. @throws D1Unavailable */
export async function isHeardOf(runtime: Runtime, { id, secretHash }: TokenParts): Promise<boolean> {
  const owner = runtime.ownerToken === null ? null : await readToken(runtime.ownerToken);
  if (owner !== null && owner.id === id && owner.secretHash === secretHash) return true;
  return (await withTimeout(runtime.waits.d1Ms, hashes(runtime))).has(secretHash);
}

/** The hashes of the tokens that open something, as they were asked for at `at`, epoch ms. */
const tokenHashes = isolateState<{
  known: { at: number; readonly found: Promise<ReadonlySet<string>> } | null;
}>(() => ({ known: null }));

/** One question in a while, however many ask. */
function hashes(runtime: Runtime): Promise<ReadonlySet<string>> {
  const { db, waits, now } = runtime;
  const state = tokenHashes(runtime);
  const { known } = state;
  const at = now();
  if (known !== null && at >= known.at && at - known.at < KEPT_MS) return known.found;
  const found = runQueries(db, [hashesOfTokens(db, at)], waits.d1Ms).then(([all]) => new Set(all));
  const asked = { at, found };
  state.known = asked;
  const failed = () => {
    asked.at = at - KEPT_MS + AGAIN_MS;
  };
  // So that it is finished for those who joined, although the first to ask has gone away.
  runtime.waitUntil(found.catch(failed));
  return found;
}
