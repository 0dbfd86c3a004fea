/** What the authors' doors take and answer. */
import * as z from "zod";
import type { Group } from "../../http/operation";
import { told } from "../../http/responses";
import { authorsQuery } from "./api-routes";
import { authorChange, authorShape, mergerShape } from "./author";

const AUTHOR = "/api/authors/:id{[1-9][0-9]{0,14}}";
const mayChange = { oneOf: ["settings:write", "articles:publish"] } as const;

const toldAuthor = z
  .strictObject({
    id: told.id,
    group: z.int().nullable().meta({
      description: "The same author in other languages shares it; null for one who is in this language only.",
    }),
    lang: told.lang,
    slug: z.string(),
    name: z.string(),
    about: z.string().meta({ description: "Paragraphs, one a line; of no letters for nothing." }),
    link: told.url.nullable(),
    url: told.url,
    other_names: z
      .array(z.string())
      .optional()
      .meta({ description: "By which bylines find them too; told to editors only." }),
    former_names: z.array(z.string()).optional().meta({
      description: "Those of them that readers had, and whose addresses lead here; told to editors only.",
    }),
  })
  .meta({ id: "Author", description: "Whoever signs articles, in one language." });
const written = toldAuthor.extend({ edition: told.edition });

export const authors: Group = {
  name: "Authors",
  about: "Whoever signs articles. A byline makes authors too: these doors say more of them.",
  operations: [
    {
      method: "GET",
      path: "/api/authors",
      id: "listAuthors",
      summary: "Authors, by language and name",
      description: "For anybody those who have something published; with any token all.",
      access: "everybody-or-more",
      query: authorsQuery,
      answers: {
        200: {
          says: "One page of the list.",
          json: z.strictObject({ authors: z.array(toldAuthor), next_cursor: told.nextCursor }),
        },
      },
      example: { query: { lang: "ar", limit: 10 } },
    },
    {
      method: "POST",
      path: "/api/authors",
      id: "createAuthor",
      summary: "A new author",
      access: mayChange,
      body: { json: authorShape },
      answers: { 201: { says: "It is there.", json: written } },
      refusals: ["author-taken", "translation-exists"],
      example: {
        json: { lang: "ar", name: "سعاد عيسى", other_names: ["س. عيسى"], about: "صحافيّة من حلب." },
      },
    },
    {
      method: "GET",
      path: AUTHOR,
      id: "readAuthor",
      summary: "One of them",
      description: "For anybody one who has something published.",
      access: "everybody-or-more",
      answers: { 200: { says: "The author.", json: toldAuthor } },
      example: { path: { id: 1 } },
    },
    {
      method: "PATCH",
      path: AUTHOR,
      id: "changeAuthor",
      summary: "What is said of them",
      description: "A byline that was printed stays as it was; the former name still finds them.",
      access: mayChange,
      ifMatch: "heeded",
      body: { json: authorChange },
      answers: { 200: { says: "As it is now.", json: written } },
      refusals: ["author-taken", "translation-exists"],
      example: { path: { id: 1 }, json: { about: "صحافيّة من حلب، تكتب عن المياه." } },
    },
    {
      method: "POST",
      path: `${AUTHOR}/merger`,
      id: "mergeAuthor",
      summary: "Another author becomes this one",
      description:
        "Everything that the other has signed is this one's; their names and their address lead here. Bylines stay as they were printed.",
      access: mayChange,
      body: { json: mergerShape },
      answers: { 200: { says: "As it is now.", json: written } },
      refusals: ["busy"],
      example: { path: { id: 1 }, json: { other: 2 } },
    },
  ],
};
