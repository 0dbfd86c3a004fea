/** `dhikra doctor`: what is wrong with a site, in words, and what to do about it. */
import { healthFindings } from "./doctor-health.mjs";
import { EXIT, Refused } from "./failures.mjs";

/** @typedef {import("./client.mjs").Client} Client @typedef {import("./doctor-health.mjs").Finding} Finding */

/** @param {import("./site.mjs").Tools} tools */
export async function doctor({ client, output }) {
  const findings = [
    ...(await healthFindings(client)),
    ...(await addressFindings(client)),
    ...(await tokenFindings(client)),
  ];
  const status = STATES.find(one => findings.some(({ state }) => state === one)) ?? "ok";
  output.result({ site: client.origin, status, findings }, [
    client.origin,
    ...findings.flatMap(({ check, state, found, advice }) => [
      `${MARKS[state]} ${check}: ${found}`,
      ...(advice === undefined ? [] : [`    ${advice}`]),
    ]),
    SUMMARIES[status],
  ]);
  return status === "red" ? EXIT.refused : EXIT.ok;
}

/** The worst first. */
const STATES = /** @type {const} */ (["red", "warning", "ok"]);
const SUMMARIES = {
  ok: "All is well.",
  warning: "Nothing is wrong that is known; see the warnings.",
  red: "Something is wrong.",
};

const MARKS = { ok: "ok     ", warning: "warning", red: "RED    " };

/** The addresses that the site gives must be its own. @param {Client} client @returns {Promise<Finding[]>} */
async function addressFindings(client) {
  const { body } = await client.send("GET", "/robots.txt", { wants: "text" });
  const named = /^Sitemap: (\S+)$/m.exec(String(body))?.[1];
  const origin = named === undefined ? client.origin : new URL(named).origin;
  const check = "address";
  if (origin === client.origin) return [{ check, state: "ok", found: origin }];
  const advice = "If this is the site's public address, set SITE_ORIGIN in wrangler.toml and deploy.";
  return [{ check, state: "warning", found: `the site calls itself ${origin}`, advice }];
}

/** Doors that only read, each behind a scope. */
const BEHIND = [
  ["settings:write", "/api/settings"],
  ["observances:write", "/api/observances"],
  ["tokens:write", "/api/tokens"],
];

/** @param {Client} client @returns {Promise<Finding[]>} */
async function tokenFindings(client) {
  const check = "token";
  if (client.token === "")
    return [
      { check, state: "warning", found: "none", advice: "Give one with --token or DHIKRA_TOKEN to write." },
    ];
  try {
    // 403: good, but not for articles.
    await client.send("GET", "/api/articles?status=draft&limit=1", { accepts: [403] });
  } catch (failure) {
    if (!(failure instanceof Refused)) throw failure;
    return [
      { check, state: "red", found: failure.problem.detail, advice: "dhikra token create makes another." },
    ];
  }
  const own = await ownToken(client);
  if (own !== undefined) {
    const end = own.expires_at === null ? "has no end" : `ends at ${own.expires_at}`;
    return [{ check, state: "ok", found: `${own.id} (${own.name}) may ${own.scopes.join(", ")}; it ${end}` }];
  }
  const scopes = [];
  for (const [scope = "", path = ""] of BEHIND) if (await opens(client, path)) scopes.push(scope);
  const rest = "whether it may write articles is known only to a token with tokens:write";
  return [
    { check, state: "ok", found: `valid; ${scopes.length > 0 ? `may ${scopes.join(", ")}; ` : ""}${rest}` },
  ];
}

/** @param {Client} client @returns {Promise<import("./keys.mjs").Token | undefined>} */
async function ownToken(client) {
  const id = client.token.split("_")[1];
  const { status, body } = await client.send("GET", "/api/tokens", { accepts: [403] });
  if (status === 403) return undefined;
  return /** @type {{ tokens: import("./keys.mjs").Token[] }} */ (body).tokens.find(token => token.id === id);
}

/** @param {Client} client @param {string} path */
const opens = async (client, path) => (await client.send("GET", path, { accepts: [403] })).status !== 403;
