/**
 * What takes the place of two libraries of mammoth's in the deployed bundle (`alias` in wrangler.toml and
 * scripts/contract.mjs), of which they would be an eighth: a ZIP library, of which mammoth uses two calls, and a writer
 * of XML that it needs only for changing documents.
 */
import { unzipSync } from "fflate";

/** @param packed as `docx/document.ts` packed it: nothing in it is compressed. */
export async function loadAsync(packed: ArrayBuffer) {
  const files = new Map(Object.entries(unzipSync(new Uint8Array(packed))));
  return {
    file(name: string) {
      const bytes = files.get(name);
      return bytes === undefined ? null : { async: async () => bytes };
    },
  };
}

/** @throws Error always: documents are read here, never written. */
export function create(): never {
  throw new Error("mammoth was asked to write XML");
}
