/** The observances' doors. */

import * as z from "zod";
import { holderOf, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { MODES } from "../db/schema";
import { revisedEtag } from "../http/etag";
import { isoDay } from "../http/fields";
import { preconditionOf, requirePrecondition } from "../http/if-match";
import type { Operation } from "../http/operation";
import { ProblemError } from "../http/problem";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { isLang, type Lang } from "../text/languages";
import {
  type Asker,
  approve,
  changeObservance,
  confirmName,
  createObservance,
  type ObservanceResult,
  setMode,
  settleDate,
  takeBackApproval,
} from "./commands";
import { approverName, line, observanceBody } from "./observance-input";
import { todayAt } from "./occurrence";
import { allObservances, observanceById } from "./queries";
import {
  listedObservance,
  listedObservanceResponse,
  observanceResponse,
  publicObservance,
} from "./responses";

export const naming = z.strictObject({ name: line(200).nullable().default(null) });
export const approving = z.strictObject({
  approver: approverName,
  version: z.int().positive().nullable().default(null),
});
export const mode = z.strictObject({ mode: z.enum(MODES) });
export const dating = z.union([
  z.strictObject({ adjust: z.union([z.literal(-1), z.literal(0), z.literal(1)]) }),
  z.strictObject({ date: isoDay }),
]);

const access = { oneOf: ["observances:write"] } as const;
const changedResponse = observanceResponse
  .extend({ edition: told.edition })
  .meta({ id: "ChangedObservance" });
const sent = observanceBody.meta({ id: "ObservanceToSend" });

const founding = {
  key: "own.founding-day",
  names: { ar: "يوم تأسيس البلدة", en: "Founding Day" },
  rule: { type: "fixed", month: 11, day: 30 },
  origin_year: 1921,
  templates: { ar: { title: "{name}", body: "تمرّ اليوم {years_phrase} على {name}." } },
};

/** What every change of one has in common. */
function changing(change: Omit<Operation, "access" | "answers" | "refusals">): Operation {
  return {
    ...change,
    access,
    ifMatch: change.ifMatch ?? "heeded",
    answers: { 200: { says: "As it is now.", json: changedResponse } },
    refusals: ["key-taken", "busy"],
  };
}

export const observanceRoutes = createRouter();

observanceRoutes.get(
  "/api/observances",
  operation({
    id: "listObservances",
    summary: "All days that return",
    access,
    answers: {
      200: { says: "All of them.", json: z.strictObject({ observances: z.array(listedObservanceResponse) }) },
    },
    example: {},
  }),
  listObservances,
);

observanceRoutes.post(
  "/api/observances",
  operation({
    id: "createObservance",
    summary: "A new day that returns",
    access,
    body: { json: sent },
    answers: { 201: { says: "It is there.", json: changedResponse } },
    refusals: ["key-taken"],
    example: { json: founding },
  }),
  create,
);

observanceRoutes.get(
  `/api/observances/${ID}`,
  operation({
    id: "readObservance",
    summary: "One of them",
    access,
    answers: { 200: { says: "The observance.", json: observanceResponse } },
    example: { path: { id: 1 } },
  }),
  read,
);

observanceRoutes.put(
  `/api/observances/${ID}`,
  operation(
    changing({
      id: "changeObservance",
      summary: "The whole of it",
      description: "What is left out gets its default.",
      ifMatch: "needed",
      body: { json: sent },
      example: { path: { id: 1 }, json: { ...founding, local_time: "09:00" } },
    }),
  ),
  changeWhole,
);

observanceRoutes.put(
  `/api/observances/${ID}/mode`,
  operation(
    changing({
      id: "setMode",
      summary: "Switches it on or off",
      description: "`off`: nothing. `remind`: a task. `draft`: an editor publishes. `auto`: the clock does.",
      body: { json: mode },
      example: { path: { id: 1 }, json: { mode: "draft" } },
    }),
  ),
  changeMode,
);

observanceRoutes.put(
  `/api/observances/${ID}/names/:lang`,
  operation(
    changing({
      id: "confirmName",
      summary: "Confirms a name, or corrects it",
      segments: { lang: told.lang },
      body: { json: naming },
      example: { path: { id: 1, lang: "ar" }, json: { name: "يوم تأسيس البلدة" } },
    }),
  ),
  confirmOneName,
);

observanceRoutes.put(
  `/api/observances/${ID}/approval`,
  operation(
    changing({
      id: "approve",
      summary: "Who answers for its going out by itself",
      description: "Of `version`, the one that they have read.",
      body: { json: approving },
      example: { path: { id: 1 }, json: { approver: "سعاد عيسى", version: 1 } },
    }),
  ),
  approveIt,
);

observanceRoutes.delete(
  `/api/observances/${ID}/approval`,
  operation(
    changing({
      id: "takeBackApproval",
      summary: "Nobody answers for it any more",
      example: { path: { id: 1 } },
    }),
  ),
  takeApprovalBack,
);

observanceRoutes.put(
  `/api/observances/${ID}/dates/:year{[0-9]{4}}`,
  operation(
    changing({
      id: "settleDate",
      summary: "The date of one year",
      description: "Of a Hijri year by how many days it moves, which confirms it.",
      body: { json: dating },
      example: { path: { id: 1, year: "2027" }, json: { date: "2027-12-01" } },
    }),
  ),
  settleYear,
);

observanceRoutes.delete(
  `/api/observances/${ID}/dates/:year{[0-9]{4}}`,
  operation(
    changing({
      id: "unsettleDate",
      summary: "One year follows the rule again",
      example: { path: { id: 1, year: "2027" } },
    }),
  ),
  unsettleYear,
);

async function listObservances(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.var.runtime;
  const [all] = await runQueries(db, [allObservances(db)], waits.d1Ms);
  const today = todayAt(now());
  return json({ observances: all.map(observance => listedObservance(observance, today)) }, 200);
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const sent = await readJson(c.req.raw, observanceBody);
  const made = await createObservance(runtime, sent, holderOf(c).tokenId);
  const headers = { Location: `/api/observances/${made.observance.id}` };
  return json(written(made, runtime.now()), 201, headers);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.var.runtime;
  const [found] = await runQueries(db, [observanceById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const observance = publicObservance(found, now());
  return json(observance, 200, { ETag: await revisedEtag(found.version, JSON.stringify(observance)) });
}

async function changeWhole(c: AppContext): Promise<Response> {
  const precondition = requirePrecondition(c);
  const sent = await readJson(c.req.raw, observanceBody);
  return answer(c, await changeObservance(c.var.runtime, idOf(c), sent, { ...askerOf(c), precondition }));
}

async function changeMode(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, mode);
  return answer(c, await setMode(c.var.runtime, idOf(c), sent.mode, askerOf(c)));
}

async function confirmOneName(c: AppContext): Promise<Response> {
  const { name } = await readJson(c.req.raw, naming);
  return answer(c, await confirmName(c.var.runtime, idOf(c), langOf(c), name, askerOf(c)));
}

async function approveIt(c: AppContext): Promise<Response> {
  const { approver, version } = await readJson(c.req.raw, approving);
  return answer(c, await approve(c.var.runtime, idOf(c), approver, version, askerOf(c)));
}

async function takeApprovalBack(c: AppContext): Promise<Response> {
  return answer(c, await takeBackApproval(c.var.runtime, idOf(c), askerOf(c)));
}

async function settleYear(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, dating);
  return answer(c, await settleDate(c.var.runtime, idOf(c), yearOf(c), sent, askerOf(c)));
}

async function unsettleYear(c: AppContext): Promise<Response> {
  return answer(c, await settleDate(c.var.runtime, idOf(c), yearOf(c), null, askerOf(c)));
}

const yearOf = (c: AppContext) => Number(c.req.param("year"));

function langOf(c: AppContext): Lang {
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  return lang;
}

const askerOf = (c: AppContext): Asker => ({ tokenId: holderOf(c).tokenId, precondition: preconditionOf(c) });

const answer = (c: AppContext, kept: ObservanceResult) =>
  json(written(kept, c.var.runtime.now()), 200, { ETag: `"r${kept.observance.version}"` });

const written = ({ observance, edition }: ObservanceResult, now: number) => ({
  ...publicObservance(observance, now),
  edition,
});
