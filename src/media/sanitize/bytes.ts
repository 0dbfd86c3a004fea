/** Reading and writing the bytes of a file, and what PNG and ZIP share: inflating within bounds, and a checksum. */
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

/** Of fflate: `Inflate` or `Unzlib`. */
interface Inflater {
  push(piece: Uint8Array, isLast: boolean): void;
}

/** A stored block gives nothing until it is whole, in bytes. @see RFC 1951 section 3.2.4 */
const LONGEST_SILENCE = 65_535 + 5;

/**
 * Hands over what comes out. Bytes behind the end of the stream are not read: the inflater would copy all of them for
 * each piece.
 * @param take returns whether to go on. @param pieceBytes go in at a time: at most a thousand times as many come out.
 * @throws Error when it is no such stream.
 */
export function inflateInPieces(
  create: (ondata: (piece: Uint8Array) => void) => Inflater,
  packed: Uint8Array,
  pieceBytes: number,
  take: (piece: Uint8Array) => boolean,
): void {
  let silence = 0;
  let goesOn = true;
  const inflater = create(piece => {
    silence = piece.length === 0 ? silence + pieceBytes : 0;
    if (piece.length > 0) goesOn = take(piece);
  });
  for (let at = 0; at < packed.length && goesOn && silence <= LONGEST_SILENCE; at += pieceBytes)
    inflater.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of a PNG chunk's name and data, or of a file in a ZIP. @see ISO/IEC 3309 section 8.1.1.6.2 */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at++)
    value = (TABLE[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
