/** What the sections' doors take and answer. */

import * as z from "zod";
import type { Group } from "../../http/operation";
import { told } from "../../http/responses";
import { toldSection } from "../../settings/responses";
import { sectionChange, sectionShape } from "./section";

const mayChange = { oneOf: ["settings:write"] } as const;
const SECTION = "/api/sections/:id{[1-9][0-9]{0,14}}";

const toldWhole = toldSection
  .extend({
    formerly: z
      .array(z.string())
      .meta({ description: "The addresses that it had, as they are compared: they redirect to it." }),
  })
  .meta({ id: "WholeSection" });
const written = toldWhole.extend({ edition: told.edition });

export const sections: Group = {
  name: "Sections",
  about: "The desks of the newspaper, in each language by themselves.",
  operations: [
    {
      method: "GET",
      path: "/api/sections",
      id: "listSections",
      summary: "The sections of all languages, in order",
      access: "everybody",
      answers: {
        200: { says: "All of them.", json: z.strictObject({ sections: z.array(toldWhole) }) },
      },
      example: {},
    },
    {
      method: "POST",
      path: "/api/sections",
      id: "createSection",
      summary: "A new section",
      access: mayChange,
      body: { json: sectionShape },
      answers: { 201: { says: "It is there.", json: written } },
      refusals: ["section-taken", "translation-exists"],
      example: { json: { lang: "ar", name: "ثقافة", position: 2 } },
    },
    {
      method: "GET",
      path: SECTION,
      id: "readSection",
      summary: "One of them",
      access: "everybody",
      answers: { 200: { says: "The section.", json: toldWhole } },
      example: { path: { id: 1 } },
    },
    {
      method: "PATCH",
      path: SECTION,
      id: "changeSection",
      summary: "Its name, its place or its address",
      description: "The address that it had redirects for ever.",
      access: mayChange,
      ifMatch: "heeded",
      body: { json: sectionChange },
      answers: { 200: { says: "As it is now.", json: written } },
      refusals: ["section-taken"],
      example: { path: { id: 1 }, json: { position: 1 } },
    },
    {
      method: "DELETE",
      path: SECTION,
      id: "removeSection",
      summary: "Removes it",
      description: "Not while any article is filed under it, be it in the trash.",
      access: mayChange,
      ifMatch: "heeded",
      answers: { 200: { says: "As it was.", json: written } },
      refusals: ["section-in-use"],
      example: { path: { id: 1 } },
    },
  ],
};
