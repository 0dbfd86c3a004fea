/**
 * Colour profiles: whether bytes are one, so that nothing else hides behind the name. What is none goes, and the picture
 * stays, in the colours that it has without: a profile that lies is no reason to lose a photograph.
 * @see ICC.1:2022 section 7.2
 */
import { Unzlib } from "fflate";
import { MOST_PROFILE_BYTES } from "../limits";
import { inflateInPieces } from "./inflate";
import { FileBytes, joined, lengthOf, type Note } from "./walk";

/** A header, and how many tags there are. */
const SHORTEST = 128 + 4;

/** Whether it has a profile's header, which tells its length as it is. */
export function isColourProfile(bytes: Uint8Array): boolean {
  const file = new FileBytes(bytes);
  return (
    file.length >= SHORTEST &&
    file.length <= MOST_PROFILE_BYTES &&
    file.u32(0) === file.length &&
    file.is("acsp", 36)
  );
}

/** The warning of a picture that lost what called itself its profile. */
export const profileDropped = (isDropped: boolean): Note[] => (isDropped ? [DROPPED] : []);

const DROPPED: Note = {
  code: "profile-dropped",
  message:
    "What the picture calls its colour profile is none, and was left out. Check its colours; if they differ, export it again as sRGB.",
};

/** So many bytes are inflated at a time: at most a thousand times as many come out of them. */
const PIECE = 512;

/** @param zlib RFC 1950 @returns the profile that it inflates to, no more than one may have; null if it is none. */
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
