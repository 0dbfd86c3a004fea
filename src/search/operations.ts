/** What the search's doors take and answer. */
import * as z from "zod";
import type { Group } from "../http/operation";
import { told } from "../http/responses";
import { rebuildWish, searchQuery } from "./api-routes";

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

export const search: Group = {
  name: "Search",
  about: "Published articles by their words, harakat or not, in whatever spelling.",
  operations: [
    {
      method: "GET",
      path: "/api/search",
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
    },
    {
      method: "POST",
      path: "/api/search/rebuild",
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
    },
  ],
};
