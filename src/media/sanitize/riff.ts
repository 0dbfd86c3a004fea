/** RIFF files: WebP, still and animated, and WAV. Chunks that are not known are dropped, and the lengths made true. */
import { ascii, ByteReader, lengthOf, nothingAfter, u32Bytes } from "./bytes";
import { broken, checkFrames, checkParts, checkSize, hiding, MOST_SIDE } from "./limits";
import { isColourProfile, orientationIn, orientationTiff, profileDropped, UPRIGHT } from "./picture-metadata";
import type { CleanMedia } from "./sanitize";

const FLAGS = { animation: 0x02, exif: 0x08, alpha: 0x10, profile: 0x20 } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface WebpParse {
  readonly file: ByteReader;
  readonly pieces: Uint8Array[];
  /** The size in the extended header; null in a simple file. */
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

/**
 * WebP: EXIF, XMP and what is not known are dropped, with their flags; the orientation stays in an EXIF of 26 bytes.
 * @throws MediaRejected when it is none, or more than one thing. @see RFC 9649 section 2.7
 */
export function sanitizeWebp(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const end = 8 + file.u32(4, true);
  file.need(0, end);
  nothingAfter(file, end);
  const parse: WebpParse = {
    ...{ file, pieces: [], canvas: null, flags: 0, still: null },
    ...{ frames: 0, orientation: UPRIGHT, parts: 0, hasProfile: false, isProfileDropped: false },
  };
  for (let at = 12; at < end; ) at = readChunk(parse, at, end);
  const { width, height } = sizeOf(parse, end);
  const { orientation } = parse;
  const warnings = profileDropped(parse.isProfileDropped);
  return { type: "image/webp", width, height, orientation, pieces: rebuilt(parse), warnings };
}

/** @returns where the next chunk begins. */
function readChunk(parse: WebpParse, at: number, end: number): number {
  const { file } = parse;
  parse.parts += 1;
  checkParts(parse.parts);
  const type = file.text(at, 4);
  const length = file.u32(at + 4, true);
  const next = at + 8 + length + (length % 2);
  if (next > end) broken("a chunk reaches beyond the end", at);
  const isFirst = at === 12;
  if (
    isFirst !== ["VP8X", "VP8 ", "VP8L"].includes(type) &&
    (isFirst || parse.canvas === null || type === "VP8X")
  )
    broken("its chunks do not stand in their order", at);
  // What follows the picture of a simple file is no part of it.
  if (!isFirst && parse.canvas === null) return next;
  const kept = keep(parse, type, at + 8, length) ? file.slice(at, next) : null;
  if (kept !== null && type !== "VP8X")
    parse.pieces.push(...(type === "ANMF" ? frame(parse, at, length) : [kept]));
  return next;
}

/** Reads a chunk. @returns whether it is kept. */
function keep(parse: WebpParse, type: string, at: number, length: number): boolean {
  const { file } = parse;
  switch (type) {
    case "VP8X":
      if (length < 10) broken("its header is too short", at);
      parse.flags = file.u8(at);
      parse.canvas = { width: file.u24le(at + 4) + 1, height: file.u24le(at + 7) + 1 };
      return true;
    case "VP8 ":
    case "VP8L":
      if (parse.still !== null) broken("it holds two pictures", at);
      parse.still = pictureSize(file, type, at, length);
      return true;
    case "ANMF":
      parse.frames += 1;
      checkFrames(parse.frames, 1);
      return true;
    case "ICCP":
      return keepProfile(parse, file.slice(at, at + length));
    case "EXIF":
      parse.orientation = orientationOf(file.slice(at, at + length));
      return false;
    default:
      return type === "ANIM" || type === "ALPH";
  }
}

function keepProfile(parse: WebpParse, profile: Uint8Array): boolean {
  const isOne = !parse.hasProfile && isColourProfile(profile);
  if (isOne) parse.hasProfile = true;
  else parse.isProfileDropped = true;
  return isOne;
}

/** Some programs put JPEG's mark before the EXIF. */
function orientationOf(exif: Uint8Array): number {
  return orientationIn(exif[0] === 0x45 ? exif.subarray(6) : exif);
}

/** A frame without chunks that are no part of the picture. */
function frame(parse: WebpParse, at: number, length: number): Uint8Array[] {
  const { file } = parse;
  if (length < 16) broken("a frame has no header", at);
  const size = { width: file.u24le(at + 14) + 1, height: file.u24le(at + 17) + 1 };
  const end = at + 8 + length;
  const kept: Uint8Array[] = [];
  for (let inner = at + 24; inner < end; ) {
    parse.parts += 1;
    checkParts(parse.parts);
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
function pictureSize(file: ByteReader, type: "VP8 " | "VP8L", at: number, length: number): Size {
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

function sizeOf({ canvas, still, frames, flags }: WebpParse, end: number): Size {
  const isAnimated = canvas !== null && (flags & FLAGS.animation) !== 0;
  const size = isAnimated ? canvas : still;
  if (size === null || (isAnimated && (frames === 0 || still !== null))) broken("it holds no picture", end);
  if (canvas !== null) sameSize(canvas, size, 12);
  checkSize(size.width, Math.min(size.height, MOST_SIDE + 1), 12);
  checkFrames(frames, size.width * size.height);
  return size;
}

/** The file with its lengths and flags made true. */
function rebuilt({ file, canvas, flags, orientation, pieces, hasProfile }: WebpParse): Uint8Array[] {
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

/** What is kept of a WAV: its format and its samples. @see Microsoft, Multimedia Programming Interface 1.0, chapter 3 */
const WAV_KEPT = ["fmt ", "fact", "data"];

/** @throws MediaRejected when it is no WAV, or more than one thing. */
export function sanitizeWav(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const end = 8 + file.u32(4, true);
  file.need(0, end);
  if (end + (end % 2) < file.length) hiding("After the end of the recording there are more bytes.", end);
  const pieces: Uint8Array[] = [];
  const seen: string[] = [];
  for (let at = 12; at + 8 <= end; ) {
    checkParts(seen.length);
    const type = file.text(at, 4);
    const length = file.u32(at + 4, true);
    file.need(at, 8 + length);
    const next = at + 8 + length;
    if (WAV_KEPT.includes(type) && seen.includes(type)) broken(`it has two chunks '${type}'`, at);
    if (WAV_KEPT.includes(type)) pieces.push(file.slice(at, next), new Uint8Array(length % 2));
    seen.push(type);
    at = next + (length % 2);
  }
  if (!seen.includes("fmt ") || !seen.includes("data")) broken("it holds no sound", end);
  const header = [ascii("RIFF"), u32Bytes(4 + lengthOf(pieces), true), ascii("WAVE")];
  return {
    ...{ type: "audio/wav", width: null, height: null, orientation: null },
    ...{ pieces: [...header, ...pieces], warnings: [] },
  };
}
