/** What the preview's doors take and answer. */

import * as z from "zod";
import { MODES, TONES } from "../../db/schema";
import type { Operation } from "../../http/operation";
import { told } from "../../http/responses";
import { occurrenceDates, toldHold } from "../responses";
import { query } from "./api-routes";

const access = { oneOf: ["observances:write"] } as const;

const coming = z
  .strictObject({
    observance_id: told.id,
    key: z.string(),
    pack: z.string().nullable(),
    lang: told.lang,
    name: z.string().nullable(),
    mode: z.enum(MODES),
    action: z.enum(["publish", "draft", "missed", "remind", "made"]),
    acts_at: told.instant,
    ...occurrenceDates,
    years: z.int().nullable(),
    title: z.string().nullable(),
    body: z.string().nullable(),
    body_format: z.enum(["text", "html"]).nullable(),
    holds: z.array(toldHold),
    crowded: z.boolean(),
    tone: z.enum(TONES),
    source: z.string(),
    approver: z.string().nullable(),
    see_also: z
      .array(z.strictObject({ article_id: told.id, title: z.string() }))
      .nullable()
      .meta({ description: "Of the next ones only." }),
  })
  .meta({ id: "Coming", description: "One occurrence that comes, in one language." });

const preview = z.strictObject({
  from: told.day,
  to: told.day,
  zone: z.string(),
  posts: z.int(),
  held: z.int(),
  crowded_days: z.array(told.day),
  broken: z.array(z.string()),
  occurrences: z.array(coming),
});

const task = z
  .union([
    z.strictObject({ kind: z.literal("write"), key: z.string(), lang: told.lang, local_date: told.day }),
    z.strictObject({
      ...{ kind: z.literal("approve"), key: z.string(), lang: told.lang, local_date: told.day },
      article_id: told.id,
      is_missed: z.boolean(),
    }),
    z.strictObject({
      ...{ kind: z.literal("confirm-date"), key: z.string(), observance_id: told.id },
      year: z.int(),
      local_date: told.day,
    }),
    z.strictObject({ kind: z.literal("crowded"), local_date: told.day }),
  ])
  .meta({ id: "Task" });

/** The three forms of it have the rest in common. */
const ahead = {
  method: "GET",
  access,
  query,
  refusals: ["not-found"],
  example: { query: { months: 3 } },
} as const;

export const previewOperations: readonly Operation[] = [
  {
    ...ahead,
    path: "/api/commemorations/preview",
    id: "previewCommemorations",
    summary: "What the clock will do",
    description: "The publishing code itself, run dry.",
    answers: { 200: { says: "What comes.", json: preview } },
  },
  {
    ...ahead,
    path: "/api/commemorations/preview.ics",
    id: "previewAsCalendar",
    summary: "The same as a calendar",
    answers: { 200: { says: "A calendar.", type: "text/calendar" } },
  },
  {
    ...ahead,
    path: "/api/commemorations/preview.html",
    id: "previewAsPage",
    summary: "The same as a page",
    answers: { 200: { says: "A page.", type: "text/html" } },
  },
  {
    method: "GET",
    path: "/api/commemorations/tasks",
    id: "listTasks",
    summary: "What the days ask of editors",
    access,
    answers: { 200: { says: "By date.", json: z.strictObject({ tasks: z.array(task) }) } },
    example: {},
  },
];
