/** Where media are shown: for whoever saves what shows them. */
import type { SQL } from "drizzle-orm";
import { type Db, runQueries, type Statement } from "../db/client";
import type { Runtime } from "../runtime";
import { ENDINGS } from "./media";
import { keptOf, writeUses } from "./queries";

const ADDRESS = new RegExp(`/media/([0-9a-f]{64})\\.(?:${Object.values(ENDINGS).join("|")})\\b`, "g");

/** The hashes of all media whose address stands in a text, each once. */
export function mediaIn(html: string): string[] {
  return [...new Set([...html.matchAll(ADDRESS)].map(([, hash = ""]) => hash))];
}

/** How many media a text shows that are not there any more. No trip for a text without any. */
export async function countGone({ db, waits }: Runtime, html: string): Promise<number> {
  const hashes = mediaIn(html);
  if (hashes.length === 0) return 0;
  const [kept] = await runQueries(db, [keptOf(db, hashes)], waits.d1Ms);
  return hashes.length - kept.length;
}

/**
 * Statements for the batch in which an article is saved, so that its uses hold or fail with it.
 * @param isNew whether nothing can be written of it yet.
 */
export function usesIn(
  db: Db,
  articleId: SQL | number,
  { bodyFormat, body }: { readonly bodyFormat: string; readonly body: string },
  isNew: boolean,
): Statement[] {
  // A plain text shows nothing: an address in it is words.
  return writeUses(db, articleId, bodyFormat === "html" ? mediaIn(body) : [], isNew);
}
