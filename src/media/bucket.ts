/** The bytes of media in R2, under the name that their address has. A file there never changes. */
import { ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { fileName, type MediaFile } from "./media";
import { joined, lengthOf } from "./sanitize/bytes";
import { WIDTHS } from "./sizes";

/** The SHA-256 of the pieces as one, hexadecimal. */
export async function hashOf(pieces: readonly Uint8Array[]): Promise<string> {
  const digest = new crypto.DigestStream("SHA-256");
  const writer = digest.getWriter();
  for (const piece of pieces) await writer.write(piece);
  await writer.close();
  return new Uint8Array(await digest.digest).toHex();
}

/** Writes a file, unless it is there. R2 checks it against the hash. @throws ProblemError `media-unavailable` */
export async function putFile(
  { media }: Pick<Runtime, "media">,
  file: MediaFile,
  pieces: readonly Uint8Array[],
): Promise<void> {
  const key = fileName(file);
  try {
    if ((await media.head(key)) !== null) return;
    const options = { httpMetadata: { contentType: file.type }, sha256: file.hash };
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

/** Deletes a file in every size. @throws ProblemError `media-unavailable` */
export async function deleteFiles({ media }: Pick<Runtime, "media">, file: MediaFile): Promise<void> {
  try {
    await media.delete([fileName(file), ...WIDTHS.map(width => sizeKey(file, width))]);
  } catch (cause) {
    throw outage(cause);
  }
}

/** The key of a picture in another width. */
export function sizeKey(file: MediaFile, width: number): string {
  return `sizes/${width}/${fileName(file)}`;
}

/** R2 does not answer. The cause goes into the log. */
export function outage(cause: unknown): ProblemError {
  console.error(JSON.stringify({ bucket: String(cause) }));
  return new ProblemError({ code: "media-unavailable" });
}
