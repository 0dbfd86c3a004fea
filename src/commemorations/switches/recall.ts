/** What an editor had approved and what waits for its hour does not go out while a switch holds its day. */
import { recall } from "../../articles/lifecycle/publication";
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { type KillSwitch, switchThatHolds } from "./kill-switch";
import { standingSwitches, type Waiting, waitingForDays } from "./queries";

/** The ids of those whose day is held, each once. Pure. */
export function heldAmong(waiting: readonly Waiting[], switches: readonly KillSwitch[]): number[] {
  const held = waiting.filter(one => switchThatHolds(switches, one, one.localDate, one.lang) !== null);
  return [...new Set(held.map(one => one.articleId))];
}

/**
 * All of them are drafts again at once. What fails here the next tick makes good.
 * @returns the ids of the articles. @throws D1Unavailable, ProblemError `busy`
 */
export async function recallHeld(runtime: Runtime, tokenId: string): Promise<number[]> {
  const { db, waits, now } = runtime;
  const [waiting, switches] = await runQueries(
    db,
    [waitingForDays(db, now()), standingSwitches(db)],
    waits.d1Ms,
  );
  const recalled: number[] = [];
  for (const id of heldAmong(waiting, switches)) if (await recall(runtime, id, tokenId)) recalled.push(id);
  return recalled;
}
