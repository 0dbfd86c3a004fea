/**
 * What every walker through a file's structure uses: reading that never leaves the file, what it hands back, and how
 * it refuses. A walker hands back pieces of the file that it was given, and few bytes of its own, so that a cleaned
 * file of 50 MB lies in memory once.
 */
import { ProblemError } from "../../http/problem";
import { MOST_FRAME_PIXELS, MOST_FRAMES, MOST_PARTS, MOST_PIXELS, MOST_SIDE } from "../limits";
import type { MediaType } from "../media";

/** Something that an editor should know about what was done with their file. */
export interface Note {
  readonly code: string;
  readonly message: string;
}

/** A file that is what it says it is, without what must not be told. */
export interface Judged {
  readonly type: MediaType;
  /** Of the stored pixels, before the orientation is heeded; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
  /** As EXIF counts it, 1 to 8; null for what is no picture. */
  readonly orientation: number | null;
  /** The cleaned file, in order: views of the bytes that were judged, which must not change meanwhile. */
  readonly pieces: readonly Uint8Array[];
  readonly warnings: readonly Note[];
}

/** @throws ProblemError always: `invalid` with one fault, which names the place. */
export function broken(what: string, offset: number): never {
  const message = `The file is broken: ${what}. Export it again from the program that made it.`;
  throw new ProblemError({
    code: "invalid",
    faults: [{ code: "broken-file", field: "file", message, offset }],
  });
}

/** @throws ProblemError always: something follows the end, or hides beside what the file says it is. */
export function hiding(what: string, offset: number): never {
  const message = `${what} A file must be one thing and end where it ends. Export it again without anything added.`;
  throw new ProblemError({
    code: "invalid",
    faults: [{ code: "hidden-bytes", field: "file", message, offset }],
  });
}

/** Empty room after the end is cut off. @throws ProblemError when anything else stands there. */
export function nothingAfter(file: FileBytes, end: number): void {
  if (file.slice(end, file.length).some(byte => byte !== 0))
    hiding("After the end of the picture there are more bytes.", end);
}

/** @throws ProblemError always: the file asks for more than any reader's device should be given. */
export function tooMuch(found: number, most: number, what: string): never {
  const message = `There are ${found} ${what}; at most ${most} are taken. Make it smaller and send it again.`;
  throw new ProblemError({ code: "invalid", faults: [{ code: "too-much", field: "file", message }] });
}

/** @throws ProblemError for a picture that is empty or too large, whatever its file weighs. */
export function checkSize(width: number, height: number, offset: number): void {
  if (width === 0 || height === 0) broken("the picture has no width or no height", offset);
  if (width > MOST_SIDE || height > MOST_SIDE)
    tooMuch(Math.max(width, height), MOST_SIDE, "pixels on a side");
  if (width * height > MOST_PIXELS) tooMuch(width * height, MOST_PIXELS, "pixels");
}

/** @param pixels of one frame. @throws ProblemError */
export function checkFrames(frames: number, pixels: number): void {
  if (frames > MOST_FRAMES) tooMuch(frames, MOST_FRAMES, "frames");
  if (frames * pixels > MOST_FRAME_PIXELS)
    tooMuch(frames * pixels, MOST_FRAME_PIXELS, "pixels in all frames");
}

/** @throws ProblemError */
export function checkParts(parts: number): void {
  if (parts > MOST_PARTS) tooMuch(parts, MOST_PARTS, "parts in the file");
}

/** The bytes of a file. Whatever lies beyond them is a broken file. */
export class FileBytes {
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** @throws ProblemError unless so many bytes stand there. */
  need(at: number, bytes: number): void {
    if (!(at >= 0 && bytes >= 0 && at + bytes <= this.length))
      broken("it ends before it should, or a length in it is not true", Math.min(at, this.length));
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number, isLittle = false): number {
    this.need(at, 2);
    return this.#view.getUint16(at, isLittle);
  }

  u24le(at: number): number {
    return this.u16(at, true) + this.u8(at + 2) * 0x10000;
  }

  u32(at: number, isLittle = false): number {
    this.need(at, 4);
    return this.#view.getUint32(at, isLittle);
  }

  /** A number of 64 bits; one that no file here can reach is as large as numbers go. */
  u64(at: number): number {
    return this.u32(at) * 0x1_0000_0000 + this.u32(at + 4);
  }

  /** Bytes as Latin-1: for names in a structure. */
  text(at: number, bytes: number): string {
    return String.fromCharCode(...this.slice(at, at + bytes));
  }

  /** A view, no copy. */
  slice(from: number, to: number): Uint8Array {
    this.need(from, to - from);
    return this.bytes.subarray(from, to);
  }

  is(text: string, at: number): boolean {
    return at >= 0 && at + text.length <= this.length && this.text(at, text.length) === text;
  }
}

/** The bytes of a name in a structure. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}

/** A number of 32 bits as a file writes it. */
export function u32Bytes(value: number, isLittle = false): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, isLittle);
  return bytes;
}

/** How many bytes the pieces have together. */
export function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** The pieces as one: a copy. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
