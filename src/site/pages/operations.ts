/** What the standing pages' doors take and answer. */
import * as z from "zod";
import type { Group } from "../../http/operation";
import { told } from "../../http/responses";
import { rewrittenPageShape, standingPageShape } from "./standing-page";

const PAGE = "/api/pages/:id{[1-9][0-9]{0,14}}";
const mayChange = { oneOf: ["settings:write"] } as const;

const toldEntry = z
  .strictObject({
    id: told.id,
    group: z.int().meta({ description: "Translations of one page share it." }),
    lang: told.lang,
    slug: z.string(),
    title: z.string(),
    url: told.url,
  })
  .meta({ id: "StandingPageEntry" });

const toldPage = toldEntry
  .extend({
    body_text: z.string(),
    position: z.int(),
    formerly: z
      .array(z.string())
      .meta({ description: "The addresses that it had, as they are compared: they redirect to it." }),
    revised_at: told.instant,
  })
  .meta({ id: "StandingPage", description: "A page that stands outside time: about, contact." });
const written = toldPage.extend({ edition: told.edition });

const about = { lang: "ar", title: "عن الموقع", body: "موقعٌ إخباريّ مستقلّ.\nيُحرّره صحافيّون من البلدة." };

export const standingPages: Group = {
  name: "Standing pages",
  about: "Pages that stand outside time: about, contact.",
  operations: [
    {
      method: "GET",
      path: "/api/pages",
      id: "listPages",
      summary: "The standing pages of all languages, in order",
      access: "everybody",
      answers: { 200: { says: "All of them.", json: z.strictObject({ pages: z.array(toldEntry) }) } },
      example: {},
    },
    {
      method: "POST",
      path: "/api/pages",
      id: "createPage",
      summary: "A new page",
      access: mayChange,
      body: { json: standingPageShape },
      answers: { 201: { says: "It is there.", json: written } },
      refusals: ["page-taken", "translation-exists"],
      example: { json: about },
    },
    {
      method: "GET",
      path: PAGE,
      id: "readPage",
      summary: "One of them",
      access: "everybody",
      answers: { 200: { says: "The page.", json: toldPage } },
      example: { path: { id: 1 } },
    },
    {
      method: "PUT",
      path: PAGE,
      id: "changePage",
      summary: "The whole of it",
      description: "Its language stays; another `slug` redirects the old one for ever.",
      access: mayChange,
      ifMatch: "needed",
      body: { json: rewrittenPageShape },
      answers: { 200: { says: "As it is now.", json: written } },
      refusals: ["page-taken", "translation-exists"],
      example: { path: { id: 1 }, json: { ...about, position: 1 } },
    },
    {
      method: "DELETE",
      path: PAGE,
      id: "removePage",
      summary: "Removes it",
      access: mayChange,
      ifMatch: "needed",
      answers: { 200: { says: "As it was.", json: written } },
      example: { path: { id: 1 } },
    },
  ],
};
