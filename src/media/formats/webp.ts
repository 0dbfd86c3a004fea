/**
 * WebP, still and animated: the walk through its RIFF chunks. EXIF, XMP and whatever is unknown go, with their flags;
 * the orientation stays in an EXIF of 26 bytes; what was compressed is copied as it is.
 * @see RFC 9649 section 2.7
 */

import { MOST_SIDE } from "../limits";
import { isColourProfile, profileDropped } from "./colour-profile";
import { orientationIn, orientationTiff, UPRIGHT } from "./exif";
import {
  ascii,
  broken,
  checkFrames,
  checkParts,
  checkSize,
  FileBytes,
  type Judged,
  lengthOf,
  nothingAfter,
  u32Bytes,
} from "./walk";

const FLAGS = { animation: 0x02, exif: 0x08, alpha: 0x10, profile: 0x20 } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Walk {
  readonly file: FileBytes;
  readonly pieces: Uint8Array[];
  /** Of the whole, as the extended header tells it; null in a simple file. */
  canvas: Size | null;
  flags: number;
  /** Of the still picture. */
  still: Size | null;
  frames: number;
  orientation: number;
  parts: number;
  hasProfile: boolean;
  isProfileDropped: boolean;
}

/** @throws ProblemError `invalid` when it is none, or more than one thing. */
export function judgeWebp(bytes: Uint8Array): Judged {
  const file = new FileBytes(bytes);
  const end = 8 + file.u32(4, true);
  file.need(0, end);
  nothingAfter(file, end);
  const walk: Walk = {
    ...{ file, pieces: [], canvas: null, flags: 0, still: null },
    ...{ frames: 0, orientation: UPRIGHT, parts: 0, hasProfile: false, isProfileDropped: false },
  };
  for (let at = 12; at < end; ) at = walkChunk(walk, at, end);
  const { width, height } = sizeOf(walk, end);
  const { orientation } = walk;
  const warnings = profileDropped(walk.isProfileDropped);
  return { type: "image/webp", width, height, orientation, pieces: rebuilt(walk), warnings };
}

/** @returns where the next chunk begins. */
function walkChunk(walk: Walk, at: number, end: number): number {
  const { file } = walk;
  walk.parts += 1;
  checkParts(walk.parts);
  const type = file.text(at, 4);
  const length = file.u32(at + 4, true);
  const next = at + 8 + length + (length % 2);
  if (next > end) broken("a chunk reaches beyond the end", at);
  const isFirst = at === 12;
  if (
    isFirst !== ["VP8X", "VP8 ", "VP8L"].includes(type) &&
    (isFirst || walk.canvas === null || type === "VP8X")
  )
    broken("its chunks do not stand in their order", at);
  // What stands after the picture of a simple file is no part of it.
  if (!isFirst && walk.canvas === null) return next;
  const kept = keep(walk, type, at + 8, length) ? file.slice(at, next) : null;
  if (kept !== null && type !== "VP8X")
    walk.pieces.push(...(type === "ANMF" ? frame(walk, at, length) : [kept]));
  return next;
}

/** Heeds a chunk. @returns whether it is kept. */
function keep(walk: Walk, type: string, at: number, length: number): boolean {
  const { file } = walk;
  switch (type) {
    case "VP8X":
      if (length < 10) broken("its header is too short", at);
      walk.flags = file.u8(at);
      walk.canvas = { width: file.u24le(at + 4) + 1, height: file.u24le(at + 7) + 1 };
      return true;
    case "VP8 ":
    case "VP8L":
      if (walk.still !== null) broken("it holds two pictures", at);
      walk.still = pictureSize(file, type, at, length);
      return true;
    case "ANMF":
      walk.frames += 1;
      checkFrames(walk.frames, 1);
      return true;
    case "ICCP":
      return keepProfile(walk, file.slice(at, at + length));
    case "EXIF":
      walk.orientation = orientationOf(file.slice(at, at + length));
      return false;
    default:
      return type === "ANIM" || type === "ALPH";
  }
}

function keepProfile(walk: Walk, profile: Uint8Array): boolean {
  const isOne = !walk.hasProfile && isColourProfile(profile);
  if (isOne) walk.hasProfile = true;
  else walk.isProfileDropped = true;
  return isOne;
}

/** Some programs put JPEG's mark before the EXIF. */
function orientationOf(exif: Uint8Array): number {
  return orientationIn(exif[0] === 0x45 ? exif.subarray(6) : exif);
}

/** A frame without chunks that are no part of the picture. */
function frame(walk: Walk, at: number, length: number): Uint8Array[] {
  const { file } = walk;
  if (length < 16) broken("a frame has no header", at);
  const size = { width: file.u24le(at + 14) + 1, height: file.u24le(at + 17) + 1 };
  const end = at + 8 + length;
  const kept: Uint8Array[] = [];
  for (let inner = at + 24; inner < end; ) {
    walk.parts += 1;
    checkParts(walk.parts);
    const type = file.text(inner, 4);
    const bytes = file.u32(inner + 4, true);
    const next = inner + 8 + bytes + (bytes % 2);
    if (next > end + (length % 2)) broken("a chunk reaches beyond its frame", inner);
    if (type === "VP8 " || type === "VP8L") sameSize(pictureSize(file, type, inner + 8, bytes), size, inner);
    if (["ALPH", "VP8 ", "VP8L"].includes(type)) kept.push(file.slice(inner, next));
    inner = next;
  }
  return [ascii("ANMF"), u32Bytes(16 + lengthOf(kept), true), file.slice(at + 8, at + 24), ...kept];
}

/** @see RFC 6386 section 9.1 (lossy), RFC 9649 section 3.4 (lossless) */
function pictureSize(file: FileBytes, type: "VP8 " | "VP8L", at: number, length: number): Size {
  if (length < 10) broken("its picture is too short", at);
  if (type === "VP8L") {
    if (file.u8(at) !== 0x2f) broken("its picture does not begin as one", at);
    const bits = file.u32(at + 1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  const isKeyFrame = (file.u8(at) & 1) === 0 && file.u24le(at + 3) === 0x2a019d;
  if (!isKeyFrame) broken("its picture does not begin as one", at);
  return { width: file.u16(at + 6, true) & 0x3fff, height: file.u16(at + 8, true) & 0x3fff };
}

function sameSize(one: Size, other: Size, at: number): void {
  if (one.width !== other.width || one.height !== other.height)
    broken("it tells two sizes of one picture", at);
}

function sizeOf({ canvas, still, frames, flags }: Walk, end: number): Size {
  const isAnimated = canvas !== null && (flags & FLAGS.animation) !== 0;
  const size = isAnimated ? canvas : still;
  if (size === null || (isAnimated && (frames === 0 || still !== null))) broken("it holds no picture", end);
  if (canvas !== null) sameSize(canvas, size, 12);
  checkSize(size.width, Math.min(size.height, MOST_SIDE + 1), 12);
  checkFrames(frames, size.width * size.height);
  return size;
}

/** The file with its lengths and flags made true. */
function rebuilt({ file, canvas, flags, orientation, pieces, hasProfile }: Walk): Uint8Array[] {
  if (canvas === null) return [ascii("RIFF"), u32Bytes(4 + lengthOf(pieces), true), ascii("WEBP"), ...pieces];
  const isTurned = orientation !== UPRIGHT;
  const kept = (flags & (FLAGS.animation | FLAGS.alpha)) | (hasProfile ? FLAGS.profile : 0);
  const header = [
    ascii("VP8X"),
    u32Bytes(10, true),
    Uint8Array.of(kept | (isTurned ? FLAGS.exif : 0), 0, 0, 0),
    file.slice(24, 30),
  ];
  const exif = isTurned ? [ascii("EXIF"), u32Bytes(26, true), orientationTiff(orientation)] : [];
  const body = [...header, ...pieces, ...exif];
  return [ascii("RIFF"), u32Bytes(4 + lengthOf(body), true), ascii("WEBP"), ...body];
}
