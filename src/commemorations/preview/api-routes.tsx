/** The preview's doors: what the clock will do, as JSON, as a calendar and as a page; and what it asks of editors. */
import * as z from "zod";
import { operation } from "../../auth/scopes";
import { numberInAddress, numberOr } from "../../http/fields";
import { readQuery } from "../../http/read-body";
import { json, PLAIN_HEADERS, PRIVATE } from "../../http/respond";
import { type AppContext, createRouter } from "../../http/routes";
import { LANGS } from "../../text/languages";
import { htmlDocument } from "../../view/document";
import type { Related } from "../article-queries";
import { findRelated } from "../publish/related";
import { type Coming, previewAhead } from "./preview";
import { PreviewPage } from "./preview-page";
import { previewCalendar, previewJson, previewResponse, taskResponse } from "./responses";
import { tasksNow } from "./tasks";

export const query = z.strictObject({
  months: numberOr(12, 24).meta({ description: "How far ahead." }),
  observance: numberInAddress(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe("The id of one observance, which is shown also while it is off."),
  lang: z.enum(LANGS).default("ar").describe("Of the page, and of the calendar's name."),
});

/** Of how many that come next the see-also is looked up: each asks the search. */
const LOOKED_UP = 10;

const access = { oneOf: ["observances:write"] } as const;

/** The three forms of it have the rest in common. */
const ahead = {
  access,
  query,
  refusals: ["not-found"],
  example: { query: { months: 3 } },
} as const;

export const commemorationPreviewRoutes = createRouter();

commemorationPreviewRoutes.get(
  "/api/commemorations/preview",
  operation({
    ...ahead,
    id: "previewCommemorations",
    summary: "What the clock will do",
    description: "The publishing code itself, run dry.",
    answers: { 200: { says: "What comes.", json: previewResponse } },
  }),
  asJson,
);

commemorationPreviewRoutes.get(
  "/api/commemorations/preview.ics",
  operation({
    ...ahead,
    id: "previewAsCalendar",
    summary: "The same as a calendar",
    answers: { 200: { says: "A calendar.", type: "text/calendar" } },
  }),
  asCalendar,
);

commemorationPreviewRoutes.get(
  "/api/commemorations/preview.html",
  operation({
    ...ahead,
    id: "previewAsPage",
    summary: "The same as a page",
    answers: { 200: { says: "A page.", type: "text/html" } },
  }),
  asPage,
);

commemorationPreviewRoutes.get(
  "/api/commemorations/tasks",
  operation({
    id: "listTasks",
    summary: "What the days ask of editors",
    access,
    answers: { 200: { says: "By date.", json: z.strictObject({ tasks: z.array(taskResponse) }) } },
    example: {},
  }),
  listTasks,
);

async function asJson(c: AppContext): Promise<Response> {
  const { preview } = await asked(c);
  const related = new Map<Coming, readonly Related[]>();
  const next = preview.coming.filter(({ action, holds }) => action !== "made" && holds.length === 0);
  for (const one of next.slice(0, LOOKED_UP)) {
    const { observance, dueAt } = one.planned;
    related.set(one, await findRelated(c.var.runtime, observance, one.lang, dueAt));
  }
  return json(previewJson(preview, related), 200);
}

async function asCalendar(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { preview, lang } = await asked(c);
  const text = previewCalendar(preview, lang, new URL(runtime.origin).host, runtime.now());
  return new Response(text, {
    headers: { ...PLAIN_HEADERS, "Content-Type": "text/calendar; charset=utf-8", "Content-Language": lang },
  });
}

async function asPage(c: AppContext): Promise<Response> {
  const { preview, lang } = await asked(c);
  const document = await htmlDocument(lang, <PreviewPage preview={preview} lang={lang} />);
  const headers = { ...Object.fromEntries(document.headers), "Cache-Control": PRIVATE };
  return new Response(document.body, { headers });
}

async function listTasks(c: AppContext): Promise<Response> {
  return json({ tasks: await tasksNow(c.var.runtime) }, 200);
}

async function asked(c: AppContext) {
  const { months, observance, lang } = readQuery(c.req.raw, query);
  return { preview: await previewAhead(c.var.runtime, months, observance ?? null), lang };
}
