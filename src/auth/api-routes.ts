/** The tokens' doors. */

import * as z from "zod";
import { audit } from "../db/audit";
import { commit, runQueries } from "../db/client";
import { SCOPES, type Scope } from "../db/schema";
import { exactInstant, idCursor, pageLimit } from "../http/fields";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import type { Holder } from "../http/routes";
import { type AppContext, createRouter } from "../http/routes";
import { cleanLine } from "../text/clean";
import { memberName } from "./access";
import { KINDS, LOOKED_THROUGH } from "./audit";
import {
  actsFrom,
  allTokens,
  insertToken,
  newestAct,
  revokeToken,
  type TokenRow,
  tokenById,
} from "./queries";
import { holderOf, operation } from "./scopes";
import { mintToken } from "./tokens";

export const newToken = z.strictObject({
  name: z
    .string()
    .overwrite(cleanLine)
    .refine(name => name !== "" && name.length <= 100, "must have 1 to 100 letters"),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, `name at least one of ${SCOPES.join(", ")}: a token without any opens nothing`),
  expires_at: exactInstant.nullable().default(null),
});

export const auditQuery = z.strictObject({
  kind: z.enum(KINDS).optional(),
  token: z
    .string()
    .regex(/^(?:[0-9a-f]{12}|access:\S{1,200})$/, "is neither a token's id nor access: with a name")
    .optional(),
  subject: z.string().min(1).max(200).optional(),
  limit: pageLimit(50),
  cursor: idCursor,
});

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

export const tokenRoutes = createRouter();

tokenRoutes.get(
  "/api/tokens",
  operation({
    id: "listTokens",
    summary: "All tokens",
    access: mayTokens,
    answers: { 200: { says: "All of them.", json: z.strictObject({ tokens: z.array(toldToken) }) } },
    example: {},
  }),
  listTokens,
);

tokenRoutes.post(
  "/api/tokens",
  operation({
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
  }),
  createToken,
);

tokenRoutes.get(
  "/api/audit",
  operation({
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
  }),
  listAudit,
);

tokenRoutes.delete(
  "/api/tokens/:id{[0-9a-f]{12}}",
  operation({
    id: "revokeToken",
    summary: "Revokes, from the next request on",
    access: mayTokens,
    answers: { 200: { says: "As it is now.", json: toldToken } },
    example: { path: { id: "0123456789ab" } },
  }),
  revoke,
);

async function listTokens(c: AppContext): Promise<Response> {
  const { db, waits } = c.var.runtime;
  const [rows] = await runQueries(db, [allTokens(db)], waits.d1Ms);
  return json({ tokens: rows.map(publicToken) }, 200);
}

async function createToken(c: AppContext): Promise<Response> {
  const { db, waits, random, now } = c.var.runtime;
  const wish = await readJson(c.req.raw, newToken);
  const holder = holderOf(c);
  const scopes = [...new Set(wish.scopes)];
  const expiresAt = wish.expires_at === null ? null : Date.parse(wish.expires_at);
  refuseMoreThanOwn(holder, scopes, expiresAt, now());
  const minted = await mintToken(random);
  const row = { ...minted, name: wish.name, scopes, createdAt: now(), expiresAt };
  const act = audit(db, {
    at: row.createdAt,
    tokenId: holder.tokenId,
    action: "token.create",
    subject: minted.id,
    edition: "none",
  });
  await commit(db, [insertToken(db, row), act], waits.d1Ms);
  const created = publicToken({ ...row, revokedAt: null, lastUsedAt: null });
  return json({ ...created, token: minted.token }, 201, { Location: `/api/tokens/${minted.id}` });
}

async function revoke(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.var.runtime;
  const id = c.req.param("id") ?? "";
  const [found] = await runQueries(db, [tokenById(db, id)], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const act = audit(db, {
    at: now(),
    tokenId: holderOf(c).tokenId,
    action: "token.revoke",
    subject: id,
    edition: "none",
  });
  await commit(db, [revokeToken(db, id, now()), act], waits.d1Ms);
  return json(publicToken({ ...found, revokedAt: found.revokedAt ?? now() }), 200);
}

/** Newest first. A page may hold fewer than asked, or none, and go on: `next_cursor` is null at the beginning of the log. */
async function listAudit(c: AppContext): Promise<Response> {
  const { db, waits } = c.var.runtime;
  const { kind, token, subject, limit, cursor } = readQuery(c.req.raw, auditQuery);
  const from = cursor ?? (await runQueries(db, [newestAct(db)], waits.d1Ms))[0];
  const wanted = { kind: kind ?? null, tokenId: token ?? null, subject: subject ?? null };
  const [acts] = await runQueries(db, [actsFrom(db, from, wanted, limit)], waits.d1Ms);
  const last = acts.length === limit ? acts.at(-1)?.id : undefined;
  const next = last === undefined ? from - LOOKED_THROUGH : last - 1;
  const told = acts.map(({ at, tokenId, tokenName, action, subject, edition }) => ({
    at: new Date(at).toISOString(),
    token: tokenId === null ? null : { id: tokenId, name: tokenName ?? memberName(tokenId) },
    ...{ action, subject, edition },
  }));
  return json({ acts: told, next_cursor: next > 0 ? String(next) : null }, 200);
}

/** Nobody gives away what they do not have: neither a scope, nor a longer life. */
function refuseMoreThanOwn(
  holder: Holder,
  scopes: readonly Scope[],
  expiresAt: number | null,
  now: number,
): void {
  const missing = scopes.find(scope => !holder.scopes.has(scope));
  if (missing !== undefined) throw new ProblemError({ code: "scope-missing", scope: missing });
  const outlives = holder.expiresAt !== null && (expiresAt === null || expiresAt > holder.expiresAt);
  const isPast = expiresAt !== null && expiresAt <= now;
  if (!outlives && !isPast) return;
  const end =
    holder.expiresAt === null ? "" : `; your own ends at ${new Date(holder.expiresAt).toISOString()}`;
  const message = `'expires_at' must lie ahead and not after the end of the token that makes it${end}.`;
  throw new ProblemError({ code: "invalid", faults: [{ code: "not-valid", field: "expires_at", message }] });
}

/** Everything about a token but what opens. */
function publicToken(row: Omit<TokenRow, "secretHash">) {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    created_at: at(row.createdAt),
    expires_at: at(row.expiresAt),
    revoked_at: at(row.revokedAt),
    last_used_at: at(row.lastUsedAt),
  };
}
