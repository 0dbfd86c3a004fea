/** Inflating piece by piece, so that what grows beyond measure can be stopped. */

/** Of fflate: `Inflate` or `Unzlib`. */
interface Inflater {
  push(piece: Uint8Array, isLast: boolean): void;
}

/** Nothing comes out of a block that is stored as it is before it is whole, in bytes. @see RFC 1951 section 3.2.4 */
const LONGEST_SILENCE = 65_535 + 5;

/**
 * Hands over what comes out. What lies behind the end of a stream is not read: the inflater would copy all of it for
 * each piece.
 * @param take says whether to go on. @param pieceBytes go in at a time: at most a thousand times as many come out.
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
