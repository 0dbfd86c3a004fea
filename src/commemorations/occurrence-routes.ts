/** The versions of an observance, and its occurrences. */
import * as z from "zod";
import { holderOf, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { isoDay } from "../http/fields";
import { ProblemError } from "../http/problem";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { isLang, type Lang } from "../text/languages";
import { occurrencesOf } from "./occurrence-queries";
import { linkArticle } from "./publish/commemorate";
import { versionsOf } from "./queries";
import { occurrenceResponse, publicOccurrence } from "./responses";

/** How many occurrences are listed, newest first. */
const OCCURRENCES = 200;
/** How many of its versions are told, newest first. */
const VERSIONS = 100;

const access = { oneOf: ["observances:write"] } as const;
const linking = z.strictObject({ article_id: z.int().positive() });

export const occurrenceRoutes = createRouter();

occurrenceRoutes.get(
  `/api/observances/${ID}/versions`,
  operation({
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
  }),
  listVersions,
);

occurrenceRoutes.get(
  `/api/observances/${ID}/occurrences`,
  operation({
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
  }),
  listOccurrences,
);

occurrenceRoutes.put(
  `/api/observances/${ID}/occurrences/:date/:lang`,
  operation({
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
  }),
  link,
);

async function listVersions(c: AppContext): Promise<Response> {
  const { db, waits } = c.var.runtime;
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
  const { db, waits } = c.var.runtime;
  const [found] = await runQueries(db, [occurrencesOf(db, idOf(c), OCCURRENCES)], waits.d1Ms);
  return json({ occurrences: found.map(publicOccurrence) }, 200);
}

async function link(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { article_id: articleId } = await readJson(c.req.raw, linking);
  const date = c.req.param("date") ?? "";
  if (!isoDay.safeParse(date).success) throw new ProblemError({ code: "not-found" });
  await linkArticle(runtime, idOf(c), date, langOf(c), articleId, holderOf(c).tokenId);
  return await listOccurrences(c);
}

function langOf(c: AppContext): Lang {
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  return lang;
}
