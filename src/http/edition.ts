/** `?edition=N`: a reader who asks for an edition is answered from at least that one. */
import type { Page } from "../cache/read-through";
import { readThrough } from "../cache/read-through";
import type { Rendering } from "../cache/rendering";
import { respond } from "./respond";
import type { AppContext } from "./routes";

/** The edition that a query asks for; 0 when it asks for none, or for something that is no edition. */
export function askedEdition(query: string): number {
  if (query === "") return 0;
  const asked = new URLSearchParams(query).get("edition") ?? "";
  return /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : 0;
}

/** What a reader asks for of a page that is shelved whole. */
type Reshape = (whole: Rendering) => Promise<Rendering>;

/**
 * Serves a page through the cache, as the request asks for it.
 * @param reshape what is done to each answer; the shelves keep the page as it is. @throws ProblemError
 */
export async function servePage<T>(
  c: AppContext,
  page: Page<T>,
  reshape: Reshape | null = null,
): Promise<Response> {
  const { runtime, address, remember } = c.var;
  const edition = askedEdition(address.query);
  const served = await readThrough(runtime, page, edition);
  const isShelved = page.cache !== "none" && served.rendering.status === 200;
  if (isShelved && address.query === "") remember(later => readThrough(later, page, 0));
  const shaped =
    reshape === null || served.rendering.status !== 200
      ? served
      : { ...served, rendering: await reshape(served.rendering) };
  return respond(c.req.raw, shaped, runtime.now(), edition > 0);
}
