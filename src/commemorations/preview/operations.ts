/** What the preview's doors take and answer. */

import * as z from "zod";
import type { Operation } from "../../http/operation";
import { query } from "./api-routes";
import { previewResponse, taskResponse } from "./responses";

const access = { oneOf: ["observances:write"] } as const;

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
    answers: { 200: { says: "What comes.", json: previewResponse } },
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
    answers: { 200: { says: "By date.", json: z.strictObject({ tasks: z.array(taskResponse) }) } },
    example: {},
  },
];
