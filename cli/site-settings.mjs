/** `dhikra settings get|set` and `dhikra sections`: what the newsroom decides about its site. */
import { EXIT, Usage } from "./failures.mjs";

/** @param {import("./site.mjs").Tools} tools @param {string | undefined} name one of them; all when it is left out. */
export async function getSettings({ client, output }, name) {
  const settings = /** @type {Record<string, unknown>} */ (await client.get("/api/settings"));
  if (name !== undefined && !(name in settings))
    throw new Usage(`There is no setting '${name}'; there are ${Object.keys(settings).join(", ")}.`);
  const shown = name === undefined ? settings : settings[name];
  output.result(shown, [typeof shown === "string" ? shown : JSON.stringify(shown, null, 2)]);
  return EXIT.ok;
}

/** @param {import("./site.mjs").Tools} tools @param {readonly string[]} changes each `name=value`; a value that is JSON is taken as JSON. */
export async function setSettings({ client, output }, changes) {
  const given = changes.map(change => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(change) ?? [];
    if (name === undefined || value === undefined)
      throw new Usage(`'${change}' changes nothing; write name=value, such as zone=Asia/Beirut.`);
    return [name, jsonOrText(value)];
  });
  const { body } = await client.send("PATCH", "/api/settings", { body: Object.fromEntries(given) });
  const settings = /** @type {Record<string, unknown>} */ (body);
  output.result(
    settings,
    given.map(([name]) => `${name} = ${JSON.stringify(settings[String(name)])}`),
  );
  return EXIT.ok;
}

/** @param {string} text @returns {unknown} */
function jsonOrText(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @typedef {{ id: number, group: number, lang: string, slug: string, name: string, url: string }} Section */

/** @param {import("./site.mjs").Tools} tools */
export async function listSections({ client, output }) {
  const found = /** @type {{ sections: Section[] }} */ (await client.get("/api/sections"));
  const lines = found.sections.map(({ id, lang, slug, name }) =>
    [id, lang, output.isolated(slug), output.isolated(name)].join("  "),
  );
  output.result(found, lines);
  return EXIT.ok;
}
