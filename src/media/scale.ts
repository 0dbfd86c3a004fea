/** A picture in another width: made once by Cloudflare Images, then kept beside the original. */
import type { Runtime } from "../runtime";
import { sizeKey } from "./bucket";
import { fileOf, type Kept } from "./media";

/** @returns null where it cannot be had: no binding, no original, or Images refuses it. The original serves then. */
export async function scaled(runtime: Runtime, kept: Kept, width: number): Promise<R2ObjectBody | null> {
  const { media, images } = runtime;
  if (images === null) return null;
  const key = sizeKey(kept, width);
  const known = await media.get(key);
  if (known !== null) return known;
  const original = await media.get(fileOf(kept));
  if (original === null) return null;
  try {
    const { type } = kept;
    if (type !== "image/jpeg" && type !== "image/png" && type !== "image/webp") return null;
    const made = await images
      .input(original.body)
      .transform({ width, fit: "scale-down" })
      .output({ format: type });
    await media.put(key, await made.response().arrayBuffer(), { httpMetadata: { contentType: type } });
    return await media.get(key);
  } catch (failure) {
    console.error(JSON.stringify({ images: String(failure) }));
    return null;
  }
}
