/** Publishes the demo edition of `demo/` through the API, as an editor would. */
import { readFileSync } from "node:fs";

const folder = new URL("../demo/", import.meta.url);

/**
 * @param {string} origin
 * @param {string} token
 */
export async function publishDemo(origin, token) {
  const edition = JSON.parse(readFileSync(new URL("edition.json", folder), "utf8"));
  /** @param {string} method @param {string} path @param {string} body @param {string} type */
  const send = async (method, path, body, type = "application/json") => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": type };
    const response = await fetch(origin + path, { method, body, headers });
    if (!response.ok)
      throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return /** @type {{ id: number }} */ (await response.json());
  };

  await send("PATCH", "/api/settings", JSON.stringify(edition.settings));
  for (const { files, tags } of edition.articles) {
    let first = null;
    for (const file of files) {
      const lang = file.split(".")[1];
      const query = new URLSearchParams({ lang, status: "published", tags: tags[lang] ?? "" });
      if (first !== null) query.set("translation_of", String(first));
      const text = readFileSync(new URL(file, folder), "utf8");
      const { id } = await send("POST", `/api/uploads?${query}`, text, "text/plain; charset=utf-8");
      first ??= id;
    }
  }
  for (const observance of edition.observances)
    await send("POST", "/api/observances", JSON.stringify(observance));
}
