/** The contract's own doors. */
import * as z from "zod";
import type { Group } from "../http/operation";

export const contract: Group = {
  name: "This contract",
  about: "What is promised here is kept: addresses, fields and codes are added to, and not renamed.",
  operations: [
    {
      method: "GET",
      path: "/api/openapi.json",
      id: "readContract",
      summary: "This API as OpenAPI 3.1",
      access: "everybody",
      answers: {
        200: {
          says: "The document.",
          json: z.looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) }),
        },
      },
      example: {},
    },
    {
      method: "GET",
      path: "/api/docs",
      id: "readReference",
      summary: "The same for people",
      access: "everybody",
      answers: { 200: { says: "A page.", type: "text/html" } },
      example: {},
    },
  ],
};
