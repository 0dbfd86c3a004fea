/**
 * What stands in for two libraries of mammoth's in the bundle that is deployed (`alias` in wrangler.toml), which would
 * be an eighth of it: a ZIP library beside our own, of which mammoth uses two calls, and a writer of XML that it needs
 * for changing documents only.
 */
import { unzipSync } from "fflate";

/** @param packed as `withinBounds` packed it: nothing in it is compressed. */
export async function loadAsync(packed: ArrayBuffer) {
  const files = new Map(Object.entries(unzipSync(new Uint8Array(packed))));
  return {
    file(name: string) {
      const bytes = files.get(name);
      return bytes === undefined ? null : { async: async () => bytes };
    },
  };
}

/** @throws always: documents are read here, never written. */
export function create(): never {
  throw new Error("mammoth was asked to write XML");
}
