/** `dhikra webhook create|list|test|deliveries|pause|resume|secret|remove`: who is told of what happens. */
import { EXIT } from "./failures.mjs";

/**
 * @typedef {object} Webhook
 * @property {number} id @property {string} url @property {readonly string[]} events
 * @property {string | null} paused_at @property {string | null} pause_reason @property {number} failures
 * @property {string | null} previous_secret_until
 * @property {string} [secret] in the answer that made it and nowhere else.
 */

/**
 * @typedef {object} Delivery
 * @property {string} id @property {string} event @property {string} at @property {string} state
 * @property {number | null} article @property {number} attempts @property {number | null} status
 * @property {string | null} failure @property {string | null} next_attempt_at
 */

/** @typedef {import("./site.mjs").Tools} Tools */

/** @param {string} id */
const pathOf = id => `/api/webhooks/${encodeURIComponent(id)}`;

/** @param {Tools} tools @param {string} url @param {{ events?: string[] }} options */
export async function createWebhook({ client, output }, url, { events }) {
  const wish = { url, ...(events === undefined ? {} : { events }) };
  const { body } = await client.send("POST", "/api/webhooks", { body: wish });
  const made = /** @type {Webhook} */ (body);
  if (!output.json) output.note(`Webhook ${made.id}. Its secret is shown this once:`);
  output.result(made, [made.secret ?? ""]);
  return EXIT.ok;
}

/** @param {Tools} tools */
export async function listWebhooks({ client, output }) {
  const found = /** @type {{ webhooks: Webhook[] }} */ (await client.get("/api/webhooks"));
  const lines = found.webhooks.map(({ id, url, events, pause_reason, failures }) => {
    const standing = pause_reason === null ? "told" : `paused (${pause_reason})`;
    const failing = failures === 0 ? "" : `  ${failures} failures in a row`;
    return `${id}  ${standing}  ${output.isolated(url)}  ${events.join(",")}${failing}`;
  });
  output.result(found, lines);
  return EXIT.ok;
}

/** @param {Tools} tools @param {string} id @returns {Promise<number>} not well when the receiver was not. */
export async function testWebhook({ client, output }, id) {
  const { body } = await client.send("POST", `${pathOf(id)}/test`);
  const said = /** @type {{ outcome: string, status: number | null, failure: string | null, ms: number }} */ (
    body
  );
  const why = said.failure === null ? "" : `: ${said.failure}`;
  output.result(said, [
    output.isolated(`${said.outcome}  ${said.status ?? "no answer"}  ${said.ms} ms${why}`),
  ]);
  return said.outcome === "delivered" ? EXIT.ok : EXIT.refused;
}

/** @param {Tools} tools @param {string} id @param {{ limit: number }} options */
export async function listDeliveries({ client, output }, id, { limit }) {
  const found = await client.get(`${pathOf(id)}/deliveries?limit=${Math.min(limit, 100)}`);
  const { deliveries } = /** @type {{ deliveries: Delivery[] }} */ (found);
  const lines = deliveries.map(({ id: message, event, at, article, state, attempts, failure, ...rest }) => {
    const about = article === null ? "" : ` ${article}`;
    const next = rest.next_attempt_at === null ? "" : `  next ${rest.next_attempt_at}`;
    const why = failure === null ? "" : `  ${failure}`;
    return output.isolated(
      `${message}  ${at}  ${event}${about}  ${state}, ${attempts} attempts${next}${why}`,
    );
  });
  output.result(found, lines);
  return EXIT.ok;
}

/** What happens while it is paused it is never told. @param {Tools} tools @param {string} id */
export const pauseWebhook = (tools, id) => setPaused(tools, id, true);

/** @param {Tools} tools @param {string} id */
export const resumeWebhook = (tools, id) => setPaused(tools, id, false);

/** @param {Tools} tools @param {string} id @param {boolean} paused */
async function setPaused({ client, output }, id, paused) {
  const { body } = await client.send("PATCH", pathOf(id), { body: { paused } });
  const { url } = /** @type {Webhook} */ (body);
  output.result(body, [`${paused ? "paused" : "told again"}  ${id}  ${output.isolated(url)}`]);
  return EXIT.ok;
}

/** @param {Tools} tools @param {string} id */
export async function renewSecret({ client, output }, id) {
  const { body } = await client.send("POST", `${pathOf(id)}/secret`);
  const { secret = "", previous_secret_until: until } = /** @type {Webhook} */ (body);
  if (!output.json) output.note(`Shown this once. Messages carry both signatures until ${until}.`);
  output.result(body, [secret]);
  return EXIT.ok;
}

/** @param {Tools} tools @param {string} id */
export async function removeWebhook({ client, output }, id) {
  const { body } = await client.send("DELETE", pathOf(id));
  const { url } = /** @type {Webhook} */ (body);
  output.result(body, [`removed  ${id}  ${output.isolated(url)}`]);
  return EXIT.ok;
}
