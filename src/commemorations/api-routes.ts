/** The observances' doors. */

import * as z from "zod";
import { holderOf, requireScope } from "../auth/gate";
import { runQueries } from "../db/client";
import { MODES } from "../db/schema";
import { type App, type AppContext, door } from "../http/door";
import { isoDay } from "../http/fields";
import { preconditionOf, requirePrecondition } from "../http/if-match";
import { ProblemError } from "../http/problem";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { revisedEtag } from "../http/validator";
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
import { occurrencesOf } from "./occurrence-queries";
import { openPacks } from "./packs/api-routes";
import { openPreview } from "./preview/api-routes";
import { linkArticle } from "./publish/commemorate";
import { allObservances, observanceById, versionsOf } from "./queries";
import { listedObservance, publicObservance, publicOccurrence } from "./responses";
import { openSwitches } from "./switches/api-routes";

/** How many occurrences are listed, newest first. */
const OCCURRENCES = 200;
/** How many of its versions are told, newest first. */
const VERSIONS = 100;

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
export const linking = z.strictObject({ article_id: z.int().positive() });

export function openObservances(app: App): void {
  const gate = requireScope("observances:write");
  openPacks(app);
  door(app, "/api/observances", { GET: [gate, listObservances], POST: [gate, create] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}", { GET: [gate, read], PUT: [gate, changeWhole] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/mode", { PUT: [gate, changeMode] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/names/:lang", { PUT: [gate, confirmOneName] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/approval", {
    PUT: [gate, approveIt],
    DELETE: [gate, takeApprovalBack],
  });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/dates/:year{[0-9]{4}}", {
    PUT: [gate, settleYear],
    DELETE: [gate, unsettleYear],
  });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/versions", { GET: [gate, listVersions] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/occurrences", { GET: [gate, listOccurrences] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}/occurrences/:date/:lang", { PUT: [gate, link] });
  openSwitches(app);
  openPreview(app);
}

async function listObservances(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const [all] = await runQueries(db, [allObservances(db)], waits.d1Ms);
  const today = todayAt(now());
  return json({ observances: all.map(observance => listedObservance(observance, today)) }, 200);
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, observanceBody);
  const made = await createObservance(runtime, sent, holderOf(c).tokenId);
  const headers = { Location: `/api/observances/${made.observance.id}` };
  return json(written(made, runtime.now()), 201, headers);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const [found] = await runQueries(db, [observanceById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const observance = publicObservance(found, now());
  return json(observance, 200, { ETag: await revisedEtag(found.version, JSON.stringify(observance)) });
}

async function changeWhole(c: AppContext): Promise<Response> {
  const precondition = requirePrecondition(c);
  const sent = await readJson(c.req.raw, observanceBody);
  return answer(c, await changeObservance(c.env.runtime, idOf(c), sent, { ...askerOf(c), precondition }));
}

async function changeMode(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, mode);
  return answer(c, await setMode(c.env.runtime, idOf(c), sent.mode, askerOf(c)));
}

async function confirmOneName(c: AppContext): Promise<Response> {
  const { name } = await readJson(c.req.raw, naming);
  return answer(c, await confirmName(c.env.runtime, idOf(c), langOf(c), name, askerOf(c)));
}

async function approveIt(c: AppContext): Promise<Response> {
  const { approver, version } = await readJson(c.req.raw, approving);
  return answer(c, await approve(c.env.runtime, idOf(c), approver, version, askerOf(c)));
}

async function takeApprovalBack(c: AppContext): Promise<Response> {
  return answer(c, await takeBackApproval(c.env.runtime, idOf(c), askerOf(c)));
}

async function settleYear(c: AppContext): Promise<Response> {
  const sent = await readJson(c.req.raw, dating);
  return answer(c, await settleDate(c.env.runtime, idOf(c), yearOf(c), sent, askerOf(c)));
}

async function unsettleYear(c: AppContext): Promise<Response> {
  return answer(c, await settleDate(c.env.runtime, idOf(c), yearOf(c), null, askerOf(c)));
}

async function listVersions(c: AppContext): Promise<Response> {
  const { db, waits } = c.env.runtime;
  const [found] = await runQueries(db, [versionsOf(db, idOf(c), VERSIONS)], waits.d1Ms);
  // Each has a first version, of which it was made.
  if (found.length === 0) throw new ProblemError({ code: "not-found" });
  const versions = found.map(({ version, at, tokenId, content }) => ({
    version,
    at: new Date(at).toISOString(),
    token_id: tokenId,
    content,
  }));
  return json({ versions }, 200);
}

async function listOccurrences(c: AppContext): Promise<Response> {
  const { db, waits } = c.env.runtime;
  const [found] = await runQueries(db, [occurrencesOf(db, idOf(c), OCCURRENCES)], waits.d1Ms);
  return json({ occurrences: found.map(publicOccurrence) }, 200);
}

async function link(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const { article_id: articleId } = await readJson(c.req.raw, linking);
  const date = c.req.param("date") ?? "";
  if (!isoDay.safeParse(date).success) throw new ProblemError({ code: "not-found" });
  await linkArticle(runtime, idOf(c), date, langOf(c), articleId, holderOf(c).tokenId);
  return await listOccurrences(c);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
const yearOf = (c: AppContext) => Number(c.req.param("year"));

function langOf(c: AppContext): Lang {
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  return lang;
}

const askerOf = (c: AppContext): Asker => ({ tokenId: holderOf(c).tokenId, precondition: preconditionOf(c) });

const answer = (c: AppContext, kept: ObservanceResult) =>
  json(written(kept, c.env.runtime.now()), 200, { ETag: `"r${kept.observance.version}"` });

const written = ({ observance, edition }: ObservanceResult, now: number) => ({
  ...publicObservance(observance, now),
  edition,
});
