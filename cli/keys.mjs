/** `dhikra token create|list|revoke`: who may write. */
import { EXIT } from "./failures.mjs";

/**
 * @typedef {object} Token
 * @property {string} id @property {string} name @property {readonly string[]} scopes
 * @property {string | null} expires_at @property {string | null} revoked_at @property {string | null} last_used_at
 * @property {string} [token] the secret, in the answer that made it and nowhere else.
 */

/** @param {import("./site.mjs").Tools} tools @param {string} name @param {{ scopes: string[], expires?: string }} options */
export async function createToken({ client, output }, name, { scopes, expires }) {
  const wish = { name, scopes, expires_at: expires ?? null };
  const { body } = await client.send("POST", "/api/tokens", { body: wish });
  const made = /** @type {Token} */ (body);
  if (!output.json) output.note("The token is shown this once; the site keeps only its hash.");
  output.result(made, [made.token ?? ""]);
  return EXIT.ok;
}

/** @param {import("./site.mjs").Tools} tools */
export async function listTokens({ client, output }) {
  const found = /** @type {{ tokens: Token[] }} */ (await client.get("/api/tokens"));
  const lines = found.tokens.map(({ id, name, scopes, expires_at, revoked_at, last_used_at }) =>
    [
      id,
      revoked_at === null ? `until ${expires_at ?? "it is revoked"}` : `revoked ${revoked_at}`,
      `last used ${last_used_at ?? "never"}`,
      scopes.join(","),
      output.isolated(name),
    ].join("  "),
  );
  output.result(found, lines);
  return EXIT.ok;
}

/** @param {import("./site.mjs").Tools} tools @param {string} id */
export async function revokeToken({ client, output }, id) {
  const { body } = await client.send("DELETE", `/api/tokens/${encodeURIComponent(id)}`);
  const { name } = /** @type {Token} */ (body);
  output.result(body, [`revoked  ${id}  ${output.isolated(name)}`]);
  return EXIT.ok;
}
