/** The kill switches' doors. */

import { holderOf, requireScope } from "../../auth/gate";
import { audit } from "../../db/audit";
import { commit, runQueries } from "../../db/client";
import { type App, type AppContext, door } from "../../http/door";
import { ProblemError } from "../../http/problem";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { type KillSwitch, killSwitchShape, kindOf } from "./kill-switch";
import { isSubject, LIFT, liftSwitch, putSwitch, standingSwitches } from "./queries";
import { recallHeld } from "./recall";

export function openSwitches(app: App): void {
  const gate = requireScope("observances:write");
  door(app, "/api/commemorations/switches", { GET: [gate, listSwitches], POST: [gate, put] });
  door(app, "/api/commemorations/switches/:id{[1-9][0-9]{0,14}}", { DELETE: [gate, lift] });
}

async function listSwitches(c: AppContext): Promise<Response> {
  return json({ switches: await standing(c) }, 200);
}

/** What it holds is held from the next tick on, and what waits for its hour is a draft again at once. The same again changes its reason only. */
async function put(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const sent = await readJson(c.req.raw, killSwitchShape);
  const wish = { ...sent, scope: sent.scope ?? "all" };
  const { tokenId } = holderOf(c);
  const [isThere] = await runQueries(db, [isSubject(db, wish)], waits.d1Ms);
  if (!isThere) {
    const message = `There is no ${wish.scope} '${wish.subject}': see GET /api/observances for keys and packs.`;
    throw new ProblemError({ code: "invalid", faults: [{ code: "not-valid", field: "subject", message }] });
  }
  const subject = [wish.scope, wish.subject, wish.from, wish.to, wish.tone].map(part => part ?? "").join(" ");
  await commit(
    db,
    [
      putSwitch(db, wish, tokenId, now()),
      audit(db, { at: now(), tokenId, action: "switch.put", subject, edition: "this" }),
    ],
    waits.d1Ms,
  );
  const recalled = await recallHeld(c.env.runtime, tokenId);
  return json({ switches: await standing(c), recalled }, 201);
}

async function lift(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const id = Number(c.req.param("id"));
  if (!(await standing(c)).some(one => one.id === id)) throw new ProblemError({ code: "not-found" });
  const act = audit(db, {
    at: now(),
    tokenId: holderOf(c).tokenId,
    action: LIFT,
    subject: { id },
    edition: "this",
  });
  await commit(db, [liftSwitch(db, id), act], waits.d1Ms);
  return json({ switches: await standing(c) }, 200);
}

async function standing(c: AppContext) {
  const { db, waits } = c.env.runtime;
  const [switches] = await runQueries(db, [standingSwitches(db)], waits.d1Ms);
  return switches.map((one: KillSwitch) => ({ ...one, kind: kindOf(one) }));
}
