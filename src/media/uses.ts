/** Where media are shown: for whoever saves what shows them. */
import type { SQL } from "drizzle-orm";
import type { Db, Statement } from "../db/client";
import { ENDINGS } from "./media";
import { writeUses } from "./store";

const ADDRESS = new RegExp(`/media/([0-9a-f]{64})\\.(?:${Object.values(ENDINGS).join("|")})\\b`, "g");

/** The hashes of all media whose address stands in a text, each once. */
export function mediaIn(html: string): string[] {
  return [...new Set([...html.matchAll(ADDRESS)].map(([, hash = ""]) => hash))];
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
