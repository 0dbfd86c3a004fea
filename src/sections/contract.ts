/** What the sections' doors take and answer. */
import * as z from "zod";
import { toldSection } from "../articles/told";
import type { Group } from "../contract/operation";
import { told } from "../http/told";
import { sectionChange, sectionShape } from "./section";

const mayChange = { oneOf: ["settings:write"] } as const;
const written = toldSection.extend({ edition: told.edition });

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
        200: { says: "All of them.", json: z.strictObject({ sections: z.array(toldSection) }) },
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
      method: "PATCH",
      path: "/api/sections/:id{[1-9][0-9]{0,14}}",
      id: "changeSection",
      summary: "Its name or its place",
      description: "Its address stays.",
      access: mayChange,
      body: { json: sectionChange },
      answers: { 200: { says: "As it is now.", json: written } },
      refusals: ["not-found"],
      example: { path: { id: 1 }, json: { position: 1 } },
    },
  ],
};
