/** What articles were, in an archive: every revision before the current one, to the letter. */
import { readLines } from "./archive.mjs";

/** As many as the API takes at once; and so many bytes, since a text may be long. */
const AT_ONCE = 8;
const MOST_BYTES = 1_500_000;

/**
 * @typedef {{ article: number, number: number, chain_hash: string }} Revision
 * @typedef {import("./client.mjs").Client} Client
 */

/** @param {Client} client @param {readonly number[]} ids of the articles that have any. @returns {AsyncGenerator<Revision>} */
export async function* exportRevisions(client, ids) {
  for (const id of ids) {
    let cursor = "";
    for (;;) {
      const page = /** @type {{ revisions: Omit<Revision, "article">[], next_cursor: string | null }} */ (
        await client.get(`/api/articles/${id}/archived/revisions${cursor}`)
      );
      for (const revision of page.revisions) yield { article: id, ...revision };
      if (page.next_cursor === null) break;
      cursor = `?cursor=${page.next_cursor}`;
    }
  }
}

/**
 * @param {Client} client @param {string} folder @param {ReadonlySet<number>} without articles that did not come in.
 * @returns {Promise<{ article: number, number: number }[]>} those that came to nothing.
 */
export async function importRevisions(client, folder, without) {
  /** @type {{ article: number, number: number }[]} */
  const refused = [];
  for await (const some of batches(readLines(folder, "revisions"))) {
    const [{ article } = { article: 0 }] = some;
    if (without.has(article)) continue;
    const revisions = some.map(({ article: _, ...revision }) => revision);
    const path = `/api/articles/${article}/archived/revisions`;
    const { body } = await client.send("PUT", path, { body: { revisions } });
    const { refused: numbers } = /** @type {{ refused: number[] }} */ (body);
    refused.push(...numbers.map(number => ({ article, number })));
  }
  return refused;
}

/** Those of one article, a few at a time. @param {AsyncIterable<Revision>} all @returns {AsyncGenerator<Revision[]>} */
async function* batches(all) {
  /** @type {Revision[]} */
  let some = [];
  let bytes = 0;
  for await (const revision of all) {
    const size = Buffer.byteLength(JSON.stringify(revision));
    const isOther = some.length > 0 && some[0]?.article !== revision.article;
    if (isOther || some.length === AT_ONCE || (some.length > 0 && bytes + size > MOST_BYTES)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(revision);
    bytes += size;
  }
  if (some.length > 0) yield some;
}
