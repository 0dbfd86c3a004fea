/** What PNG and ZIP share: a checksum, and inflating piece by piece so that what grows too large can be stopped. */

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
