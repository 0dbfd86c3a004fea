/** The kill switches' doors. */
import { holderOf, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, door } from "../../http/door";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { holdBack, lift } from "./commands";
import { type KillSwitch, killSwitchBody, kindOf } from "./kill-switch";
import { activeSwitches } from "./queries";

export function openSwitches(app: App): void {
  const gate = requireScope("observances:write");
  door(app, "/api/commemorations/switches", { GET: [gate, listSwitches], POST: [gate, put] });
  door(app, "/api/commemorations/switches/:id{[1-9][0-9]{0,14}}", { DELETE: [gate, liftOne] });
}

async function listSwitches(c: AppContext): Promise<Response> {
  return json({ switches: await standing(c) }, 200);
}

async function put(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, killSwitchBody);
  const input = { ...sent, scope: sent.scope ?? "all" };
  const recalled = await holdBack(c.env.runtime, input, holderOf(c).tokenId);
  return json({ switches: await standing(c), recalled }, 201);
}

async function liftOne(c: AppContext): Promise<Response> {
  await lift(c.env.runtime, Number(c.req.param("id")), holderOf(c).tokenId);
  return json({ switches: await standing(c) }, 200);
}

async function standing(c: AppContext) {
  const { db, waits } = c.env.runtime;
  const [switches] = await runQueries(db, [activeSwitches(db)], waits.d1Ms);
  return switches.map((one: KillSwitch) => ({ ...one, kind: kindOf(one) }));
}
