/** What an operation answers, by status: what it says when it succeeds, and how it refuses. */
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { Answer, Code, RoutedOperation } from "../http/operation";
import { statusesOf } from "../http/operation-refusals";

const text = (description: string) => ({ description, schema: { type: "string" as const } });

const ETAG = { ETag: text("For If-None-Match, and where the operation takes it for If-Match.") };
const LOCATION = { Location: text("Where it stands.") };
const LATER = { "Retry-After": text("Seconds to wait.") };
const ASKED = { "WWW-Authenticate": text("The scheme, and the scope that is missing.") };

/** @param codes of its refusals, each once. */
export function responsesOf(operation: RoutedOperation, codes: readonly Code[]): ZodOpenApiResponsesObject {
  const responses: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, answer] of Object.entries(operation.answers))
    responses[status] = successOf(operation, status, answer);
  if (operation.method === "GET") responses["304"] = { description: "What you have is true.", headers: ETAG };
  for (const status of [...new Set(codes.flatMap(statusesOf))].toSorted()) {
    const own = codes.filter(code => statusesOf(code).includes(status));
    const refused = refusal(own, status);
    const success = responses[status];
    // The health of a site that is not well is no refusal.
    responses[status] =
      success === undefined ? refused : { ...success, content: { ...success.content, ...refused.content } };
  }
  return responses;
}

function successOf(
  { method }: RoutedOperation,
  status: string,
  { says, json, type }: Answer,
): ZodOpenApiResponseObject {
  const headers = { ...(method === "GET" ? ETAG : {}), ...(status === "201" ? LOCATION : {}) };
  const content =
    json === undefined
      ? { [type ?? "text/plain"]: { schema: { type: "string" as const } } }
      : { "application/json": { schema: json } };
  return { description: says, headers, content };
}

/** Many operations refuse alike: each way stands once, as a component. */
const known = new Map<string, ZodOpenApiResponseObject>();

function refusal(codes: readonly Code[], status: number): ZodOpenApiResponseObject {
  const id = [status, ...codes.toSorted()].join(".");
  const one = known.get(id) ?? refusalOf(id, codes.toSorted(), status);
  known.set(id, one);
  return one;
}

function refusalOf(id: string, codes: readonly Code[], status: number): ZodOpenApiResponseObject {
  return {
    id,
    description: codes.map(code => `\`${code}\``).join(", "),
    headers: {
      ...(status === 401 || status === 403 ? ASKED : {}),
      ...([429, 503].includes(status) ? LATER : {}),
    },
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { type: "object", properties: { code: { enum: [...codes] } } },
          ],
        },
        examples: Object.fromEntries(codes.map(code => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}
