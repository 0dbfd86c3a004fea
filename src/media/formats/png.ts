/**
 * PNG and animated PNG: the walk through its chunks. Kept is a list of what decodes the picture and its colours, and
 * the orientation in an eXIf of 26 bytes; what was compressed is copied as it is, but for the profile.
 * @see W3C PNG (Third Edition) sections 5, 11 and 13
 */
import { zlibSync } from "fflate";
import { inflatedProfile, profileDropped } from "./colour-profile";
import { crc32 } from "./crc32";
import { orientationIn, orientationTiff, UPRIGHT } from "./exif";
import {
  ascii,
  broken,
  checkFrames,
  checkParts,
  checkSize,
  FileBytes,
  type Judged,
  joined,
  nothingAfter,
  u32Bytes,
} from "./walk";

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** Of a profile: what it is called, and that it is deflated. */
const PROFILE_NAME = Uint8Array.from([...ascii("ICC"), 0, 0]);

const KEPT: ReadonlySet<string> = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "acTL", "fcTL", "fdAT"],
  ...["cHRM", "gAMA", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs"],
]);

/** Bits of a sample that each colour type may have. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Walk {
  readonly file: FileBytes;
  readonly pieces: Uint8Array[];
  width: number;
  height: number;
  orientation: number;
  frames: number;
  /** The chunk before this one. */
  previous: string;
  hasData: boolean;
  profiles: number;
  isProfileDropped: boolean;
}

/** @throws ProblemError `invalid` when it is none, or more than one thing. */
export function judgePng(bytes: Uint8Array): Judged {
  const file = new FileBytes(bytes);
  const walk: Walk = {
    ...{ file, pieces: [], width: 0, height: 0, orientation: UPRIGHT },
    ...{ frames: 0, previous: "", hasData: false, profiles: 0, isProfileDropped: false },
  };
  let at: number = PNG_SIGNATURE.length;
  for (let chunks = 0; walk.previous !== "IEND"; chunks++) {
    checkParts(chunks);
    at = walkChunk(walk, at);
  }
  nothingAfter(file, at);
  if (!walk.hasData) broken("it holds no picture", at);
  checkFrames(walk.frames, walk.width * walk.height);
  const { width, height, orientation } = walk;
  const [header = new Uint8Array(), ...rest] = walk.pieces;
  const exif = orientation === UPRIGHT ? [] : [chunk("eXIf", orientationTiff(orientation))];
  const pieces = [Uint8Array.from(PNG_SIGNATURE), header, ...exif, ...rest];
  return {
    type: "image/png",
    width,
    height,
    orientation,
    pieces,
    warnings: profileDropped(walk.isProfileDropped),
  };
}

/** @returns where the next chunk begins. */
function walkChunk(walk: Walk, at: number): number {
  const { file } = walk;
  const length = file.u32(at);
  const type = file.text(at + 4, 4);
  const end = at + 12 + length;
  file.need(at, 12 + length);
  if (!/^[A-Za-z]{4}$/.test(type)) broken("a chunk has no name", at);
  if (crc32(file.slice(at + 4, end - 4)) !== file.u32(end - 4))
    broken(`the chunk ${type} does not match its checksum`, at);
  if (walk.previous === "" && type !== "IHDR") broken("it does not begin with its header", at);
  heed(walk, type, at + 8, length);
  if (type === "iCCP") keepProfile(walk, at, end);
  else if (KEPT.has(type)) walk.pieces.push(file.slice(at, end));
  // A capital first letter: whoever does not know the chunk cannot show the picture.
  else if (/^[A-Z]/.test(type)) broken(`it holds a chunk that browsers do not know (${type})`, at);
  walk.previous = type;
  return end;
}

function heed(walk: Walk, type: string, at: number, length: number): void {
  const { file, previous } = walk;
  switch (type) {
    case "IHDR":
      if (previous !== "") broken("it has two headers", at);
      readHeader(walk, at, length);
      return;
    case "IDAT":
      if (walk.hasData && previous !== "IDAT") broken("its picture is in two places", at);
      walk.hasData = true;
      return;
    case "eXIf":
      walk.orientation = orientationIn(file.slice(at, at + length));
      return;
    case "fcTL":
      if (length !== 26) broken("a frame's header has a wrong length", at);
      walk.frames += 1;
      checkFrames(walk.frames, 1);
      if (file.u32(at + 4) > walk.width || file.u32(at + 8) > walk.height)
        broken("a frame is larger than the picture", at);
      return;
    case "IEND":
      if (length !== 0) broken("its last chunk is not empty", at);
      return;
    default:
  }
}

/**
 * Only the first is looked into: each may be made to grow. It is packed anew, under a name of ours, so that nothing
 * stands beside it. @see section 11.3.2.3: a name, how it is compressed, itself
 */
function keepProfile(walk: Walk, at: number, end: number): void {
  const { file } = walk;
  const content = file.slice(at + 8, end - 4);
  const name = content.subarray(0, 80).indexOf(0);
  const isOne = walk.profiles === 0 && name > 0 && content[name + 1] === 0;
  walk.profiles += 1;
  const profile = isOne ? inflatedProfile(content.subarray(name + 2)) : null;
  if (profile === null) walk.isProfileDropped = true;
  else walk.pieces.push(chunk("iCCP", joined([PROFILE_NAME, zlibSync(profile)])));
}

function readHeader(walk: Walk, at: number, length: number): void {
  const { file } = walk;
  if (length !== 13) broken("its header has a wrong length", at);
  walk.width = file.u32(at);
  walk.height = file.u32(at + 4);
  checkSize(walk.width, walk.height, at);
  const isKnown = DEPTHS[file.u8(at + 9)]?.includes(file.u8(at + 8)) ?? false;
  if (!isKnown || file.u8(at + 10) !== 0 || file.u8(at + 11) !== 0 || file.u8(at + 12) > 1)
    broken("its header is none of a picture that browsers show", at);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Uint8Array.from([...ascii(type), ...data]);
  return Uint8Array.from([...u32Bytes(data.length), ...named, ...u32Bytes(crc32(named))]);
}
