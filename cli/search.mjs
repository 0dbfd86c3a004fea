/** `dhikra search` and `dhikra search rebuild`. */
import { EXIT } from "./failures.mjs";

/**
 * @typedef {{ text: string, matched: boolean }} Segment
 * @typedef {{ id: number, lang: string, published_on: string, title: Segment[] }} Result
 * @typedef {{ results: Result[], elsewhere: Result[], did_you_mean: string | null }} Found
 */

/** @param {import("./site.mjs").Tools} tools @param {string} words @param {{ lang?: string, limit: number }} options */
export async function search({ client, output }, words, { lang, limit }) {
  const query = new URLSearchParams({ q: words, limit: String(limit), ...(lang !== undefined && { lang }) });
  const found = /** @type {Found} */ (await client.get(`/api/search?${query}`));
  /** @param {Result} result */
  const line = ({ id, lang, published_on, title }) =>
    [id, lang, published_on, output.isolated(title.map(({ text }) => text).join(""))].join("  ");
  const isNothing = found.results.length + found.elsewhere.length === 0;
  if (isNothing && !output.json) output.note("Nothing was found.");
  output.result(found, [
    ...found.results.map(line),
    ...(found.elsewhere.length > 0 ? ["In other languages:", ...found.elsewhere.map(line)] : []),
    ...(found.did_you_mean === null ? [] : [`Did you mean: ${output.isolated(found.did_you_mean)}`]),
  ]);
  return EXIT.ok;
}

/**
 * Some hundred editions a call, until the index is where the site is.
 * @param {import("./site.mjs").Tools} tools @param {{ fromNothing?: boolean }} options
 */
export async function rebuildSearch({ client, output }, { fromNothing = false }) {
  /** @param {boolean} isAnew */
  const step = async isAnew => {
    const wish = { body: { from_nothing: isAnew }, repeatable: true };
    const { body } = await client.send("POST", "/api/search/rebuild", wish);
    return /** @type {{ edition: number, current: number }} */ (body);
  };
  let reached = await step(fromNothing);
  while (reached.edition < reached.current) {
    if (!output.json) output.note(`edition ${reached.edition} of ${reached.current}`);
    reached = await step(false);
  }
  output.result(reached, [`The index stands at edition ${reached.edition}.`]);
  return EXIT.ok;
}
