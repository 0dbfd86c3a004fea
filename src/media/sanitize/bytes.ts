/** Reading and writing the bytes of a file. Reading never leaves the file. */
import { broken, hiding } from "./limits";

/** Reads numbers and names at an offset. @throws MediaRejected for an offset outside of the file. */
export class ByteReader {
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** @throws MediaRejected unless there are so many bytes at an offset. */
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

  /** 64 bits. Above 2^53 it is not exact, which no file here reaches. */
  u64(at: number): number {
    return this.u32(at) * 0x1_0000_0000 + this.u32(at + 4);
  }

  /** Bytes as Latin-1, for names in a structure. */
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

/** Zeros after the end are cut off. @throws MediaRejected when there is anything else. */
export function nothingAfter(file: ByteReader, end: number): void {
  if (file.slice(end, file.length).some(byte => byte !== 0))
    hiding("After the end of the picture there are more bytes.", end);
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
