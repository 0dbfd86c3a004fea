/**
 * GIF, read block by block. Comments, plain text and blocks of applications are dropped, but for the colour profile and
 * the one that says how often it repeats.
 * @see CompuServe, Graphics Interchange Format, version 89a, section 14 and after
 */
import { ByteReader, joined, nothingAfter } from "./bytes";
import { broken, checkFrames, checkParts, checkSize } from "./limits";
import { isColourProfile, profileDropped, UPRIGHT } from "./picture-metadata";
import type { CleanMedia } from "./sanitize";

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const CONTROL = 0xf9;
const APPLICATION = 0xff;

const KEPT_APPLICATIONS = ["NETSCAPE2.0", "ANIMEXTS1.0"];
const PROFILE = "ICCRGBG1012";

/** @throws MediaRejected when it is none, or more than one thing. */
export function sanitizeGif(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const width = file.u16(6, true);
  const height = file.u16(8, true);
  checkSize(width, height, 6);
  let at = 13 + tableBytes(file.u8(10));
  const pieces = [file.slice(0, at)];
  let frames = 0;
  let isProfileDropped = false;
  for (let blocks = 0; file.u8(at) !== TRAILER; blocks++) {
    checkParts(blocks);
    const kind = file.u8(at);
    if (kind === IMAGE) frames += 1;
    const end = kind === IMAGE ? afterImage(file, at) : afterExtension(file, at);
    const profile = kind === IMAGE ? null : profileIn(file, at);
    const isKept = profile === null ? kind === IMAGE || isNeeded(file, at, end) : isColourProfile(profile);
    if (isKept) pieces.push(file.slice(at, end));
    else if (profile !== null) isProfileDropped = true;
    at = end;
    checkFrames(frames, width * height);
  }
  nothingAfter(file, at + 1);
  if (frames === 0) broken("it holds no picture", at);
  pieces.push(Uint8Array.of(TRAILER));
  return {
    type: "image/gif",
    width,
    height,
    orientation: UPRIGHT,
    pieces,
    warnings: profileDropped(isProfileDropped),
  };
}

/** How long the colour table is that a byte of flags announces. */
function tableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterImage(file: ByteReader, at: number): number {
  checkSize(file.u16(at + 5, true), file.u16(at + 7, true), at);
  const data = at + 10 + tableBytes(file.u8(at + 9));
  const codeBits = file.u8(data);
  if (codeBits < 1 || codeBits > 8) broken("a frame is not compressed as GIF is", data);
  return afterSubBlocks(file, data + 1);
}

function afterExtension(file: ByteReader, at: number): number {
  if (file.u8(at) !== EXTENSION) broken("a block does not begin where the one before it ends", at);
  return afterSubBlocks(file, at + 2);
}

function afterSubBlocks(file: ByteReader, from: number): number {
  let at = from;
  while (file.u8(at) !== 0) at += 1 + file.u8(at);
  return at + 1;
}

function isNeeded(file: ByteReader, at: number, end: number): boolean {
  const label = file.u8(at + 1);
  if (label === CONTROL) return end === at + 8;
  if (label !== APPLICATION || file.u8(at + 2) !== 11) return false;
  // The number of repeats takes three bytes, and what to load before takes five: more hides something.
  return end - at <= 25 && KEPT_APPLICATIONS.includes(file.text(at + 3, 11));
}

/** What calls itself the profile, put together; null where nothing does. */
function profileIn(file: ByteReader, extension: number): Uint8Array | null {
  const isOne = file.u8(extension + 1) === APPLICATION && file.is(`\x0b${PROFILE}`, extension + 2);
  if (!isOne) return null;
  const parts: Uint8Array[] = [];
  for (let at = extension + 14; file.u8(at) !== 0; at += 1 + file.u8(at))
    parts.push(file.slice(at + 1, at + 1 + file.u8(at)));
  return joined(parts);
}
