/** The index, built anew from nothing in one go: what `npm run search:rebuild` does step by step over the API. */
import type { Runtime } from "../../src/runtime";
import { emptyIndex, followSearch } from "../../src/search/follow";

/** @returns how many times an article was put in. */
export async function rebuildSearch(runtime: Runtime): Promise<{ indexed: number }> {
  await emptyIndex(runtime);
  let indexed = 0;
  for (;;) {
    const followed = await followSearch(runtime);
    indexed += followed.indexed;
    if (followed.edition >= followed.current) return { indexed };
  }
}
