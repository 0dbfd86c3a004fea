/** The addresses that articles had before, of a whole site: what a reader's old link needs after a move. */
import * as z from "zod";
import { commit, runQueries } from "../../db/client";
import { isoDay } from "../../http/fields";
import type { Runtime } from "../../runtime";
import { LANGS } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { type AddressKey, addressesAfter, addressesTaken, insertAddresses } from "./queries";

/** As many are looked through for one response, and as many are taken at once. */
export const MOST_ADDRESSES = 500;

export const oldAddressShape = z.strictObject({
  lang: z.enum(LANGS),
  /** Empty for one of a draft without a date, which finds the draft again when its document comes again. */
  day: z.union([isoDay, z.literal("")]),
  slug: z.string().min(1).max(300),
  /** The id of the article that it leads to. */
  article: z.int().positive(),
});
export type OldAddress = z.output<typeof oldAddressShape>;

/** In the order of their key, without the one that each article has now. @param after where to go on. */
export async function exportAddresses(
  { db, waits }: Runtime,
  after: AddressKey | null,
): Promise<{
  readonly addresses: readonly OldAddress[];
  /** Null at the end. A page may be empty and go on. */
  readonly next: AddressKey | null;
}> {
  const [rows] = await runQueries(db, [addressesAfter(db, after, MOST_ADDRESSES)], waits.d1Ms);
  const old = rows.filter(row => row.day !== (row.articleDay ?? "") || row.key !== slugKey(row.articleSlug));
  const last = rows.length === MOST_ADDRESSES ? rows.at(-1) : undefined;
  return {
    addresses: old.map(({ lang, day, slug, articleId }) => ({ lang, day, slug, article: articleId })),
    next: last === undefined ? null : { lang: last.lang, day: last.day, key: last.key },
  };
}

/**
 * Each comes in, or is there already; no article loses an address by it.
 * @returns those that were refused: the address is another article's, or there is no such article in the language.
 */
export async function importAddresses(
  { db, waits, now }: Runtime,
  addresses: readonly OldAddress[],
  tokenId: string,
): Promise<readonly OldAddress[]> {
  const keyed = addresses.map(address => ({ ...address, key: slugKey(address.slug) }));
  const taken = addressesTaken(db, keyed);
  const writes = insertAddresses(db, keyed, { at: now(), tokenId });
  const results = await commit(db, [...writes, taken.statement], waits.d1Ms);
  const places = taken.read(results.at(-1));
  return addresses.filter((_, place) => !places.has(place));
}
