/** What editors do to kill switches: put one, which also calls back what waits for its hour; lift one. */
import { recall } from "../../articles/lifecycle/actions";
import { audit } from "../../db/audit";
import { commit, runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { heldAmong, type KillSwitchInput } from "./kill-switch";
import { activeSwitches, isSubject, LIFT, liftSwitch, putSwitch, waitingForDays } from "./queries";

/**
 * What it holds is held from the next tick on; scheduled commemorations become drafts at once. The same switch again
 * only changes its reason.
 * @returns the ids of the articles that are drafts again. @throws D1Unavailable, ProblemError `invalid`, `busy`
 */
export async function holdBack(runtime: Runtime, input: KillSwitchInput, tokenId: string): Promise<number[]> {
  const { db, waits, now } = runtime;
  const [exists] = await runQueries(db, [isSubject(db, input)], waits.d1Ms);
  if (!exists) {
    const message = `There is no ${input.scope} '${input.subject}': see GET /api/observances for keys and packs.`;
    throw new ProblemError({ code: "invalid", faults: [{ code: "not-valid", field: "subject", message }] });
  }
  const { scope, subject, from, to, tone } = input;
  const described = [scope, subject, from, to, tone].map(part => part ?? "").join(" ");
  await commit(
    db,
    [
      putSwitch(db, input, tokenId, now()),
      audit(db, { at: now(), tokenId, action: "switch.put", subject: described, edition: "this" }),
    ],
    waits.d1Ms,
  );
  return await recallHeld(runtime, tokenId);
}

/** @throws D1Unavailable, ProblemError `not-found` */
export async function lift(runtime: Runtime, id: number, tokenId: string): Promise<void> {
  const { db, waits, now } = runtime;
  const [switches] = await runQueries(db, [activeSwitches(db)], waits.d1Ms);
  if (!switches.some(one => one.id === id)) throw new ProblemError({ code: "not-found" });
  await commit(
    db,
    [liftSwitch(db, id), audit(db, { at: now(), tokenId, action: LIFT, subject: { id }, edition: "this" })],
    waits.d1Ms,
  );
}

/** What fails here, the next tick does. */
async function recallHeld(runtime: Runtime, tokenId: string): Promise<number[]> {
  const { db, waits, now } = runtime;
  const [waiting, switches] = await runQueries(
    db,
    [waitingForDays(db, now()), activeSwitches(db)],
    waits.d1Ms,
  );
  const recalled: number[] = [];
  for (const id of heldAmong(waiting, switches)) if (await recall(runtime, id, tokenId)) recalled.push(id);
  return recalled;
}
