/**
 * `dhikra import`: what `dhikra export` wrote comes into a site. Whatever is there already is met and left, so an
 * import that was cut off is called again. Days that return are switched on last, when the articles that were made of
 * them have brought their claims: the clock makes nothing a second time.
 */
import { importAddresses } from "./addresses.mjs";
import { checkedManifest, readLines } from "./archive.mjs";
import { importAuthors } from "./authors.mjs";
import { EXIT, Refused } from "./failures.mjs";
import { importObservances, switchOn } from "./import-observances.mjs";
import { checkMedia, importMedia } from "./media.mjs";
import { problemLines } from "./output.mjs";
import { inParallel } from "./parallel.mjs";
import { startProgress } from "./progress.mjs";
import { importRevisions } from "./revisions.mjs";

const AT_ONCE = 4;
/** Places beyond the last that the API takes are one place. */
const LAST_POSITION = 999;

/** @typedef {import("./client.mjs").Client} Client */

/** @param {import("./site.mjs").Tools} tools @param {string} folder */
export async function importSite({ client, output }, folder) {
  const files = await checkedManifest(folder);
  await checkMedia(folder);
  const has = (/** @type {string} */ name) => files.some(file => file.name === `${name}.ndjson`);
  const notes = has("identity") ? await importIdentity(client, folder) : [];
  await importMedia(client, folder);
  for await (const settings of readLines(folder, "settings"))
    await client.send("PATCH", "/api/settings", { body: settings });
  await putGrouped(client, folder, "sections", (section, position) => ({ ...section, position }));
  await putGrouped(client, folder, "pages", ({ body_text, ...page }) => ({ ...page, body: body_text }));
  // Archives that were made before there was anything to say of authors have no such file.
  if (files.some(({ name }) => name === "authors.ndjson"))
    await importAuthors(client, readLines(folder, "authors"));
  for await (const one of readLines(folder, "switches"))
    await client.send("POST", "/api/commemorations/switches", { body: one, repeatable: true });
  await importObservances(client, folder);
  const total = files.find(({ name }) => name === "articles.ndjson")?.lines ?? 0;
  const progress = startProgress(output, total);
  const { counts, faults } = await putArticles(client, folder, progress.step).finally(progress.stop);
  const refusedIds = new Set(faults.map(({ id }) => id));
  const past = has("revisions") ? await importRevisions(client, folder, refusedIds) : [];
  const lost = has("addresses") ? await importAddresses(client, folder) : [];
  await switchOn(client, folder);
  const lines = [
    ...notes,
    ...faults.flatMap(({ id, problem }) => problemLines(problem).map(line => `article ${id}: ${line}`)),
    ...past.map(({ article, number }) => `revision ${number} of article ${article}: another stands there`),
    ...lost.map(
      ({ lang, day, slug }) => `the older address ${lang} ${day} ${slug} is another article's here`,
    ),
  ];
  output.result(
    { articles: counts, refused: faults, revisions_refused: past, addresses_refused: lost, notes },
    [
      ...lines,
      `${counts.created} articles came in, ${counts.unchanged} were there, ${faults.length} were refused.`,
    ],
  );
  return faults.length + past.length + lost.length > 0 ? EXIT.refused : EXIT.ok;
}

/** @param {Client} client @param {string} folder @returns {Promise<string[]>} what is to be said of it. */
async function importIdentity(client, folder) {
  for await (const identity of readLines(folder, "identity")) {
    try {
      await client.send("PUT", "/api/identity", { body: identity });
    } catch (failure) {
      if (!(failure instanceof Refused) || failure.problem.code !== "identity-in-use") throw failure;
      return ["The site has articles already: ids in feeds go on to begin with its own mark."];
    }
  }
  return [];
}

/** @typedef {{ id: number, problem: import("./failures.mjs").Problem }} Refusal @param {Client} client @param {string} folder @param {() => void} step */
async function putArticles(client, folder, step) {
  const counts = { created: 0, unchanged: 0 };
  /** @type {Refusal[]} */
  const faults = [];
  /** @type {AsyncGenerator<{ id: number }>} */
  const articles = readLines(folder, "articles");
  await inParallel(articles, AT_ONCE, async ({ id, ...archived }) => {
    try {
      const { status } = await client.send("PUT", `/api/articles/${id}/archived`, { body: archived });
      counts[status === 201 ? "created" : "unchanged"] += 1;
    } catch (failure) {
      if (!(failure instanceof Refused)) throw failure;
      faults.push({ id, problem: failure.problem });
    }
    step();
  });
  return { counts, faults };
}

/**
 * Sections or pages, in their order; the first of a group founds it. One whose address is there is met and left.
 * @typedef {{ id: number, lang: string, slug: string, group: number, body_text?: string }} One
 * @param {Client} client @param {string} folder @param {"sections" | "pages"} name
 * @param {(one: Omit<One, "group">, position: number) => object} wishOf
 */
async function putGrouped(client, folder, name, wishOf) {
  const there = /** @type {Record<string, One[]>} */ (await client.get(`/api/${name}`));
  const known = new Map((there[name] ?? []).map(({ lang, slug, id }) => [`${lang}/${slug}`, id]));
  /** @type {Map<number, number>} */
  const first = new Map();
  let place = 0;
  /** @type {AsyncGenerator<One>} */
  const all = readLines(folder, name);
  for await (const { group, ...one } of all) {
    const wish = { ...wishOf(one, Math.min(place, LAST_POSITION)), translation_of: first.get(group) ?? null };
    const id = known.get(`${one.lang}/${one.slug}`) ?? (await made(client, `/api/${name}`, wish));
    if (!first.has(group)) first.set(group, id);
    place += 1;
  }
}

/** Under its own id, unless that is another's here. @param {Client} client @param {string} path @param {object} body */
async function made(client, path, body) {
  const send = async (/** @type {object} */ one) =>
    /** @type {One} */ ((await client.send("POST", path, { body: one })).body).id;
  try {
    return await send(body);
  } catch (failure) {
    const isInUse =
      failure instanceof Refused && failure.problem.faults?.some(({ code }) => code === "id-in-use");
    if (!isInUse) throw failure;
    return await send({ ...body, id: undefined });
  }
}
