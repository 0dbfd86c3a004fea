/**
 * The API's description: the document for programs, and the same for people. Both are made by `npm run contract`,
 * before each bundle.
 */
import * as z from "zod";
import { operation } from "../auth/scopes";
import { CONSTANT, constant } from "../http/respond";
import { type AppContext, createRouter } from "../http/routes";
import type { Runtime } from "../runtime";
import { documentHeaders } from "../view/document";

/** Stands for the site's own origin in what was written beforehand. */
const WRITTEN_FOR = "https://news.example";

export const contractRoutes = createRouter();

contractRoutes.get(
  "/api/openapi.json",
  operation({
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
  }),
  readContract,
);

contractRoutes.get(
  "/api/docs",
  operation({
    id: "readReference",
    summary: "The same for people",
    access: "everybody",
    answers: { 200: { says: "A page.", type: "text/html" } },
    example: {},
  }),
  readReference,
);

async function readContract(c: AppContext): Promise<Response> {
  const { default: written } = await import("../../generated/openapi.json.txt");
  return constant("application/json; charset=utf-8", at(c.var.runtime, written));
}

async function readReference(c: AppContext): Promise<Response> {
  const { default: written } = await import("../../generated/reference.html");
  const html = at(c.var.runtime, written);
  const headers = { ...Object.fromEntries(await documentHeaders("en", html)), "Cache-Control": CONSTANT };
  return new Response(html, { headers });
}

const at = ({ origin }: Runtime, written: string) => written.replaceAll(WRITTEN_FOR, origin);
