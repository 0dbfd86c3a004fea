/** The days that return, of an archive. They come in switched off, and are switched on when everything else is there. */
import { readFile } from "node:fs/promises";
import { readLines } from "./archive.mjs";
import { observances } from "./export.mjs";

/** The pack that ships: what it says of a day is known by its own words, so that a newer one can be told from an editor's. */
const SHIPPED = new URL("../packs/observances.json", import.meta.url);

/** @typedef {import("./client.mjs").Client} Client */

/**
 * @typedef {object} Archived
 * @property {string} key @property {string | null} pack @property {Record<string, string>} names
 * @property {Record<string, string>} name_reviews @property {string} mode @property {string | null} approval
 * @property {Record<string, number>} adjustments @property {string} date_status @property {string} source
 * @property {number | null} first_year @property {object} rule @property {object} history @property {object} overrides
 * @property {string} tone @property {string} sensitivity
 */

/** @typedef {{ id: string, name: Record<string, string>, name_status: Record<string, string> }} Entry */

/** @param {Client} client @param {string} folder */
export async function importObservances(client, folder) {
  await importPacked(client, folder);
  const known = await idsByKey(client);
  const there = await standing(client);
  for await (const one of every(folder)) {
    if ([one.mode, "off"].some(mode => there.get(one.key) === JSON.stringify({ ...one, mode }))) continue;
    const { pack: _, name_reviews: reviews, adjustments, approval, ...kept } = one;
    const body = { ...kept, mode: "off", ...(approval === null ? {} : { approver: approval }) };
    const id = known.get(one.key);
    if (id === undefined) {
      const made = await client.send("POST", "/api/observances", { body });
      known.set(one.key, Number(Object(made.body).id));
    } else {
      await client.send("PUT", `/api/observances/${id}`, { body, headers: { "If-Match": "*" } });
      for (const lang of Object.keys(reviews).filter(lang => reviews[lang] === "confirmed"))
        await client.send("PUT", `/api/observances/${id}/names/${lang}`, { body: {} });
    }
    for (const [year, adjust] of Object.entries(adjustments))
      await client.send("PUT", `/api/observances/${known.get(one.key)}/dates/${year}`, { body: { adjust } });
  }
}

/** @param {Client} client @param {string} folder */
export async function switchOn(client, folder) {
  const known = await idsByKey(client);
  const there = await standing(client);
  for await (const one of every(folder)) {
    const { key, mode } = one;
    if (mode !== "off" && there.get(key) !== JSON.stringify(one))
      await client.send("PUT", `/api/observances/${known.get(key)}/mode`, { body: { mode } });
  }
}

/** What is there, in the form of the archive. @param {Client} client */
async function standing(client) {
  return new Map((await observances(client)).map(one => [one.key, JSON.stringify(one)]));
}

/** @param {string} folder @returns {AsyncGenerator<Archived>} */
const every = folder => readLines(folder, "observances");

/** @param {Client} client @returns {Promise<Map<string, number>>} */
async function idsByKey(client) {
  const found = /** @type {{ observances: { key: string, id: number }[] }} */ (
    await client.get("/api/observances")
  );
  return new Map(found.observances.map(({ key, id }) => [key, id]));
}

/**
 * Those of packs come in by the packs' door, which alone knows names that nobody has checked.
 * @param {Client} client @param {string} folder
 */
async function importPacked(client, folder) {
  const shipped = /** @type {{ as_of: string, packs: Record<string, string>, observances: Entry[] }} */ (
    JSON.parse(await readFile(SHIPPED, "utf8"))
  );
  const entries = new Map(shipped.observances.map(entry => [entry.id, entry]));
  const packs = { ...shipped.packs };
  /** @type {object[]} */
  const observances = [];
  for await (const one of every(folder)) {
    if (one.pack === null) continue;
    packs[one.pack] ??= one.pack;
    const entry = entries.get(one.key);
    observances.push(entry !== undefined && isSame(entry, one) ? entry : entryOf(one, one.pack));
  }
  if (observances.length === 0) return;
  const body = { as_of: shipped.as_of, packs, observances };
  await client.send("POST", "/api/observances/import", { body, repeatable: true });
}

/** Whether the pack that ships trusts each name as the archive does. @param {Entry} entry @param {Archived} archived */
function isSame(entry, { names, name_reviews: reviews }) {
  return Object.entries(names).every(
    ([lang, name]) =>
      reviews[lang] === "confirmed" ||
      (entry.name[lang] === name && (entry.name_status[lang] ?? "unreviewed") === reviews[lang]),
  );
}

/** A pack's entry, as far as the archive knows it. @param {Archived} archived @param {string} pack */
function entryOf(archived, pack) {
  const { key, rule, history, overrides, names, name_reviews: reviews, tone, sensitivity } = archived;
  const trusted = Object.entries(reviews).filter(([, status]) => status !== "confirmed");
  return {
    ...{ id: key, pack, rule, history, overrides, name: names, tone, sensitivity },
    name_status: Object.fromEntries(trusted),
    ...(archived.first_year === null ? {} : { first_year: archived.first_year }),
    date_status: archived.date_status === "confirmed" ? "unreviewed" : archived.date_status,
    sources: archived.source === "" ? [] : [archived.source],
  };
}
