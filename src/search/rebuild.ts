/** The index, built anew from nothing while the site goes on serving. */
import type { Runtime } from "../env";
import { followSearch, forgetIndex } from "./follow";

/** @returns how many times an article was put in. For a large archive, `POST /api/search/rebuild` goes step by step. */
export async function rebuildSearch(runtime: Runtime): Promise<{ indexed: number }> {
  await forgetIndex(runtime);
  let indexed = 0;
  for (;;) {
    const followed = await followSearch(runtime);
    indexed += followed.indexed;
    if (followed.edition >= followed.current) return { indexed };
  }
}
