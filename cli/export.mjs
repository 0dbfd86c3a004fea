/** `dhikra export`: the whole site into a folder, the same bytes for the same site. */

import { exportAddresses } from "./addresses.mjs";
import { makeFolder, refuseFull, writeLines, writeManifest } from "./archive.mjs";
import { everyArticle } from "./articles.mjs";
import { exportAuthors } from "./authors.mjs";
import { EXIT } from "./failures.mjs";
import { exportMedia } from "./media.mjs";
import { startProgress } from "./progress.mjs";
import { exportRevisions } from "./revisions.mjs";

const LANGS = ["ar", "ckb", "kmr", "en"];
/** How many articles are asked for at once. */
const AT_ONCE = 4;

/** @typedef {import("./client.mjs").Client} Client @typedef {{ id: number, group: number }} Grouped */

/** @param {import("./site.mjs").Tools} tools @param {string} folder */
export async function exportSite({ client, output }, folder) {
  await refuseFull(folder);
  await checkRights(client);
  const ids = await everyId(client);
  await makeFolder(folder);
  const progress = startProgress(output, ids.length);
  /** @type {number[]} */
  const revised = [];
  const files = [
    await writeLines(folder, "media", exportMedia(client, folder)),
    await writeLines(folder, "identity", [/** @type {object} */ (await client.get("/api/identity"))]),
    await writeLines(folder, "settings", [/** @type {object} */ (await client.get("/api/settings"))]),
    await writeLines(folder, "sections", await sections(client)),
    await writeLines(folder, "pages", await pages(client)),
    await writeLines(folder, "authors", exportAuthors(client)),
    await writeLines(folder, "switches", await switches(client)),
    await writeLines(folder, "observances", await observances(client)),
    await writeLines(folder, "articles", articles(client, ids, revised, progress.step)),
    await writeLines(folder, "revisions", exportRevisions(client, revised)),
    await writeLines(folder, "addresses", exportAddresses(client)),
  ];
  progress.stop();
  await writeManifest(folder, files);
  output.result(
    { folder, files },
    files.map(({ name, lines, sha256 }) => `${sha256}  ${lines}  ${name}`),
  );
  return EXIT.ok;
}

/** One door of each scope that an export needs: a folder that was begun without them would be in its own way. */
const DOORS = ["/api/settings", "/api/observances", "/api/media?limit=1"];

/** @param {Client} client @throws {Refused} */
async function checkRights(client) {
  for (const path of DOORS) await client.get(path);
}

/** Ascending. What is written meanwhile is another export's. @param {Client} client */
async function everyId(client) {
  const { edition } = /** @type {{ edition: number }} */ (
    (await client.send("GET", "/api/health", { accepts: [503] })).body
  );
  /** @type {Set<number>} */
  const ids = new Set();
  for (const lang of LANGS)
    for await (const { id } of everyArticle(client, { status: "published", lang, edition })) ids.add(id);
  for (const status of ["draft", "in_review", "scheduled", "retracted", "trashed"])
    for await (const { id } of everyArticle(client, { status })) ids.add(id);
  return [...ids].toSorted((one, other) => one - other);
}

/**
 * In the order of their ids, some asked for ahead.
 * @param {Client} client @param {readonly number[]} ids @param {number[]} revised is told those that were something else before. @param {() => void} step
 */
async function* articles(client, ids, revised, step) {
  for (let place = 0; place < ids.length; place += AT_ONCE) {
    const some = ids.slice(place, place + AT_ONCE);
    const found = await Promise.all(some.map(id => client.get(`/api/articles/${id}/archived`)));
    for (const [offset, id] of some.entries()) {
      const article = /** @type {{ revision: { number: number } }} */ (found[offset]);
      if (article.revision.number > 1) revised.push(id);
      yield { id, ...article };
      step();
    }
  }
}

/** Groups are told by the place of their first: the numbers of a site mean nothing in another. @template {Grouped} T @param {readonly T[]} all */
function grouped(all) {
  const groups = [...new Set(all.map(({ group }) => group))];
  return all.map(({ group, ...rest }) => ({ ...rest, group: groups.indexOf(group) }));
}

/** @param {Client} client */
async function sections(client) {
  const found = /** @type {{ sections: (Grouped & { url: string })[] }} */ (
    await client.get("/api/sections")
  );
  return grouped(found.sections).map(({ url: _, ...section }) => section);
}

/** @typedef {Grouped & { url: string, revised_at: string }} Page @param {Client} client */
async function pages(client) {
  const listed = /** @type {{ pages: Grouped[] }} */ (await client.get("/api/pages"));
  /** @type {Page[]} */
  const whole = [];
  for (const { id } of listed.pages) whole.push(/** @type {Page} */ (await client.get(`/api/pages/${id}`)));
  return grouped(whole).map(({ url: _, revised_at: __, ...page }) => page);
}

/** @typedef {{ scope: string, subject: string, from: string, to: string, tone: string, reason: string }} Switch @param {Client} client */
async function switches(client) {
  const found = /** @type {{ switches: Switch[] }} */ (await client.get("/api/commemorations/switches"));
  return found.switches.map(({ scope, subject, from, to, tone, reason }) => ({
    scope,
    subject,
    from,
    to,
    tone,
    reason,
  }));
}

/**
 * @typedef {object} Observance as the API tells it, as far as it is looked into here.
 * @property {number} id @property {string} key @property {Record<string, { status: string }>} name_reviews
 * @property {{ approver: string } | null} approval @property {unknown} since @property {unknown} version
 * @property {unknown} next @property {unknown} needs_approver
 */

/** By their keys, without what a site reckons for itself. @param {Client} client */
export async function observances(client) {
  const found = /** @type {{ observances: Observance[] }} */ (await client.get("/api/observances"));
  return found.observances
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ id: _, since: __, version: ___, next: ____, needs_approver: _____, ...kept }) => ({
      ...kept,
      name_reviews: Object.fromEntries(
        Object.entries(kept.name_reviews).map(([lang, { status }]) => [lang, status]),
      ),
      approval: kept.approval?.approver ?? null,
    }));
}
