/**
 * The one thing of EXIF that is kept: which way up the picture is. Pure; never refuses, since a broken EXIF is only
 * dropped.
 * @see CIPA DC-008 (Exif 2.32) section 4.6, TIFF 6.0 section 2
 */

/** Upright. */
export const UPRIGHT = 1;

const ORIENTATION = 0x0112;
const MOST_TAGS = 1_000;

/** @param tiff EXIF from its byte order on. @returns 1 to 8; 1 if it says nothing that can be understood. */
export function orientationIn(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 14) return UPRIGHT;
  const isLittle = view.getUint16(0) === 0x4949;
  if (!isLittle && view.getUint16(0) !== 0x4d4d) return UPRIGHT;
  const first = view.getUint32(4, isLittle);
  if (first + 2 > tiff.length) return UPRIGHT;
  const tags = Math.min(view.getUint16(first, isLittle), MOST_TAGS);
  for (let tag = 0; tag < tags; tag++) {
    const at = first + 2 + tag * 12;
    if (at + 12 > tiff.length) break;
    if (view.getUint16(at, isLittle) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : UPRIGHT;
  }
  return UPRIGHT;
}

/** EXIF that says the orientation and nothing else: 26 bytes from its byte order on. */
export function orientationTiff(orientation: number): Uint8Array {
  return Uint8Array.from([
    ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
}

/** EXIF without a tag: 14 bytes from its byte order on. */
export const EMPTY_TIFF: Uint8Array = Uint8Array.from([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]);
