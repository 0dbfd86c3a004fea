/** What `dhikra doctor` makes of /api/health: bindings, migrations, the clock, what is overdue, the followers. */
import { Unreachable } from "./failures.mjs";

/**
 * @typedef {"ok" | "warning" | "red"} State
 * @typedef {{ check: string, state: State, found: string, advice?: string }} Finding
 */

/** By name to whoever holds a valid token, to others how many. @typedef {readonly (string | number)[] | number} Told */

/** Of the receiver that is furthest behind; `behind_since` is null when nothing that it lacks is for it. @typedef {{ edition: number, lag: number, behind_since: string | null, paused: Told }} Receivers */

/**
 * What /api/health says.
 * @typedef {object} Health
 * @property {string} status @property {readonly string[]} troubles @property {number} edition
 * @property {string | null} last_tick_at
 * @property {{ articles: Told, commemorations: Told }} overdue
 * @property {Told} broken
 * @property {{ search: { edition: number, lag: number } | null, webhooks?: Receivers }} followers
 * @property {Readonly<Record<string, string>>} [bindings] told to whoever holds a valid token
 * @property {string} [version]
 */

/** @typedef {import("./client.mjs").Client} Client */

/** A clock that missed so many minutes is standing, in ms; the site turns red then too. */
const TICK_MISSED_MS = 5 * 60_000;
/** So far may the clock of this computer be from the site's, in ms. */
const SKEW_MS = 60_000;

/**
 * A token that is dead is a finding of its own, and a database without tables knows none: health is told without one.
 * @param {Client} client
 */
async function health(client) {
  const answer = await client.send("GET", "/api/health", { accepts: [401, 500, 503] });
  if (answer.status !== 401 && answer.status !== 500) return answer;
  return await client.send("GET", "/api/health", { accepts: [500, 503], isAnonymous: true });
}

/** @param {Client} client @returns {Promise<Finding[]>} */
export async function healthFindings(client) {
  const { headers, body } = await health(client);
  const answer = /** @type {Partial<Health>} */ (Object(body));
  if (answer.edition === undefined || answer.overdue === undefined) {
    if (Object(body).code === undefined) throw new Unreachable(`${client.origin} answers, but is no Dhikra.`);
    const found = String(Object(body).detail);
    if (Object(body).code === "migrations-missing") return [{ check: "migrations", state: "red", found }];
    return [{ check: "database", state: "red", found, advice: "The log of the Worker: npx wrangler tail." }];
  }
  const said = /** @type {Health} */ (answer);
  return [
    { check: "version", state: "ok", found: `${said.version ?? "unknown"}, at edition ${said.edition}` },
    { check: "migrations", state: "ok", found: "all are there" },
    ...bindingFindings(said.bindings),
    clockFinding(said, headers.get("Date")),
    ...overdueFindings(said),
    followerFinding(said),
    ...webhookFindings(said),
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

/** @param {Health} health @returns {Finding[]} none of a site that has no such followers yet */
function webhookFindings({ followers: { webhooks }, troubles }) {
  const check = "webhooks";
  if (webhooks === undefined) return [];
  const paused = named(webhooks.paused, "webhook");
  if (troubles.some(one => one.startsWith("Webhooks are")))
    return [
      {
        check,
        state: "red",
        found: `${webhooks.lag} editions behind, at ${webhooks.edition}`,
        advice: "The next tick takes them on. If it does not: npx wrangler tail.",
      },
    ];
  const waiting = webhooks.behind_since === null ? "nothing waits" : `${webhooks.lag} editions behind`;
  if (paused.length === 0) return [{ check, state: "ok", found: waiting }];
  const advice =
    "It never answered, or said that it is gone. When it is well again: dhikra webhook resume <id>.";
  return [{ check, state: "warning", found: `paused: ${paused.join(", ")}`, advice }];
}

/** What a site does without a binding that need not be there. */
const WITHOUT = {
  IMAGES: "pictures are offered in their own size alone",
  UPLOADS: "each isolate counts by itself what a token sends",
};

/** @param {Readonly<Record<string, string>> | undefined} bindings @returns {Finding[]} */
function bindingFindings(bindings) {
  if (bindings === undefined) return [];
  const check = "bindings";
  const silent = Object.keys(bindings).filter(name => bindings[name] === "silent");
  const advice = "Is it made, and does wrangler.toml name its id? npx wrangler deploy shows what is bound.";
  if (silent.length > 0)
    return [{ check, state: "red", found: `${silent.join(", ")} does not answer`, advice }];
  const without = Object.entries(WITHOUT).filter(([name]) => bindings[name] === "not-bound");
  const rest = without.map(([name, what]) => `; without ${name} ${what}`).join("");
  return [{ check, state: "ok", found: `CACHE and MEDIA answer${rest}` }];
}
