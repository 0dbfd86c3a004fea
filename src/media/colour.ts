/** The colour that stands where a picture will be until it comes: the mean of it, as Cloudflare Images makes one pixel of it. */
import { unzlibSync } from "fflate";
import type { Runtime } from "../runtime";
import { FileBytes, type Judged } from "./formats/walk";
import { isPicture } from "./media";

/** A PNG of one pixel has some hundred bytes. */
const MOST_BYTES = 10_000;

/** @returns `#rrggbb`; null for what is no picture, without Images, and where Images cannot read it. */
export async function meanColour({ images }: Runtime, { type, pieces }: Judged): Promise<string | null> {
  if (images === null || !isPicture({ type })) return null;
  try {
    const made = await images
      .input(new Blob([...pieces]).stream())
      .transform({ width: 1, height: 1, fit: "squeeze" })
      .output({ format: "image/png" });
    return colourOfPixel(new Uint8Array(await made.response().arrayBuffer()));
  } catch (failure) {
    // The picture is as good without it.
    console.error(JSON.stringify({ images: String(failure) }));
    return null;
  }
}

/**
 * The colour of a PNG of one pixel, without its transparency.
 * @returns null for any other file. @see https://www.w3.org/TR/png-3/ sections 11.2 and 9: of a first pixel every filter leaves the samples as they are
 */
export function colourOfPixel(png: Uint8Array): string | null {
  if (png.length > MOST_BYTES) return null;
  const chunks = chunksOf(new FileBytes(png));
  const header = chunks.find(({ name }) => name === "IHDR")?.content;
  if (header === undefined || header.u32(0) !== 1 || header.u32(4) !== 1) return null;
  const compressed = chunks.filter(({ name }) => name === "IDAT").map(({ content }) => content);
  const [depth, kind] = [header.u8(8), header.u8(9)];
  const samples = new FileBytes(unzlibSync(joined(compressed)).subarray(1));
  if (kind === PALETTE) {
    const palette = chunks.find(({ name }) => name === "PLTE")?.content;
    const place = samples.u8(0) >> (8 - depth);
    return palette === undefined ? null : hex([0, 1, 2].map(offset => palette.u8(3 * place + offset)));
  }
  if (depth < 8) return null;
  // Of 16 bits the first eight are enough.
  const sample = (place: number) => samples.u8(place * (depth / 8));
  return hex(GREYS.includes(kind) ? [0, 0, 0].map(sample) : [0, 1, 2].map(sample));
}

const PALETTE = 3;
/** Grey without and with transparency. */
const GREYS = [0, 4];

interface Chunk {
  readonly name: string;
  readonly content: FileBytes;
}

function chunksOf(file: FileBytes): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.u32(at);
    const content = new FileBytes(file.slice(at + 8, at + 8 + length));
    chunks.push({ name: file.text(at + 4, 4), content });
    at += 12 + length;
  }
  return chunks;
}

function joined(parts: readonly FileBytes[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => [...part.slice(0, part.length)]));
}

const hex = (samples: readonly number[]) =>
  `#${samples.map(sample => sample.toString(16).padStart(2, "0")).join("")}`;
