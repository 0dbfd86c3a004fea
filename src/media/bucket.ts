/** The bytes of media in R2, under the name that their address has. What is there never changes. */

import { ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { joined, lengthOf } from "./formats/walk";
import { fileOf, type Kept } from "./media";
import { WIDTHS } from "./sizes";

/** The SHA-256 of the pieces as one, hexadecimal. */
export async function hashOf(pieces: readonly Uint8Array[]): Promise<string> {
  const digest = new crypto.DigestStream("SHA-256");
  const writer = digest.getWriter();
  for (const piece of pieces) await writer.write(piece);
  await writer.close();
  return new Uint8Array(await digest.digest).toHex();
}

/** Lays the bytes down, unless they are there. R2 checks them against the hash. @throws ProblemError `media-unavailable` */
export async function layDown(
  { media }: Pick<Runtime, "media">,
  kept: Kept,
  pieces: readonly Uint8Array[],
): Promise<void> {
  const key = fileOf(kept);
  try {
    if ((await media.head(key)) !== null) return;
    const options = { httpMetadata: { contentType: kept.type }, sha256: kept.hash };
    const { readable, writable } = new FixedLengthStream(lengthOf(pieces));
    await Promise.all([media.put(key, readable, options), pour(writable, pieces)]);
  } catch (cause) {
    throw outage(cause);
  }
}

/** Small pieces are joined: each write costs more than its bytes. */
async function pour(writable: WritableStream<Uint8Array>, pieces: readonly Uint8Array[]): Promise<void> {
  const writer = writable.getWriter();
  let small: Uint8Array[] = [];
  for (const piece of pieces) {
    small.push(piece);
    if (lengthOf(small) < SMALL_BYTES) continue;
    await writer.write(small.length === 1 ? piece : joined(small));
    small = [];
  }
  await writer.write(joined(small));
  await writer.close();
}

const SMALL_BYTES = 64 * 1024;

/** Takes the bytes away, in every size. @throws ProblemError `media-unavailable` */
export async function takeAway({ media }: Pick<Runtime, "media">, kept: Kept): Promise<void> {
  try {
    await media.delete([fileOf(kept), ...WIDTHS.map(width => sizeKey(kept, width))]);
  } catch (cause) {
    throw outage(cause);
  }
}

/** Where a picture lies in another width. */
export function sizeKey(kept: Kept, width: number): string {
  return `sizes/${width}/${fileOf(kept)}`;
}

/** R2 does not answer. The cause is for the log. */
export function outage(cause: unknown): ProblemError {
  console.error(JSON.stringify({ bucket: String(cause) }));
  return new ProblemError({ code: "media-unavailable" });
}
