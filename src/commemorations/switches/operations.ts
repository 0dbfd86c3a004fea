/** What the kill switches' doors take and answer. */

import * as z from "zod";
import { SWITCH_SCOPES } from "../../db/schema";
import type { Operation } from "../../http/operation";
import { told } from "../../http/responses";
import { killSwitchBody } from "./kill-switch";

const SWITCHES = "/api/commemorations/switches";
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

const standing = z.strictObject({ switches: z.array(toldSwitch) });

export const switchOperations: readonly Operation[] = [
  {
    method: "GET",
    path: SWITCHES,
    id: "listSwitches",
    summary: "The kill switches that stand",
    access,
    answers: { 200: { says: "All of them.", json: standing } },
    example: {},
  },
  {
    method: "POST",
    path: SWITCHES,
    id: "putSwitch",
    summary: "Holds the clock back",
    description:
      "Without dates everything in its `scope`, which must be said; with dates what falls on them.",
    access,
    body: { json: killSwitchBody },
    answers: {
      201: {
        says: "It stands.",
        json: standing.extend({
          recalled: z.array(z.int()).meta({ description: "Scheduled commemorations that are drafts again." }),
        }),
      },
    },
    refusals: ["busy"],
    example: { json: { from: "2026-12-24", to: "2026-12-26", tone: "celebration", reason: "أيّام حداد" } },
  },
  {
    method: "DELETE",
    path: `${SWITCHES}/:id{[1-9][0-9]{0,14}}`,
    id: "liftSwitch",
    summary: "Lifts one",
    access,
    answers: { 200: { says: "Those that still stand.", json: standing } },
    example: { path: { id: 1 } },
  },
];
