/**
 * MP3, read frame by frame. The tags before and after the sound (ID3, APE, Lyrics3) are cut off.
 * @see ISO/IEC 11172-3 section 2.4.1; ID3v2.4.0 section 3.1
 */
import { ByteReader } from "./bytes";
import { broken, hiding } from "./limits";
import type { CleanMedia } from "./sanitize";

/** Kilobits a second, by the number in the header: of MPEG 1, and of 2 and 2.5. */
const RATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const SAMPLES_A_SECOND = [44_100, 48_000, 32_000] as const;

/** Fewer could be found in any bytes. */
const FEWEST_FRAMES = 3;

/** @throws MediaRejected when it is none, or more than one thing. */
export function sanitizeMp3(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  let start = 0;
  while (file.is("ID3", start)) start += tagBytes(file, start);
  // Writers of tags leave room after them.
  while (start < file.length && file.u8(start) === 0) start += 1;
  let at = start;
  let frames = 0;
  for (; at + 4 <= file.length; frames++) {
    const length = frameBytes(file, at);
    if (length === null) break;
    at = Math.min(at + length, file.length);
  }
  if (frames < FEWEST_FRAMES) broken("it holds no sound", start);
  if (!isTags(file, at)) hiding("Between or after the frames there are bytes that are no sound.", at);
  return {
    ...{ type: "audio/mpeg", width: null, height: null, orientation: null },
    ...{ pieces: [file.slice(start, at)], warnings: [] },
  };
}

/** MP3 has no signature: it begins with an ID3v2 tag or with a frame. */
export function beginsAsMp3(file: ByteReader): boolean {
  return file.is("ID3", 0) || (file.length >= 4 && frameBytes(file, 0) !== null);
}

/** Its length is written with seven bits a byte. */
function tagBytes(file: ByteReader, at: number): number {
  const digits = [6, 7, 8, 9].map(place => file.u8(at + place));
  if (digits.some(digit => digit > 127)) broken("its ID3 tag has no true length", at);
  const length = digits.reduce((sum, digit) => sum * 128 + digit, 0);
  const footer = file.u8(at + 5) & 0x10 ? 10 : 0;
  file.need(at, 10 + length + footer);
  return 10 + length + footer;
}

/** @returns null where no frame of layer III begins. */
function frameBytes(file: ByteReader, at: number): number | null {
  const header = file.u32(at);
  const version = (header >>> 19) & 3;
  const isLayerThree = header >>> 21 === 0x7ff && version !== 1 && ((header >>> 17) & 3) === 1;
  const kilobits = RATES[version === 3 ? 0 : 1][(header >>> 12) & 15] ?? 0;
  const samples = SAMPLES_A_SECOND[(header >>> 10) & 3];
  if (!isLayerThree || kilobits === 0 || samples === undefined) return null;
  const slowed = version === 3 ? 1 : version === 2 ? 2 : 4;
  const factor = version === 3 ? 144_000 : 72_000;
  return Math.floor((factor * kilobits * slowed) / samples) + ((header >>> 9) & 1);
}

/** Whether nothing but tags and empty room follows. */
function isTags(file: ByteReader, from: number): boolean {
  if (from === file.length || file.bytes.subarray(from).every(byte => byte === 0)) return true;
  const isLast = file.is("TAG", file.length - 128);
  const end = isLast ? file.length - 128 : file.length;
  if (from === end) return true;
  const isApe = file.is("APETAGEX", from) && file.is("APETAGEX", end - 32);
  return isApe || (file.is("LYRICSBEGIN", from) && file.is("LYRICS200", end - 9)) || isId3(file, from, end);
}

function isId3(file: ByteReader, from: number, end: number): boolean {
  return file.is("ID3", from) && from + tagBytes(file, from) === end;
}
