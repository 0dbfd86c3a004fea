/** `dhikra doctor`: what is wrong with a site, in words, and what to do about it. */
import { EXIT, Refused, Unreachable } from "./failures.mjs";

/**
 * @typedef {"ok" | "warning" | "red"} State
 * @typedef {{ check: string, state: State, found: string, advice?: string }} Finding
 */

/** By name to whoever holds a valid token, to others how many. @typedef {readonly (string | number)[] | number} Told */

/**
 * What /api/health says.
 * @typedef {object} Health
 * @property {string} status @property {readonly string[]} troubles @property {number} edition
 * @property {string | null} last_tick_at
 * @property {{ articles: Told, commemorations: Told }} overdue
 * @property {Told} broken
 * @property {{ search: { edition: number, lag: number } | null }} followers
 * @property {string} [version]
 */

/** @typedef {import("./client.mjs").Client} Client */

/** A clock that missed so many minutes is standing, in ms; the site turns red then too. */
const TICK_MISSED_MS = 5 * 60_000;
/** So far may the clock of this computer be from the site's, in ms. */
const SKEW_MS = 60_000;

/** @param {import("./site.mjs").Tools} tools */
export async function doctor({ client, output }) {
  const findings = [
    ...(await healthFindings(client)),
    ...(await addressFindings(client)),
    ...(await tokenFindings(client)),
  ];
  const isRed = findings.some(({ state }) => state === "red");
  output.result({ site: client.origin, status: isRed ? "red" : "ok", findings }, [
    client.origin,
    ...findings.flatMap(({ check, state, found, advice }) => [
      `${MARKS[state]} ${check}: ${found}`,
      ...(advice === undefined ? [] : [`    ${advice}`]),
    ]),
    isRed ? "Something is wrong." : "All is well.",
  ]);
  return isRed ? EXIT.refused : EXIT.ok;
}

const MARKS = { ok: "ok     ", warning: "warning", red: "RED    " };

/** A token that is dead is a finding of its own: health is told without one. @param {Client} client */
async function health(client) {
  const answer = await client.send("GET", "/api/health", { accepts: [401, 500, 503] });
  if (answer.status !== 401) return answer;
  return await client.send("GET", "/api/health", { accepts: [500, 503], isAnonymous: true });
}

/** @param {Client} client @returns {Promise<Finding[]>} */
async function healthFindings(client) {
  const { headers, body } = await health(client);
  const answer = /** @type {Partial<Health>} */ (Object(body));
  if (answer.edition === undefined || answer.overdue === undefined) {
    if (Object(body).code === undefined) throw new Unreachable(`${client.origin} answers, but is no Dhikra.`);
    const advice =
      "Were the migrations applied? npx wrangler d1 migrations apply DB --remote, and the same for SEARCH.";
    return [{ check: "database", state: "red", found: String(Object(body).detail), advice }];
  }
  const said = /** @type {Health} */ (answer);
  return [
    { check: "version", state: "ok", found: `${said.version ?? "unknown"}, at edition ${said.edition}` },
    clockFinding(said, headers.get("Date")),
    ...overdueFindings(said),
    followerFinding(said),
    ...said.troubles.map(found => /** @type {Finding} */ ({ check: "health", state: "red", found })),
  ];
}

/** @param {Health} health @param {string | null} siteTime @returns {Finding} */
function clockFinding({ last_tick_at: last, troubles }, siteTime) {
  const check = "clock";
  const advice =
    'It ticks by a cron trigger: triggers = { crons = ["* * * * *"] } in wrangler.toml, then npx wrangler deploy.';
  if (last === null)
    return {
      check,
      state: troubles.some(one => one.includes("clock")) ? "red" : "warning",
      found: "it has never ticked",
      advice,
    };
  const now = siteTime === null ? Date.now() : Date.parse(siteTime);
  const late = now - Date.parse(last);
  if (late > TICK_MISSED_MS) return { check, state: "red", found: `it last ticked at ${last}`, advice };
  const skew = Math.abs(Date.now() - now);
  if (skew > SKEW_MS)
    return {
      check,
      state: "warning",
      found: `this computer is ${Math.round(skew / 1000)} s off the site`,
      advice: "Set this computer's clock.",
    };
  return { check, state: "ok", found: `it ticked at ${last}` };
}

/** @param {Health} health @returns {Finding[]} */
function overdueFindings({ overdue, broken }) {
  const said = [...named(overdue.articles, "article"), ...named(overdue.commemorations, "commemoration")];
  const unreadable = named(broken, "observance");
  const advice =
    "The next tick publishes them. If it does not, the log of the Worker names what failed: npx wrangler tail.";
  return [
    said.length === 0
      ? { check: "overdue", state: "ok", found: "nothing" }
      : { check: "overdue", state: "red", found: said.join(", "), advice },
    ...(unreadable.length === 0
      ? []
      : [
          /** @type {Finding} */ ({
            check: "observances",
            state: "red",
            found: `cannot be read: ${unreadable.join(", ")}`,
            advice: "Send them anew with PUT /api/observances/{id}.",
          }),
        ]),
  ];
}

/** @param {Told} told @param {string} what */
function named(told, what) {
  if (typeof told === "number") return told === 0 ? [] : [`${told} ${what}s`];
  return told.map(one => (typeof one === "number" ? `${what} ${one}` : one));
}

/** @param {Health} health @returns {Finding} */
function followerFinding({ followers: { search }, troubles }) {
  const check = "search";
  const advice = "dhikra search rebuild takes the index on; with --from-nothing it is built anew.";
  if (search === null) return { check, state: "red", found: "the index does not answer", advice };
  const found = `${search.lag} editions behind, at ${search.edition}`;
  const isStuck = troubles.some(one => one.startsWith("The search index"));
  return search.lag === 0
    ? { check, state: "ok", found }
    : { check, state: isStuck ? "red" : "warning", found, advice };
}

/** The addresses that the site gives must be its own. @param {Client} client @returns {Promise<Finding[]>} */
async function addressFindings(client) {
  const { body } = await client.send("GET", "/robots.txt");
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
    await client.get("/api/articles?status=draft&limit=1");
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
