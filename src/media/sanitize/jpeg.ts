/**
 * JPEG, read segment by segment. Kept: what decodes the picture, the colour profile, and the orientation in an EXIF of
 * 34 bytes.
 * @see ITU-T T.81 annex B; CIPA DC-007 (pictures after the first); ICC.1 annex B.4
 */
import { ascii, ByteReader } from "./bytes";
import { broken, checkParts, checkSize, hiding } from "./limits";
import {
  isProfileInParts,
  orientationIn,
  orientationTiff,
  type ProfilePart,
  profileDropped,
  UPRIGHT,
} from "./picture-metadata";
import type { CleanMedia, MediaWarning } from "./sanitize";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;

/** Baseline, extended and progressive: what browsers show. */
const FRAMES = [0xc0, 0xc1, 0xc2];
/** Huffman and quantisation tables, restart interval. */
const TABLES = [0xc4, 0xdb, 0xdd];

/** More passes over a picture than any camera or program makes. */
const MOST_SCANS = 200;

const EXIF = "Exif\0\0";
const PROFILE = "ICC_PROFILE\0";

interface JpegParse {
  readonly file: ByteReader;
  readonly pieces: Uint8Array[];
  width: number;
  height: number;
  orientation: number;
  scans: number;
  /** The parts of the colour profile, by the segments that hold them. */
  readonly profile: Map<Uint8Array, ProfilePart>;
  /** Whether it announces that more follows its end: other pictures, or a film. */
  announces: boolean;
}

/** @throws MediaRejected when it is none, or more than one thing. */
export function sanitizeJpeg(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const parse: JpegParse = {
    ...{ file, pieces: [], width: 0, height: 0, orientation: UPRIGHT },
    ...{ scans: 0, profile: new Map(), announces: false },
  };
  const end = readSegments(parse);
  if (parse.scans === 0) broken("it holds no picture", end);
  const { width, height, orientation } = parse;
  const exif = orientation === UPRIGHT ? [] : [orientationSegment(orientation)];
  const isDropped = parse.profile.size > 0 && !isProfileInParts([...parse.profile.values()]);
  const kept = parse.pieces.filter(piece => !isDropped || !parse.profile.has(piece));
  const pieces = [Uint8Array.of(0xff, SOI), ...exif, ...kept, Uint8Array.of(0xff, EOI)];
  const warnings = [...afterEnd(parse, end), ...profileDropped(isDropped)];
  return { type: "image/jpeg", width, height, orientation, pieces, warnings };
}

/** @returns where the picture ends. */
function readSegments(parse: JpegParse): number {
  const { file } = parse;
  let at = 2;
  for (let segments = 0; ; segments++) {
    checkParts(segments);
    if (file.u8(at) !== 0xff) broken("a segment does not begin where the one before it ends", at);
    // Any number of fill bytes may stand before a marker.
    while (file.u8(at + 1) === 0xff) at += 1;
    const marker = file.u8(at + 1);
    if (marker === EOI) return at + 2;
    const length = file.u16(at + 2);
    if (length < 2) broken("a segment has no length", at);
    const end = at + 2 + length;
    file.need(at, 2 + length);
    const kept = keep(parse, marker, at, end);
    if (kept !== null) parse.pieces.push(kept);
    at = marker === SOS ? scanned(parse, end) : end;
  }
}

/** @returns what is kept of a segment; null for nothing. */
function keep(parse: JpegParse, marker: number, at: number, end: number): Uint8Array | null {
  const { file } = parse;
  if (TABLES.includes(marker)) return file.slice(at, end);
  if (FRAMES.includes(marker)) return frame(parse, at, end);
  if (marker === SOS) {
    if (parse.width === 0) broken("the picture begins before its size is told", at);
    return file.slice(at, end);
  }
  if (marker === APP0 && file.is("JFIF\0", at + 4)) return withoutThumbnail(file, at, end);
  if (marker === APP1) readApp1(parse, at, end);
  if (marker === APP2) return profileOf(parse, at, end);
  // How its colours are stored, in twelve bytes.
  if (marker === APP14 && file.is("Adobe", at + 4) && end - at === 16) return file.slice(at, end);
  if ((marker >= APP0 && marker <= 0xef) || marker === 0xfe) return null;
  return broken(`it holds a kind of segment that browsers do not show (${marker.toString(16)})`, at);
}

function frame(parse: JpegParse, at: number, end: number): Uint8Array {
  const { file } = parse;
  if (parse.width !== 0) broken("it holds two pictures", at);
  const components = file.u8(at + 9);
  if (file.u8(at + 4) !== 8 || ![1, 3, 4].includes(components) || end !== at + 10 + 3 * components)
    broken("its header is none of a picture that browsers show", at);
  parse.height = file.u16(at + 5);
  parse.width = file.u16(at + 7);
  checkSize(parse.width, parse.height, at);
  return file.slice(at, end);
}

/** JFIF with its density and without its thumbnail. */
function withoutThumbnail(file: ByteReader, at: number, end: number): Uint8Array {
  if (end < at + 18) broken("its JFIF header is too short", at);
  return Uint8Array.from([0xff, APP0, 0, 16, ...file.slice(at + 4, at + 16), 0, 0]);
}

function readApp1(parse: JpegParse, at: number, end: number): void {
  const { file } = parse;
  if (file.is(EXIF, at + 4)) parse.orientation = orientationIn(file.slice(at + 4 + EXIF.length, end));
  else if (file.is("http://ns.adobe.com/xap/1.0/", at + 4)) {
    const xmp = new TextDecoder("latin1").decode(file.slice(at + 4, end));
    if (/MotionPhoto|MicroVideo|Container:Directory/.test(xmp)) parse.announces = true;
  }
}

/** @see ICC.1:2022 annex B.4: a name, the part's number, how many there are */
function profileOf(parse: JpegParse, at: number, end: number): Uint8Array | null {
  const { file } = parse;
  if (file.is("MPF\0", at + 4)) parse.announces = true;
  if (!file.is(PROFILE, at + 4)) return null;
  const numbers = at + 4 + PROFILE.length;
  const segment = file.slice(at, end);
  const bytes = file.slice(Math.min(numbers + 2, end), end);
  parse.profile.set(segment, { number: file.u8(numbers), of: file.u8(numbers + 1), bytes });
  return segment;
}

/** Skips compressed data. @returns where the next segment begins. */
function scanned(parse: JpegParse, from: number): number {
  const { file } = parse;
  parse.scans += 1;
  if (parse.scans > MOST_SCANS) broken("it is drawn in too many passes", from);
  let at = from;
  for (;;) {
    at = file.bytes.indexOf(0xff, at);
    if (at === -1) broken("it ends before the picture does", file.length);
    const next = file.u8(at + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) break;
    at += next === 0xff ? 1 : 2;
  }
  parse.pieces.push(file.slice(from, at));
  return at;
}

/**
 * What follows the end is never kept. Cameras put a second picture or a film there and announce it; anything else makes
 * the file two things at once.
 */
function afterEnd({ file, announces }: JpegParse, end: number): MediaWarning[] {
  const rest = file.slice(end, file.length);
  if (rest.every(byte => byte === 0)) return [];
  if (!announces && !file.is("SEFT", file.length - 4))
    hiding("After the end of the picture there are more bytes.", end);
  const message =
    "The camera put a second picture or a film after the picture: it was cut off, the picture is whole.";
  return [{ code: "appendix-cut", message }];
}

function orientationSegment(orientation: number): Uint8Array {
  const tiff = orientationTiff(orientation);
  return Uint8Array.from([0xff, APP1, 0, 2 + EXIF.length + tiff.length, ...ascii(EXIF), ...tiff]);
}
