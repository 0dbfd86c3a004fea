/** The addresses that articles had before, in an archive: readers' old links lead on after a move. */
import { readLines } from "./archive.mjs";

/** As many as the API takes at once. */
const AT_ONCE = 500;

/**
 * @typedef {{ lang: string, day: string, slug: string, article: number }} Address
 * @typedef {import("./client.mjs").Client} Client
 */

/** @param {Client} client @returns {AsyncGenerator<Address>} */
export async function* exportAddresses(client) {
  let cursor = "";
  for (;;) {
    const page = /** @type {{ addresses: Address[], next_cursor: string | null }} */ (
      await client.get(`/api/addresses${cursor}`)
    );
    yield* page.addresses;
    if (page.next_cursor === null) return;
    cursor = `?cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}

/** @param {Client} client @param {string} folder @returns {Promise<Address[]>} those that came to nothing. */
export async function importAddresses(client, folder) {
  /** @type {Address[]} */
  const refused = [];
  /** @type {Address[]} */
  let some = [];
  const send = async () => {
    if (some.length === 0) return;
    const { body } = await client.send("PUT", "/api/addresses", { body: { addresses: some } });
    refused.push(.../** @type {{ refused: Address[] }} */ (body).refused);
    some = [];
  };
  /** @type {AsyncGenerator<Address>} */
  const all = readLines(folder, "addresses");
  for await (const address of all) {
    some.push(address);
    if (some.length === AT_ONCE) await send();
  }
  await send();
  return refused;
}
