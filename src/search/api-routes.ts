/** The search's doors for programs. */
import * as z from "zod";
import { permalink } from "../articles/article";
import { operation } from "../auth/scopes";
import { isoDay, pageLimit } from "../http/fields";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter } from "../http/routes";
import { settingsForReaders } from "../settings/page";
import type { Settings } from "../settings/settings";
import { sectionNamed } from "../site/sections";
import { addDays } from "../text/dates/civil-date";
import { instantOf } from "../text/dates/time-zone";
import { directionOf, LANGS, type Lang } from "../text/languages";
import { QUERY_LETTERS } from "../view/components";
import { emptyIndex, followSearch } from "./follow";
import { likelyLanguage } from "./query";
import { CURSOR, cursorText, readCursor } from "./rank";
import { type SearchResponse, type SearchResult, search } from "./search";

/** Days that calendar computations can go beyond by one. */
const searchDay = isoDay.refine(
  day => day >= "1000-01-01" && day <= "9998-12-31",
  "must lie in the years 1000 to 9998",
);

export const searchQuery = z.strictObject({
  q: z
    .string()
    .refine(q => q.trim() !== "", "says nothing; give the words that are looked for")
    .refine(q => q.length <= QUERY_LETTERS, `is longer than ${QUERY_LETTERS} letters`),
  lang: z.enum(LANGS).optional(),
  section: z.string().min(1).max(200).optional().describe("A section's slug or name."),
  from: searchDay.optional(),
  to: searchDay.optional(),
  limit: pageLimit(10, 20),
  cursor: z.string().regex(CURSOR, "is none of ours; take next_cursor of the page before").optional(),
});

export const rebuildWish = z.strictObject({ from_nothing: z.boolean().default(false) });

const segments = z
  .array(z.strictObject({ text: z.string(), matched: z.boolean() }))
  .meta({ id: "Segments", description: "Pieces of text, never HTML." });

const result = z
  .strictObject({
    id: told.id,
    lang: told.lang,
    dir: told.dir,
    url: told.url,
    published_on: told.day,
    title: segments,
    excerpt: segments,
  })
  .meta({ id: "SearchResult" });

export const searchRoutes = createRouter();

searchRoutes.get(
  "/api/search",
  operation({
    id: "search",
    summary: "Articles by their words",
    description:
      "The best first, then the rest newest first. A phrase stands in quotation marks, a minus excludes, the last word may be a beginning of three letters.",
    access: "everybody",
    query: searchQuery,
    answers: {
      200: {
        says: "What was found.",
        json: z.strictObject({
          query: z.string(),
          lang: told.lang,
          results: z.array(result),
          elsewhere: z.array(result).meta({ description: "A few of the other languages." }),
          next_cursor: told.nextCursor,
          did_you_mean: z.string().nullable().meta({ description: "When nothing was found." }),
        }),
      },
    },
    example: { query: { q: "محطات المياه", lang: "ar", limit: 10 } },
  }),
  searchForPrograms,
);

searchRoutes.post(
  "/api/search/rebuild",
  operation({
    id: "rebuildSearch",
    summary: "Brings the index up to now, some hundred editions a call",
    description: "To be called until `edition` is `current`. `from_nothing` empties it first.",
    access: { oneOf: ["settings:write"] },
    body: { json: rebuildWish },
    answers: {
      200: {
        says: "How far it is.",
        json: z.strictObject({ edition: z.int(), current: z.int(), indexed: z.int() }),
      },
    },
    example: { json: { from_nothing: false } },
  }),
  rebuild,
);

async function searchForPrograms(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const asked = readQuery(c.req.raw, searchQuery);
  const settings = await settingsForReaders(runtime);
  const lang = asked.lang ?? likelyLanguage(asked.q, settings.languages);
  // A day of the newsroom begins and ends there; a midnight that clocks skip is the first instant after it.
  const midnight = (day: string) => instantOf(day, "00:00", settings.zone).ms;
  const found = await search(runtime, {
    typed: asked.q,
    lang,
    sectionId: asked.section === undefined ? null : sectionIn(settings, lang, asked.section),
    limit: asked.limit,
    from: asked.from === undefined ? null : midnight(asked.from),
    to: asked.to === undefined ? null : midnight(addDays(asked.to, 1)),
    cursor: readCursor(asked.cursor),
  });
  return json({ query: asked.q, lang, ...publicFound(found, runtime.origin) }, 200);
}

/** @throws ProblemError `invalid` when there is no such section */
function sectionIn({ contents }: Settings, lang: Lang, named: string): number {
  const found = sectionNamed(contents, lang, named);
  if (typeof found === "number") return found;
  throw new ProblemError({ code: "invalid", faults: [found] });
}

/** One call brings the index some hundred editions nearer; to be called until `edition` is `current`. */
async function rebuild(c: AppContext): Promise<Response> {
  const wish = await readJson(c.req.raw, rebuildWish);
  if (wish.from_nothing) await emptyIndex(c.var.runtime);
  return json(await followSearch(c.var.runtime), 200);
}

function publicFound(found: SearchResponse, origin: string) {
  return {
    results: found.results.map(result => publicResult(result, origin)),
    elsewhere: found.elsewhere.map(result => publicResult(result, origin)),
    next_cursor: found.next === null ? null : cursorText(found.next),
    did_you_mean: found.didYouMean,
  };
}

function publicResult({ hit, title, excerpt }: SearchResult, origin: string) {
  const { id, lang, publishedOn } = hit;
  return {
    id,
    lang,
    dir: directionOf(lang),
    url: origin + permalink(hit),
    published_on: publishedOn,
    title,
    excerpt,
  };
}
