/** The tokens' doors. */
import * as z from "zod";
import { ask, commit } from "../db/client";
import { type App, door } from "../http/door";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { Refusal } from "../problem";
import { holderOf, requireScope } from "./gate";
import { allTokens, insertToken, recordTokenAct, revokeToken, type TokenRow, tokenById } from "./store";
import { mintToken, SCOPES } from "./token";

const newToken = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(SCOPES)).min(1),
  /** RFC 3339 with an offset. */
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null),
});

export function openAccess(app: App): void {
  door(app, "/api/tokens", {
    GET: [
      requireScope("tokens:write"),
      async function listTokens(c) {
        const { db, waits } = c.var.runtime;
        const [rows] = await ask(db, [allTokens(db)], waits.d1Ms);
        return json({ tokens: rows.map(publicToken) }, 200);
      },
    ],
    POST: [
      requireScope("tokens:write"),
      async function createToken(c) {
        const { runtime } = c.var;
        const wish = await readJson(c.req.raw, newToken);
        const scopes = [...new Set(wish.scopes)];
        refuseMoreThanOwn(holderOf(c).scopes, scopes);
        const minted = await mintToken(runtime.random);
        const expiresAt = wish.expires_at === null ? null : Date.parse(wish.expires_at);
        const row = { ...minted, name: wish.name, scopes, createdAt: runtime.now(), expiresAt };
        const act = recordTokenAct(runtime.db, "token.create", minted.id, holderOf(c).tokenId, row.createdAt);
        await commit(runtime.db, [insertToken(runtime.db, row), act], runtime.waits.d1Ms);
        const created = publicToken({ ...row, revokedAt: null, lastUsedAt: null });
        return json({ ...created, token: minted.token }, 201, { Location: `/api/tokens/${minted.id}` });
      },
    ],
  });

  door(app, "/api/tokens/:id{[0-9a-f]{12}}", {
    DELETE: [
      requireScope("tokens:write"),
      async function revoke(c) {
        const { runtime } = c.var;
        const { db, waits } = runtime;
        const id = c.req.param("id") ?? "";
        const now = runtime.now();
        const act = recordTokenAct(db, "token.revoke", id, holderOf(c).tokenId, now);
        const [found] = await ask(db, [tokenById(db, id)], waits.d1Ms);
        if (found === null) throw new Refusal({ code: "not-found" });
        await commit(db, [revokeToken(db, id, now), act], waits.d1Ms);
        return json(publicToken({ ...found, revokedAt: found.revokedAt ?? now }), 200);
      },
    ],
  });
}

/** Nobody gives away what they do not have. */
function refuseMoreThanOwn(own: ReadonlySet<string>, wished: readonly string[]): void {
  for (const scope of wished) if (!own.has(scope)) throw new Refusal({ code: "scope-missing", scope });
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
