/** What Cloudflare Images makes of a picture: other widths, and the colour that is shown until it has loaded. */
import type { Runtime } from "../runtime";
import { sizeKey } from "./bucket";
import { fileName, isPicture, type MediaFile } from "./media";
import { ByteReader, joined } from "./sanitize/bytes";
import type { CleanMedia } from "./sanitize/sanitize";

/**
 * A picture in another width: made once, then stored beside the original.
 * @returns null without the binding or the original, and when Images fail: then the original is served.
 */
export async function scaledImage(
  { media, images }: Runtime,
  file: MediaFile,
  width: number,
): Promise<R2ObjectBody | null> {
  if (images === null) return null;
  const key = sizeKey(file, width);
  const stored = await media.get(key);
  if (stored !== null) return stored;
  const original = await media.get(fileName(file));
  if (original === null) return null;
  try {
    const { type } = file;
    if (type !== "image/jpeg" && type !== "image/png" && type !== "image/webp") return null;
    const made = await images
      .input(original.body)
      .transform({ width, fit: "scale-down" })
      .output({ format: type });
    await media.put(key, await made.response().arrayBuffer(), { httpMetadata: { contentType: type } });
    return await media.get(key);
  } catch (failure) {
    logFailure(failure);
    return null;
  }
}

const logFailure = (failure: unknown) => console.error(JSON.stringify({ images: String(failure) }));

/**
 * The mean colour of a picture: it is scaled to one pixel.
 * @returns `#rrggbb`; null for what is no picture, without the binding, and when Images cannot read it.
 */
export async function meanColour({ images }: Runtime, { type, pieces }: CleanMedia): Promise<string | null> {
  if (images === null || !isPicture({ type })) return null;
  try {
    const made = await images
      .input(new Blob([...pieces]).stream())
      .transform({ width: 1, height: 1, fit: "squeeze" })
      .output({ format: "image/png" });
    return await colourOfPixel(new Uint8Array(await made.response().arrayBuffer()));
  } catch (failure) {
    // The picture is as good without it.
    logFailure(failure);
    return null;
  }
}

/** A PNG of one pixel has some hundred bytes. */
const MOST_BYTES = 10_000;
/** Colour types of PNG. */
const PALETTE = 3;
const GREYS = [0, 4];

/**
 * The colour of a PNG of one pixel, without its transparency; null for any other file.
 * @see https://www.w3.org/TR/png-3/ sections 11.2 and 9: every filter leaves the samples of a first pixel as they are
 */
export async function colourOfPixel(png: Uint8Array): Promise<string | null> {
  if (png.length > MOST_BYTES) return null;
  const chunks = chunksOf(new ByteReader(png));
  const header = chunks.find(({ name }) => name === "IHDR")?.content;
  if (header === undefined || header.u32(0) !== 1 || header.u32(4) !== 1) return null;
  const [depth, colourType] = [header.u8(8), header.u8(9)];
  const compressed = chunks.filter(({ name }) => name === "IDAT").map(({ content }) => content.bytes);
  const { unzlibSync } = await import("fflate");
  const samples = new ByteReader(unzlibSync(joined(compressed)).subarray(1));
  if (colourType === PALETTE) {
    const palette = chunks.find(({ name }) => name === "PLTE")?.content;
    const index = samples.u8(0) >> (8 - depth);
    return palette === undefined ? null : hex([0, 1, 2].map(offset => palette.u8(3 * index + offset)));
  }
  if (depth < 8) return null;
  // Of 16 bits the first eight are enough.
  const sample = (place: number) => samples.u8(place * (depth / 8));
  return hex(GREYS.includes(colourType) ? [0, 0, 0].map(sample) : [0, 1, 2].map(sample));
}

function chunksOf(file: ByteReader): { readonly name: string; readonly content: ByteReader }[] {
  const chunks = [];
  for (let at = 8; at < file.length; ) {
    const length = file.u32(at);
    const content = new ByteReader(file.slice(at + 8, at + 8 + length));
    chunks.push({ name: file.text(at + 4, 4), content });
    at += 12 + length;
  }
  return chunks;
}

const hex = (samples: readonly number[]) =>
  `#${samples.map(sample => sample.toString(16).padStart(2, "0")).join("")}`;
