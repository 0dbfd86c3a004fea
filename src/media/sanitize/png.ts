/**
 * PNG and animated PNG, read chunk by chunk. Kept: what decodes the picture and its colours, and the orientation in an
 * eXIf of 26 bytes. Only the profile is compressed anew.
 * @see W3C PNG (Third Edition) sections 5, 11 and 13
 */
import { zlibSync } from "fflate";
import { ascii, ByteReader, crc32, joined, nothingAfter, u32Bytes } from "./bytes";
import { PNG_SIGNATURE } from "./detect";
import { broken, checkFrames, checkParts, checkSize } from "./limits";
import { inflatedProfile, orientationIn, orientationTiff, profileDropped, UPRIGHT } from "./picture-metadata";
import type { CleanMedia } from "./sanitize";

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

interface PngParse {
  readonly file: ByteReader;
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

/** @throws MediaRejected when it is none, or more than one thing. */
export function sanitizePng(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const parse: PngParse = {
    ...{ file, pieces: [], width: 0, height: 0, orientation: UPRIGHT },
    ...{ frames: 0, previous: "", hasData: false, profiles: 0, isProfileDropped: false },
  };
  let at: number = PNG_SIGNATURE.length;
  for (let chunks = 0; parse.previous !== "IEND"; chunks++) {
    checkParts(chunks);
    at = readChunk(parse, at);
  }
  nothingAfter(file, at);
  if (!parse.hasData) broken("it holds no picture", at);
  checkFrames(parse.frames, parse.width * parse.height);
  const { width, height, orientation } = parse;
  const [header = new Uint8Array(), ...rest] = parse.pieces;
  const exif = orientation === UPRIGHT ? [] : [chunk("eXIf", orientationTiff(orientation))];
  const pieces = [Uint8Array.from(PNG_SIGNATURE), header, ...exif, ...rest];
  return {
    type: "image/png",
    width,
    height,
    orientation,
    pieces,
    warnings: profileDropped(parse.isProfileDropped),
  };
}

/** @returns where the next chunk begins. */
function readChunk(parse: PngParse, at: number): number {
  const { file } = parse;
  const length = file.u32(at);
  const type = file.text(at + 4, 4);
  const end = at + 12 + length;
  file.need(at, 12 + length);
  if (!/^[A-Za-z]{4}$/.test(type)) broken("a chunk has no name", at);
  if (crc32(file.slice(at + 4, end - 4)) !== file.u32(end - 4))
    broken(`the chunk ${type} does not match its checksum`, at);
  if (parse.previous === "" && type !== "IHDR") broken("it does not begin with its header", at);
  readContent(parse, type, at + 8, length);
  if (type === "iCCP") keepProfile(parse, at, end);
  else if (KEPT.has(type)) parse.pieces.push(file.slice(at, end));
  // A capital first letter: a decoder that does not know the chunk cannot show the picture.
  else if (/^[A-Z]/.test(type)) broken(`it holds a chunk that browsers do not know (${type})`, at);
  parse.previous = type;
  return end;
}

function readContent(parse: PngParse, type: string, at: number, length: number): void {
  const { file, previous } = parse;
  switch (type) {
    case "IHDR":
      if (previous !== "") broken("it has two headers", at);
      readHeader(parse, at, length);
      return;
    case "IDAT":
      if (parse.hasData && previous !== "IDAT") broken("its picture is in two places", at);
      parse.hasData = true;
      return;
    case "eXIf":
      parse.orientation = orientationIn(file.slice(at, at + length));
      return;
    case "fcTL":
      if (length !== 26) broken("a frame's header has a wrong length", at);
      parse.frames += 1;
      checkFrames(parse.frames, 1);
      if (file.u32(at + 4) > parse.width || file.u32(at + 8) > parse.height)
        broken("a frame is larger than the picture", at);
      return;
    case "IEND":
      if (length !== 0) broken("its last chunk is not empty", at);
      return;
    default:
  }
}

/**
 * Only the first is inflated: each could be made to grow. It is compressed anew under a fixed name, so that nothing
 * hides beside it. @see section 11.3.2.3: a name, how it is compressed, itself
 */
function keepProfile(parse: PngParse, at: number, end: number): void {
  const { file } = parse;
  const content = file.slice(at + 8, end - 4);
  const name = content.subarray(0, 80).indexOf(0);
  const isOne = parse.profiles === 0 && name > 0 && content[name + 1] === 0;
  parse.profiles += 1;
  const profile = isOne ? inflatedProfile(content.subarray(name + 2)) : null;
  if (profile === null) parse.isProfileDropped = true;
  else parse.pieces.push(chunk("iCCP", joined([PROFILE_NAME, zlibSync(profile)])));
}

function readHeader(parse: PngParse, at: number, length: number): void {
  const { file } = parse;
  if (length !== 13) broken("its header has a wrong length", at);
  parse.width = file.u32(at);
  parse.height = file.u32(at + 4);
  checkSize(parse.width, parse.height, at);
  const isKnown = DEPTHS[file.u8(at + 9)]?.includes(file.u8(at + 8)) ?? false;
  if (!isKnown || file.u8(at + 10) !== 0 || file.u8(at + 11) !== 0 || file.u8(at + 12) > 1)
    broken("its header is none of a picture that browsers show", at);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Uint8Array.from([...ascii(type), ...data]);
  return Uint8Array.from([...u32Bytes(data.length), ...named, ...u32Bytes(crc32(named))]);
}
