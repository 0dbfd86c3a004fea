/** The two things that a picture may say beside its pixels: which way up it is, and what its colours mean. */
import { Unzlib } from "fflate";
import { ByteReader, inflateInPieces, joined, lengthOf } from "./bytes";
import { MOST_PROFILE_BYTES } from "./limits";
import type { MediaWarning } from "./sanitize";

/** The orientation of a picture that needs no turning. */
export const UPRIGHT = 1;

const ORIENTATION_TAG = 0x0112;
const MOST_TAGS = 1_000;

/**
 * The orientation in EXIF. Never throws: a broken EXIF is only dropped.
 * @param tiff EXIF from its byte order on. @returns 1 to 8; 1 when it says nothing that can be understood.
 * @see CIPA DC-008 (Exif 2.32) section 4.6, TIFF 6.0 section 2
 */
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
    if (view.getUint16(at, isLittle) !== ORIENTATION_TAG) continue;
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

/** A header, and how many tags there are. */
const SHORTEST_PROFILE = 128 + 4;

/**
 * Whether it has the header of a colour profile and its true length, so that nothing else hides behind the name.
 * @see ICC.1:2022 section 7.2
 */
export function isColourProfile(bytes: Uint8Array): boolean {
  const file = new ByteReader(bytes);
  return (
    file.length >= SHORTEST_PROFILE &&
    file.length <= MOST_PROFILE_BYTES &&
    file.u32(0) === file.length &&
    file.is("acsp", 36)
  );
}

/** The warning of a picture whose profile was dropped: a false profile is no reason to lose a photograph. */
export const profileDropped = (isDropped: boolean): MediaWarning[] => (isDropped ? [DROPPED] : []);

const DROPPED: MediaWarning = {
  code: "profile-dropped",
  message:
    "What the picture calls its colour profile is none, and was left out. Check its colours; if they differ, export it again as sRGB.",
};

/** Bytes inflated at a time: at most a thousand times as many come out. */
const PIECE = 512;

/** @param zlib RFC 1950 @returns the profile that it inflates to; null if it is none, or too large. */
export function inflatedProfile(zlib: Uint8Array): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const take = (piece: Uint8Array) => {
    pieces.push(piece);
    length += piece.length;
    return length <= MOST_PROFILE_BYTES;
  };
  try {
    inflateInPieces(ondata => new Unzlib(ondata), zlib, PIECE, take);
  } catch {
    return null;
  }
  const profile = joined(pieces);
  return isColourProfile(profile) ? profile : null;
}

/** A part of a profile, as JPEG cuts one up: its number, of how many, and its bytes. */
export interface ProfilePart {
  readonly number: number;
  readonly of: number;
  readonly bytes: Uint8Array;
}

/** Whether all parts are there, each once, and make a profile. */
export function isProfileInParts(parts: readonly ProfilePart[]): boolean {
  const sorted = parts.toSorted((one, other) => one.number - other.number);
  const isWhole = sorted.every(({ number, of }, place) => number === place + 1 && of === parts.length);
  const pieces = sorted.map(({ bytes }) => bytes);
  return isWhole && lengthOf(pieces) <= MOST_PROFILE_BYTES && isColourProfile(joined(pieces));
}
