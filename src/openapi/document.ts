/** The API as OpenAPI 3.1, made of the operations that the routes carry. */

import * as z from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiRequestBodyObject,
} from "zod-openapi";
import { SCOPES } from "../db/schema";
import { onlyEdition } from "../http/fields";
import {
  type Access,
  type Example,
  type Group,
  type Operation,
  operationsOf,
  type RoutedOperation,
  refusalsOf,
} from "../http/operation";
import { CODES, exampleOf, toldProblem } from "../http/operation-refusals";
import { openApiPath, segmentsOf } from "./path";
import { responsesOf } from "./responses";

/** Of the API; it grows with what is added, and what is there stays. */
const VERSION = "1.0.0";

export type Document = ReturnType<typeof createDocument>;

/** @param origin scheme and host of the site. @param groups the routers, in reading order. */
export function openApiDocument(origin: string, groups: readonly Group[]): Document {
  return createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Dhikra",
        version: VERSION,
        description: ABOUT,
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: origin }],
      tags: groups.map(({ name, about }) => ({ name, description: about })),
      paths: pathsOf(groups),
      components: {
        schemas: { Problem: toldProblem },
        examples: Object.fromEntries(CODES.map(code => [code, { value: exampleOf(code) }])),
        securitySchemes: { token: SECURITY },
      },
    },
    { override: ({ jsonSchema }) => tidied(jsonSchema) },
  );
}

const ABOUT =
  "Reading what is published needs no token. Writing needs `Authorization: Bearer dhk_…`, a token with the scope that " +
  "the operation names, or Cloudflare Access where the site has it. Every refusal is `application/problem+json` with a stable `code`. Every answer to GET has an " +
  "ETag and heeds If-None-Match. Lists go on with `cursor`, which is opaque. Every site's script may read what it is " +
  "answered (CORS `*`); there are no cookies. What is not known in a query or a body is refused, never passed over. " +
  "Another method is answered 405 with Allow, another spelling of an address 308 with its own.";

const SECURITY = {
  type: "http",
  scheme: "bearer",
  bearerFormat: "dhk_…",
  description: `A token of this site. Its scopes are some of ${SCOPES.join(", ")}.`,
} as const;

function pathsOf(groups: readonly Group[]): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const { name, routers } of groups) {
    for (const operation of routers.flatMap(operationsOf)) {
      const path = openApiPath(operation.path);
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(operation, name) };
    }
  }
  return paths;
}

function operationObject(operation: RoutedOperation, tag: string): ZodOpenApiOperationObject {
  const { id, summary, description, access, body, example } = operation;
  const codes = refusalsOf(operation);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, needsOf(access)].filter(part => part !== undefined).join(" "),
    security: securityOf(access),
    ...(typeof access === "string"
      ? {}
      : { "x-scopes": "oneOf" in access ? { any: access.oneOf } : { all: access.allOf } }),
    requestParams: paramsOf(operation),
    ...(body === undefined ? {} : { requestBody: requestBody(body, example) }),
    responses: responsesOf(operation, codes),
  };
}

/** Who may ask, in a sentence. */
function needsOf(access: Access): string {
  if (access === "everybody") return "Anybody may ask.";
  if (access === "everybody-or-more") return "Anybody may ask; with any token it tells more.";
  const quoted = (scopes: readonly string[], between: string) =>
    scopes.map(scope => `\`${scope}\``).join(between);
  return "oneOf" in access
    ? `Needs ${quoted(access.oneOf, " or ")}.`
    : `Needs ${quoted(access.allOf, " and ")}.`;
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === "everybody") return [];
  return access === "everybody-or-more" ? [{}, { token: [] }] : [{ token: [] }];
}

function paramsOf({ path, segments, query, ifMatch, isIdempotent, method, example }: RoutedOperation) {
  const named = segmentsOf({ path, ...(segments === undefined ? {} : { segments }) });
  const ifMatchHeader = ifMatch === "heeded" ? IF_MATCH.optional() : IF_MATCH;
  const asked = query ?? (method === "GET" ? onlyEdition : undefined);
  const header = {
    ...(ifMatch === undefined ? {} : { "If-Match": ifMatchHeader }),
    ...(isIdempotent ? { "Idempotency-Key": IDEMPOTENCY_KEY } : {}),
    ...(method === "GET" ? { "If-None-Match": IF_NONE_MATCH } : {}),
  };
  return {
    path: z.object(withExamples(named, example.path)),
    ...(asked === undefined ? {} : { query: z.object(withExamples(asked.shape, example.query)) }),
    header: z.object(header),
  };
}

const IF_MATCH = z.string().meta({
  description: "The ETag that was read; its revision counts. `*` takes whatever stands.",
  param: { example: "*" },
});
const IF_NONE_MATCH = z.string().optional().meta({ description: "An ETag: 304 if it is still true." });
const IDEMPOTENCY_KEY = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .optional()
  .meta({ description: "Sent again within 24 hours with the same request, it takes effect once." });

/** Each parameter with what the operation's example gives it. */
function withExamples(shape: Readonly<Record<string, z.core.$ZodType>>, given: Example["query"] = {}) {
  const shown = Object.entries(shape).map(([name, one]): [string, z.core.$ZodType] => {
    const example = given[name];
    if (!(one instanceof z.ZodType)) return [name, one];
    const known = knownOf(one);
    const shownAs = example === undefined ? {} : { param: { ...paramOf(known), example } };
    return [name, one.meta({ ...known, ...shownAs })];
  });
  return Object.fromEntries(shown);
}

/** What is said of a shape that need not be sent is said of what stands inside. */
function knownOf(one: z.ZodType): Record<string, unknown> {
  const inner = one instanceof z.ZodOptional ? one.unwrap() : null;
  return { ...(inner instanceof z.ZodType ? knownOf(inner) : {}), ...z.globalRegistry.get(one) };
}

function paramOf(meta: Record<string, unknown> | undefined): object {
  const param = meta?.param;
  return typeof param === "object" && param !== null ? param : {};
}

function requestBody(body: NonNullable<Operation["body"]>, example: Example): ZodOpenApiRequestBodyObject {
  if ("json" in body) {
    const content = { "application/json": { schema: body.json, example: example.json } };
    return { content, required: body.isOptional !== true };
  }
  const [shown = ""] = (example.file?.type ?? "").split(";");
  const content = Object.entries(body.files).map(([type, description]) => [
    type,
    {
      schema: { description, ...(type.startsWith("multipart/") ? { type: "object" } : {}) },
      ...(type === shown ? { example: example.file?.text } : {}),
    },
  ]);
  return { content: Object.fromEntries(content), required: true };
}

/** Where a kind or a format says what a value is, a pattern says it less well: of the text of a number, or at great length. */
function tidied(schema: { type?: unknown; format?: unknown; pattern?: unknown }): void {
  const isSaid = schema.type === "integer" || schema.type === "array" || schema.format !== undefined;
  if (isSaid) delete schema.pattern;
}
