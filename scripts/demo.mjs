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

  /** The same in each language, the later ones as translations of the first. @param {string} path @param {Record<string, object>} versions */
  const sendEach = async (path, versions) => {
    let first = null;
    for (const [lang, version] of Object.entries(versions)) {
      const { id } = await send("POST", path, JSON.stringify({ lang, ...version, translation_of: first }));
      first ??= id;
    }
  };

  await send("PATCH", "/api/settings", JSON.stringify(edition.settings));
  for (const [position, section] of edition.sections.entries()) {
    const placed = Object.entries(section).map(([lang, one]) => [lang, { ...one, position }]);
    await sendEach("/api/sections", Object.fromEntries(placed));
  }
  for (const page of edition.pages) await sendEach("/api/pages", page);
  for (const { files, tags, authors, section } of edition.articles) {
    let first = null;
    for (const file of files) {
      const lang = file.split(".")[1];
      const query = new URLSearchParams({ lang, status: "published" });
      if (tags[lang] !== undefined) query.set("tags", tags[lang]);
      if (section !== undefined) query.set("section", edition.sections[section][lang].name);
      if (authors?.[lang] !== undefined) query.set("authors", authors[lang]);
      if (first !== null) query.set("translation_of", String(first));
      const text = readFileSync(new URL(file, folder), "utf8");
      const type = file.endsWith(".md") ? "text/markdown; charset=utf-8" : "text/plain; charset=utf-8";
      const { id } = await send("POST", `/api/uploads?${query}`, text, type);
      first ??= id;
    }
  }
  for (const observance of edition.observances)
    await send("POST", "/api/observances", JSON.stringify(observance));
}
