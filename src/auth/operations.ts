/** What the doors of tokens and of the audit log take and answer. */

import * as z from "zod";
import { SCOPES } from "../db/schema";
import type { Group } from "../http/operation";
import { told } from "../http/responses";
import { auditQuery, newToken } from "./api-routes";

const mayTokens = { oneOf: ["tokens:write"] } as const;

const toldToken = z
  .strictObject({
    id: z.string().regex(/^[0-9a-f]{12}$/),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    created_at: told.instant,
    expires_at: told.instant.nullable(),
    revoked_at: told.instant.nullable(),
    last_used_at: told.instant.nullable().meta({ description: "To the hour." }),
  })
  .meta({ id: "Token", description: "Everything about a token but what opens." });

const act = z
  .strictObject({
    at: told.instant,
    token: z
      .strictObject({ id: z.string(), name: z.string().nullable() })
      .nullable()
      .meta({ description: "Null for the clock. Of a refusal: the one that was claimed." }),
    action: z.string(),
    subject: z.string(),
    edition: z.int().nullable(),
  })
  .meta({ id: "Act", description: "A write, or a refusal." });

export const access: Group = {
  name: "Tokens and the audit log",
  about: "Who may do what, and who did.",
  operations: [
    {
      method: "GET",
      path: "/api/tokens",
      id: "listTokens",
      summary: "All tokens",
      access: mayTokens,
      answers: { 200: { says: "All of them.", json: z.strictObject({ tokens: z.array(toldToken) }) } },
      example: {},
    },
    {
      method: "POST",
      path: "/api/tokens",
      id: "createToken",
      summary: "A new token",
      description:
        "Nobody gives away a scope that they do not have, nor a longer life. `token` is in this answer and nowhere else.",
      access: mayTokens,
      body: { json: newToken },
      answers: { 201: { says: "It is there.", json: toldToken.extend({ token: z.string() }) } },
      example: {
        json: { name: "مكتب حلب", scopes: ["articles:draft"], expires_at: "2126-12-31T00:00:00+03:00" },
      },
    },
    {
      method: "DELETE",
      path: "/api/tokens/:id{[0-9a-f]{12}}",
      id: "revokeToken",
      summary: "Revokes, from the next request on",
      access: mayTokens,
      answers: { 200: { says: "As it is now.", json: toldToken } },
      example: { path: { id: "0123456789ab" } },
    },
    {
      method: "GET",
      path: "/api/audit",
      id: "listActs",
      summary: "Every write and refusal, newest first",
      description: "An answer looks through 5,000 acts at most, so a page may be short, or empty, and go on.",
      access: { oneOf: ["settings:write"] },
      query: auditQuery,
      answers: {
        200: {
          says: "One page of the log.",
          json: z.strictObject({ acts: z.array(act), next_cursor: told.nextCursor }),
        },
      },
      example: { query: { kind: "article", limit: 20 } },
    },
  ],
};
