/** What the observances' doors take and answer. */
import * as z from "zod";
import { isoDay } from "../http/fields";
import type { Group, Operation } from "../http/operation";
import { told } from "../http/responses";
import { approving, dating, linking, mode, naming } from "./api-routes";
import { observanceBody } from "./observance-input";
import { packOperations } from "./packs/operations";
import { previewOperations } from "./preview/operations";
import { listedObservanceResponse, observanceResponse, occurrenceResponse } from "./responses";
import { switchOperations } from "./switches/operations";

const OBSERVANCES = "/api/observances";
const OBSERVANCE = "/api/observances/:id{[1-9][0-9]{0,14}}";
const access = { oneOf: ["observances:write"] } as const;
const written = observanceResponse.extend({ edition: told.edition }).meta({ id: "ChangedObservance" });
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
    answers: { 200: { says: "As it is now.", json: written } },
    refusals: ["key-taken", "busy"],
  };
}

const reading: Operation[] = [
  {
    method: "GET",
    path: OBSERVANCES,
    id: "listObservances",
    summary: "All days that return",
    access,
    answers: {
      200: { says: "All of them.", json: z.strictObject({ observances: z.array(listedObservanceResponse) }) },
    },
    example: {},
  },
  {
    method: "GET",
    path: OBSERVANCE,
    id: "readObservance",
    summary: "One of them",
    access,
    answers: { 200: { says: "The observance.", json: observanceResponse } },
    example: { path: { id: 1 } },
  },
  {
    method: "GET",
    path: `${OBSERVANCE}/versions`,
    id: "listVersions",
    summary: "What it was, newest first",
    description: "At most a hundred versions: what was approved, and what a commemoration was made from.",
    access,
    answers: {
      200: {
        says: "Its versions.",
        json: z.strictObject({
          versions: z.array(
            z.strictObject({
              version: z.int(),
              at: told.instant,
              token_id: z.string().nullable(),
              content: z.record(z.string(), z.unknown()).meta({ description: "As it was kept." }),
            }),
          ),
        }),
      },
    },
    example: { path: { id: 1 } },
  },
  {
    method: "GET",
    path: `${OBSERVANCE}/occurrences`,
    id: "listOccurrences",
    summary: "What was published, drafted, missed or held",
    description: "At most two hundred, newest first.",
    access,
    answers: {
      200: {
        says: "Its occurrences.",
        json: z.strictObject({ occurrences: z.array(occurrenceResponse) }),
      },
    },
    example: { path: { id: 1 } },
  },
];

const writing: Operation[] = [
  {
    method: "POST",
    path: OBSERVANCES,
    id: "createObservance",
    summary: "A new day that returns",
    access,
    body: { json: sent },
    answers: { 201: { says: "It is there.", json: written } },
    refusals: ["key-taken"],
    example: { json: founding },
  },
  changing({
    method: "PUT",
    path: OBSERVANCE,
    id: "changeObservance",
    summary: "The whole of it",
    description: "What is left out gets its default.",
    ifMatch: "needed",
    body: { json: sent },
    example: { path: { id: 1 }, json: { ...founding, local_time: "09:00" } },
  }),
  changing({
    method: "PUT",
    path: `${OBSERVANCE}/mode`,
    id: "setMode",
    summary: "Switches it on or off",
    description: "`off`: nothing. `remind`: a task. `draft`: an editor publishes. `auto`: the clock does.",
    body: { json: mode },
    example: { path: { id: 1 }, json: { mode: "draft" } },
  }),
  changing({
    method: "PUT",
    path: `${OBSERVANCE}/names/:lang`,
    id: "confirmName",
    summary: "Confirms a name, or corrects it",
    segments: { lang: told.lang },
    body: { json: naming },
    example: { path: { id: 1, lang: "ar" }, json: { name: "يوم تأسيس البلدة" } },
  }),
  changing({
    method: "PUT",
    path: `${OBSERVANCE}/approval`,
    id: "approve",
    summary: "Who answers for its going out by itself",
    description: "Of `version`, the one that they have read.",
    body: { json: approving },
    example: { path: { id: 1 }, json: { approver: "سعاد عيسى", version: 1 } },
  }),
  changing({
    method: "DELETE",
    path: `${OBSERVANCE}/approval`,
    id: "takeBackApproval",
    summary: "Nobody answers for it any more",
    example: { path: { id: 1 } },
  }),
  changing({
    method: "PUT",
    path: `${OBSERVANCE}/dates/:year{[0-9]{4}}`,
    id: "settleDate",
    summary: "The date of one year",
    description: "Of a Hijri year by how many days it moves, which confirms it.",
    body: { json: dating },
    example: { path: { id: 1, year: "2027" }, json: { date: "2027-12-01" } },
  }),
  changing({
    method: "DELETE",
    path: `${OBSERVANCE}/dates/:year{[0-9]{4}}`,
    id: "unsettleDate",
    summary: "One year follows the rule again",
    example: { path: { id: 1, year: "2027" } },
  }),
  {
    method: "PUT",
    path: `${OBSERVANCE}/occurrences/:date/:lang`,
    id: "linkOccurrence",
    summary: "An editor's article takes the commemoration's place",
    access,
    segments: { date: isoDay, lang: told.lang },
    body: { json: linking },
    answers: {
      200: {
        says: "Its occurrences, as they are now.",
        json: z.strictObject({ occurrences: z.array(occurrenceResponse) }),
      },
    },
    refusals: ["occurrence-taken", "busy"],
    example: { path: { id: 1, date: "2026-11-30", lang: "ar" }, json: { article_id: 1 } },
  },
];

export const observances: Group = {
  name: "Commemorations",
  about: "Days that return, the posts that they bring, and what holds the clock back.",
  operations: [...reading, ...writing, ...packOperations, ...switchOperations, ...previewOperations],
};
