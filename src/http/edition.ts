/** `?edition=N`: a reader who asks for an edition is answered from at least that one. */
import type { Page } from "../cache/read-through";
import { readThrough } from "../cache/read-through";
import type { Visit } from "./door";
import { respond } from "./respond";

/** The edition that a query asks for; 0 when it asks for none, or for something that is no edition. */
export function askedEdition(query: string): number {
  if (query === "") return 0;
  const asked = new URLSearchParams(query).get("edition") ?? "";
  return /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : 0;
}

/** Serves a page through the cache, as the request asks for it. @throws Refusal */
export async function servePage<T>(c: Visit, page: Page<T>): Promise<Response> {
  const { runtime, address, remember } = c.env;
  const edition = askedEdition(address.query);
  const served = await readThrough(runtime, page, edition);
  const isShelved = page.shelf !== "none" && served.rendering.status === 200;
  if (isShelved && address.query === "") remember(later => readThrough(later, page, 0));
  return respond(c.req.raw, served, runtime.now(), edition > 0);
}
