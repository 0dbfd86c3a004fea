/** What the Worker is bound to besides its databases, by the names in wrangler.toml. */
import { withTimeout } from "../../db/client";
import type { Runtime } from "../../runtime";

/** `silent`: it is bound and does not answer. `bound`: what answers only to work that costs something. */
export const STANDINGS = ["answers", "silent", "bound", "not-bound"] as const;
type Standing = (typeof STANDINGS)[number];

/** No page and no medium has this key. */
const NOBODYS = "health";

/** Costs a read of KV and one of R2. */
export async function standingOfBindings(
  runtime: Runtime,
): Promise<Record<"CACHE" | "MEDIA" | "IMAGES" | "UPLOADS", Standing>> {
  const { kv, media, images, rateLimit, waits } = runtime;
  const [CACHE, MEDIA] = await Promise.all([
    standing("CACHE", withTimeout(waits.kvMs, kv.get(NOBODYS))),
    standing("MEDIA", withTimeout(waits.d1Ms, media.head(NOBODYS))),
  ]);
  return { CACHE, MEDIA, IMAGES: boundOr(images), UPLOADS: boundOr(rateLimit) };
}

const boundOr = (binding: object | null): Standing => (binding === null ? "not-bound" : "bound");

async function standing(binding: string, asked: Promise<unknown>): Promise<Standing> {
  try {
    await asked;
    return "answers";
  } catch (cause) {
    console.error(JSON.stringify({ binding, silent: String(cause) }));
    return "silent";
  }
}
