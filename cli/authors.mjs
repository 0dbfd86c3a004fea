/** Authors of whom a site says more than the bylines of its articles do: out of one site, and into another. */

/**
 * @typedef {object} Author
 * @property {number} id @property {number | null} group @property {string} lang @property {string} slug
 * @property {string} name @property {string} about @property {string | null} link @property {string[]} other_names @property {string[]} former_names
 */

/** Every author, by language and name. @param {import("./client.mjs").Client} client */
async function* everyAuthor(client) {
  let cursor = "";
  for (;;) {
    const found = /** @type {{ authors: Author[], next_cursor: string | null }} */ (
      await client.get(`/api/authors?limit=100${cursor}`)
    );
    yield* found.authors;
    if (found.next_cursor === null) return;
    cursor = `&cursor=${encodeURIComponent(found.next_cursor)}`;
  }
}

/** Groups are told by the place of their first: the numbers of a site mean nothing in another. @param {import("./client.mjs").Client} client */
export async function* exportAuthors(client) {
  /** @type {number[]} */
  const groups = [];
  for await (const { lang, slug, name, other_names, former_names, about, link, group } of everyAuthor(
    client,
  )) {
    if (about === "" && link === null && other_names.length === 0 && group === null) continue;
    if (group !== null && !groups.includes(group)) groups.push(group);
    yield {
      ...{ lang, slug, name, other_names, former_names, about, link },
      group: group === null ? null : groups.indexOf(group),
    };
  }
}

/** One whose address is there is met and left. @param {import("./client.mjs").Client} client @param {AsyncIterable<Omit<Author, "id">>} authors */
export async function importAuthors(client, authors) {
  /** @type {Map<string, number>} */
  const known = new Map();
  for await (const { id, lang, slug } of everyAuthor(client)) known.set(`${lang}/${slug}`, id);
  /** @type {Map<number, number>} */
  const first = new Map();
  for await (const { group, ...author } of authors) {
    const founder = group === null ? null : (first.get(group) ?? null);
    const id = known.get(`${author.lang}/${author.slug}`) ?? (await made(client, author, founder));
    if (group !== null && founder === null) first.set(group, id);
  }
}

/** @param {import("./client.mjs").Client} client @param {object} author @param {number | null} founder */
async function made(client, author, founder) {
  const body = { ...author, translation_of: founder };
  return /** @type {Author} */ ((await client.send("POST", "/api/authors", { body })).body).id;
}
