/** The kill switches' doors. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { runQueries } from "../../db/client";
import { SWITCH_SCOPES } from "../../db/schema";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter, ID } from "../../http/routes";
import { holdBack, lift } from "./commands";
import { type KillSwitch, killSwitchBody, kindOf } from "./kill-switch";
import { activeSwitches } from "./queries";

const access = { oneOf: ["observances:write"] } as const;

const toldSwitch = z
  .strictObject({
    id: told.id,
    scope: z.enum(SWITCH_SCOPES),
    subject: z.string(),
    from: told.day.nullable(),
    to: told.day.nullable(),
    tone: z.literal("celebration").nullable(),
    reason: z.string(),
    kind: z.enum(["kill-switch", "blackout", "mourning"]),
  })
  .meta({ id: "KillSwitch", description: "What the clock may not do just now, or on which dates." });

const standingResponse = z.strictObject({ switches: z.array(toldSwitch) });

export const switchRoutes = createRouter();

switchRoutes.get(
  "/api/commemorations/switches",
  operation({
    id: "listSwitches",
    summary: "The kill switches that stand",
    access,
    answers: { 200: { says: "All of them.", json: standingResponse } },
    example: {},
  }),
  listSwitches,
);

switchRoutes.post(
  "/api/commemorations/switches",
  operation({
    id: "putSwitch",
    summary: "Holds the clock back",
    description:
      "Without dates everything in its `scope`, which must be said; with dates what falls on them.",
    access,
    body: { json: killSwitchBody },
    answers: {
      201: {
        says: "It stands.",
        json: standingResponse.extend({
          recalled: z.array(z.int()).meta({ description: "Scheduled commemorations that are drafts again." }),
        }),
      },
    },
    refusals: ["busy"],
    example: { json: { from: "2026-12-24", to: "2026-12-26", tone: "celebration", reason: "أيّام حداد" } },
  }),
  put,
);

switchRoutes.delete(
  `/api/commemorations/switches/${ID}`,
  operation({
    id: "liftSwitch",
    summary: "Lifts one",
    access,
    answers: { 200: { says: "Those that still stand.", json: standingResponse } },
    example: { path: { id: 1 } },
  }),
  liftOne,
);

async function listSwitches(c: AppContext): Promise<Response> {
  return json({ switches: await standing(c) }, 200);
}

async function put(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, killSwitchBody);
  const input = { ...sent, scope: sent.scope ?? "all" };
  const recalled = await holdBack(c.var.runtime, input, holderOf(c).tokenId);
  return json({ switches: await standing(c), recalled }, 201);
}

async function liftOne(c: AppContext): Promise<Response> {
  await lift(c.var.runtime, Number(c.req.param("id")), holderOf(c).tokenId);
  return json({ switches: await standing(c) }, 200);
}

async function standing(c: AppContext) {
  const { db, waits } = c.var.runtime;
  const [switches] = await runQueries(db, [activeSwitches(db)], waits.d1Ms);
  return switches.map((one: KillSwitch) => ({ ...one, kind: kindOf(one) }));
}
